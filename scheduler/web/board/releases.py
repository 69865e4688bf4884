"""Addresses of releases: which there are, and what each changed for whom."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from scheduler.domain.text import Text
from scheduler.store import NoStore, Store
from scheduler.web.board.asking import Door, Json, replied
from scheduler.web.board.routes import READ, number_of, whole
from scheduler.workflow.board_refusals import Missing
from scheduler.workflow.board_releases import difference, foreseen, one_release
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.releases import releases_answer

NO_RELEASE = Text("没有这一版。", "There is no such release.")


def add_releases(app: FastAPI, plans: WorkingPlans, door: Door) -> None:
    """Give the app its releases."""

    @app.api_route("/api/releases", methods=READ)
    async def listed(request: Request) -> Response:
        await door.reader(request)
        return await replied(lambda: _listed(plans))

    @app.api_route("/api/releases/{number}", methods=READ)
    async def one(request: Request, number: str) -> Response:
        await door.reader(request)
        n = number_of(number, NO_RELEASE)
        return await replied(lambda: one_release(_store(plans), n))

    @app.api_route("/api/releases/{number}/diff", methods=READ)
    async def diff(request: Request, number: str) -> Response:
        await door.reader(request)
        n, asked = number_of(number, NO_RELEASE), request.query_params.get("against")
        against = n - 1 if asked is None else whole(asked)
        return await replied(lambda: difference(_store(plans), n, against))

    @app.api_route("/api/plans/{plan}/consequences", methods=READ)
    async def consequences(request: Request, plan: str) -> Response:
        await door.reader(request)
        number, asked = number_of(plan), request.query_params.get("against")
        against = None if asked is None else whole(asked)
        return await replied(lambda: _foreseen(plans, number, against))


def _listed(plans: WorkingPlans) -> Json:
    try:
        return releases_answer(plans.store(create=False))
    except NoStore:
        return {"releases": []}


def _store(plans: WorkingPlans) -> Store:
    try:
        return plans.store(create=False)
    except NoStore:
        raise Missing(NO_RELEASE) from None


def _foreseen(plans: WorkingPlans, number: int, against: int | None) -> Json:
    sheet = plans.sheet(number)
    told = foreseen(plans.store(), sheet, against)
    return {"version": sheet.timeline.version, **told}
