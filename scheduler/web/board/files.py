"""Addresses at which files leave a working plan, and at which it is published."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request, Response

from scheduler.domain.text import LANGS, Text
from scheduler.store import Conflict
from scheduler.web.board.asking import (
    HEADERS,
    Door,
    Json,
    Refusal,
    answered,
    body_of,
    version_of,
    working,
)
from scheduler.web.board.routes import READ, number_of
from scheduler.web.layout import language
from scheduler.workflow.accepting import refusals_answer
from scheduler.workflow.board_outputs import exported, release_of
from scheduler.workflow.board_releases import named_feeds
from scheduler.workflow.board_scenarios import scenario_text
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.publishing import Publication
from scheduler.workflow.releases import publication_answer

NO_FORM = Text("没有这种文件。", "There is no such kind of file.")
LONGEST = 2_000


def add_files(app: FastAPI, plans: WorkingPlans, door: Door) -> None:
    """Give the app its files."""
    _add_leaving(app, plans, door)
    _add_publishing(app, plans, door)


def _add_leaving(app: FastAPI, plans: WorkingPlans, door: Door) -> None:
    @app.api_route("/api/plans/{plan}/export/{form}", methods=READ)
    async def export(request: Request, plan: str, form: str) -> Response:
        await door.reader(request)
        number, lang = number_of(plan), request.query_params.get("lang", "")
        lang = lang if lang in LANGS else language(request)
        head = await working(lambda: plans.head(number))
        found = await working(lambda: exported(plans.sheet(number), form, lang, head.title))
        if found is None:
            raise Refusal(404, NO_FORM)
        # Downloaded, never shown: a page that we made of a plan does not run beside the board.
        name = quote(found.name, safe="")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(found.data, 200, HEADERS | headers, found.media)

    @app.api_route("/api/plans/{plan}/scenario", methods=READ)
    async def scenario(request: Request, plan: str) -> Response:
        await door.reader(request)
        number = number_of(plan)
        head = await working(lambda: plans.head(number))
        text = await working(lambda: scenario_text(plans.sheet(number), head.title))
        name = quote(f"{head.title or 'scenario'}.yaml", safe="")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(text.encode(), 200, HEADERS | headers, "application/yaml")

def _add_publishing(app: FastAPI, plans: WorkingPlans, door: Door) -> None:
    @app.post("/api/plans/{plan}/publish")
    async def publish(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, said = number_of(plan), await body_of(request)
        version, message = version_of(said, needed=True) or 0, said.get("message", "")
        reasons, dry = said.get("accept", {}), said.get("dry_run") is True
        if not isinstance(message, str) or len(message) > LONGEST or not _texts(reasons):
            raise Refusal(
                400, Text("message 须为文字，accept 须为各处的理由。",
                          "message must be a text, accept reasons by finding.")
            )  # fmt: skip
        return answered(await working(lambda: _published(plans, number, version, message, reasons,
                                                         dry, person.name)))  # fmt: skip


def _published(
    plans: WorkingPlans, number: int, version: int, message: str, reasons: dict[str, str],
    dry: bool, who: str,
) -> Json:  # fmt: skip
    sheet = plans.at(number, version)
    refused, made = release_of(plans.store(), sheet, message, reasons, who)
    if refused:
        told = refusals_answer(sheet.problem, refused)
        if dry:
            return {**_answer(made, False), "ok": False, "refused": told}
        raise Refusal(409, NOT_ACCEPTED, refused=told)
    if made.changed and not dry:
        try:
            made.commit()
        except Conflict as error:
            raise Refusal(409, error.message) from None
    return {**_answer(made, made.changed and not dry), "refused": []}


def _answer(made: Publication, published: bool) -> Json:
    told = publication_answer(made, published)
    if told["diff"]:
        named_feeds(told["diff"], made.diff, made.release.directory)
    return told


NOT_ACCEPTED = Text(
    "此方案违反硬规则，须逐处写明理由才能发布。",
    "The plan breaks hard rules; each must be accepted with a reason before it is published.",
)


def _texts(reasons: object) -> bool:
    return isinstance(reasons, dict) and len(reasons) <= 1000 and all(
        isinstance(reason, str) and 0 < len(reason) <= LONGEST for reason in reasons.values()
    )
