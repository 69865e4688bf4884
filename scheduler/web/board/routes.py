"""Addresses of working plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request, Response

from scheduler.board.document import Sheet
from scheduler.board.state import Step, Timeline
from scheduler.domain.ledger import PlanHead
from scheduler.domain.text import Text
from scheduler.web.board.aside import Aside
from scheduler.web.board.asking import (
    HEADERS,
    Door,
    Json,
    Refusal,
    answered,
    body_of,
    brief,
    replied,
    version_of,
    working,
)
from scheduler.web.board.copies import Copies
from scheduler.web.board.histories import Histories
from scheduler.web.board.openapi import document
from scheduler.workflow.board_refusals import Missing
from scheduler.workflow.boarding import WorkingPlans, before

READ = ["GET", "HEAD"]
LONGEST_TITLE = 200
MOST_NUMBER = 2**31 - 1
"""Numbers of plans, versions and releases are never greater: no database holds more in them."""

NO_PLAN = Text("没有这个方案。", "There is no such plan.")
Told = Callable[[int], None]
"""Told the number of a plan that was changed."""


def add_plans(
    app: FastAPI, plans: WorkingPlans, door: Door, tell: Told, aside: Aside
) -> None:
    """Give the app its working plans."""
    _add_reading(app, plans, door, aside)
    _add_writing(app, plans, door, tell, aside)
    app.add_exception_handler(Refusal, _refused)


def _add_reading(app: FastAPI, plans: WorkingPlans, door: Door, aside: Aside) -> None:
    copies, histories = Copies(plans), Histories(plans)

    @app.api_route("/api/openapi.json", methods=READ)
    async def interface(request: Request) -> Response:
        await door.reader(request)
        return answered(document())

    @app.api_route("/api/plans", methods=READ)
    async def listed(request: Request) -> Response:
        person = await door.reader(request)
        heads = await working(plans.heads)
        me = {"name": person.name, "planner": person.planner}
        return answered({"plans": [head_answer(h) for h in heads], "me": me})

    @app.api_route("/api/plans/{plan}", methods=READ)
    async def whole_plan(request: Request, plan: str) -> Response:
        await door.reader(request)
        number, asked = number_of(plan), request.query_params.get("as_of")
        if asked is not None:
            return await replied(lambda: _as_of(plans, number, asked), heavy=True)
        return await (await copies.of(number)).answer(request)

    @app.api_route("/api/plans/{plan}/history", methods=READ)
    async def history(request: Request, plan: str) -> Response:
        await door.reader(request)
        number, after = number_of(plan), request.query_params.get("after", "0")
        text = await working(lambda: histories.text(number, whole(after)))
        return Response(text.encode("utf-8", "replace"), 200, HEADERS, "application/json")

    @app.api_route("/api/plans/{plan}/places/{event_id}", methods=READ)
    async def places(request: Request, plan: str, event_id: str) -> Response:
        await door.reader(request)
        return await (await aside.places(number_of(plan), event_id)).answer(request)


def _add_writing(
    app: FastAPI, plans: WorkingPlans, door: Door, tell: Told, aside: Aside
) -> None:
    @app.post("/api/plans")
    async def begin(request: Request) -> Response:
        person = await door.writer(request)
        said = await body_of(request)
        title, origin = title_of(said), said.get("from", "file")
        if not isinstance(origin, str):
            raise Refusal(400, Text("from 须为文字。", "from must be a text."))
        head = await working(lambda: plans.begin(title, origin[:80], person.name))
        aside.open(head.id)
        return answered(head_answer(head), 201)

    @app.post("/api/plans/{plan}/title")
    async def rename(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, said = number_of(plan), await body_of(request)
        title, version = title_of(said), version_of(said)
        old, new = await working(lambda: plans.rename(number, version, title, person.name))
        tell(number)
        return answered({**new.since(old), "title": title})

    @app.post("/api/plans/{plan}/edits")
    async def edits(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, said = number_of(plan), await body_of(request)
        version = version_of(said, needed=True) or 0
        return await _stepped(
            number, lambda: plans.edit(number, version, said.get("edits"), person.name), tell
        )

    @app.post("/api/plans/{plan}/try")
    async def attempt(request: Request, plan: str) -> Response:
        await door.reader(request)
        number, said = number_of(plan), await body_of(request)
        version = version_of(said)

        def told() -> Json:
            old, new = plans.attempt(number, version, said.get("edits"))
            return {**new.since(old), "version": old.timeline.version}

        return await replied(told, heavy=True)

    @app.post("/api/plans/{plan}/undo")
    async def undo(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, version = number_of(plan), version_of(await body_of(request))
        return await _stepped(number, lambda: plans.undo(number, version, person.name), tell,
                              lambda line: line.future[-1])  # fmt: skip

    @app.post("/api/plans/{plan}/redo")
    async def redo(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, version = number_of(plan), version_of(await body_of(request))
        return await _stepped(number, lambda: plans.redo(number, version, person.name), tell,
                              lambda line: line.past[-1])  # fmt: skip


async def _stepped(
    number: int, do: Callable[[], tuple[Sheet, Sheet]], tell: Told,
    which: Callable[[Timeline], Step] | None = None,
) -> Response:  # fmt: skip
    def told() -> Json:
        old, new = do()
        step = {"step": step_answer(which(new.timeline))} if which else {}
        return {**new.since(old), **step}

    answer = await replied(told, heavy=True)
    tell(number)
    return answer


def _as_of(plans: WorkingPlans, number: int, asked: str) -> Json:
    head = plans.head(number)
    if is_whole(asked) and whole(asked) > head.version:
        raise Missing(Text("方案还没有到这一版本。", "The plan has no such version yet."))
    sheet = plans.as_of(number, _until(asked))
    return {"id": head.id, "title": head.title, "origin": head.origin, **sheet.document()}


def _until(asked: str) -> Callable[[Any], bool]:
    """Entries up to a version or a moment."""
    from datetime import UTC, datetime

    if is_whole(asked):
        last = whole(asked)
        return lambda entry: entry.version <= last
    try:
        moment = datetime.fromisoformat(asked.replace(" ", "+"))
    except ValueError:
        raise Missing(
            Text("as_of 须为版本号或 2021-04-01T08:00:00Z 这样的时刻。",
                 "as_of must be a version or a moment like 2021-04-01T08:00:00Z.")
        ) from None  # fmt: skip
    return before(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def head_answer(head: PlanHead) -> Json:
    """A plan in a list."""
    stamps = {k: f"{at:%Y-%m-%dT%H:%M:%SZ}" for k, at in
              (("created", head.created), ("changed", head.changed))}  # fmt: skip
    return {"id": head.id, "title": head.title, "origin": head.origin, "who": head.who,
            "version": head.version, **stamps}  # fmt: skip


def step_answer(step: Step) -> Json:
    """The step that was undone or done again."""
    return {"version": step.version, "who": step.who, "edits": [brief(edit) for edit in step.edits]}


def number_of(asked: str, none: Text = NO_PLAN) -> int:
    """Number of a plan, or of what `none` says there is none of, in an address.

    Raises
    ------
    Refusal
        When it is no number.
    """
    if not is_whole(asked) or len(asked) > 9:
        raise Refusal(404, none)
    return int(asked)


def is_whole(text: str) -> bool:
    """Whether an address holds a whole number."""
    return text.isascii() and text.isdecimal()


def whole(text: str) -> int:
    """A whole number of an address, at most `MOST_NUMBER`; 0 for anything else."""
    digits = text.lstrip("0") if is_whole(text) else ""
    return min(int(digits or 0), MOST_NUMBER) if len(digits) < 12 else MOST_NUMBER


def title_of(said: Json) -> str:
    """Title that a request gives a plan; blank for none.

    Raises
    ------
    Refusal
        When it is too long, or no text.
    """
    title = said.get("title", "")
    if not isinstance(title, str) or len(title) > LONGEST_TITLE:
        raise Refusal(
            400, Text(f"title 至多 {LONGEST_TITLE} 字。",
                      f"title has at most {LONGEST_TITLE} letters.")
        )  # fmt: skip
    return title.strip()


async def _refused(_: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return refusal.answer
