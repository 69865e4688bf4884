"""Addresses at which files come into working plans: tables of events, and scenarios."""

from __future__ import annotations

from base64 import b64decode
from pathlib import PureWindowsPath

from fastapi import FastAPI, Request, Response

from scheduler.board.document import Sheet
from scheduler.domain.text import Text
from scheduler.web.board.asking import (
    Door,
    Json,
    Refusal,
    answered,
    body_of,
    replied,
    version_of,
    working,
)
from scheduler.web.board.routes import READ, Told, head_answer, number_of, title_of
from scheduler.workflow.board_coming import effect_answer, import_answer
from scheduler.workflow.board_scenarios import (
    Sought,
    edit_of,
    looked_at,
    opened,
    scenario_answer,
    scenario_names,
    script_of_file,
)
from scheduler.workflow.boarding import WorkingPlans

NO_FILE = Text(
    "须以 file 指明 scenarios 中的文件，或以 data 给出文件的 base64。",
    "file must name one of the scenarios, or data hold a file in base64.",
)
SENT = "scenario.yaml"
"""Name of a file that was sent without one."""

LONGEST = 120


def add_coming(app: FastAPI, plans: WorkingPlans, door: Door, tell: Told) -> None:
    """Give the app its ways in."""
    coming = _Coming(plans, tell)

    @app.post("/api/plans/{plan}/import")
    async def import_(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, said = number_of(plan), await body_of(request)
        keys = ("csv", "data", "events")
        edit = {"op": "import", **{k: said[k] for k in keys if said.get(k) is not None}}
        old, new = await coming.taken(number, said, person.name, edit)
        return await replied(
            lambda: {**effect(old, new, said), "import": import_answer(old, new)}
        )

    @app.post("/api/plans/{plan}/scenario")
    async def take(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, said = number_of(plan), await body_of(request)
        sought = coming.sought(said)
        script = await working(lambda: script_of_file(plans.workspace, sought))
        edit = await working(lambda: edit_of(plans.sheet(number).timeline.board.city, script))
        old, new = await coming.taken(number, said, person.name, edit)
        return await replied(
            lambda: {**effect(old, new, said), **scenario_answer(script, old, new, edit)}
        )

    @app.api_route("/api/scenarios", methods=READ)
    async def scenarios(request: Request) -> Response:
        await door.reader(request)
        names = await working(lambda: scenario_names(plans.workspace))
        return answered({"scenarios": names})

    @app.post("/api/scenarios")
    async def open_(request: Request) -> Response:
        person = await door.writer(request)
        said = await body_of(request)
        return await coming.opened(said, person.name)


class _Coming:
    """Does what the addresses ask."""

    def __init__(self, plans: WorkingPlans, tell: Told) -> None:
        self.plans, self.tell = plans, tell

    async def taken(
        self, number: int, said: Json, who: str, edit: Json
    ) -> tuple[Sheet, Sheet]:
        """The plan before and after an edit, which is made when ``apply`` says so."""
        version = version_of(said, needed=True) or 0
        if said.get("apply") is not True:
            return await working(lambda: self.plans.attempt(number, version, [edit]))
        found = await working(lambda: self.plans.edit(number, version, [edit], who))
        self.tell(number)
        return found

    def sought(self, said: Json) -> Sought:
        """The scenario that a request names or holds."""
        name, coded = said.get("file"), said.get("data")
        if coded is None:
            return Sought(str(name)[:300])
        try:
            data = b64decode(coded, validate=True) if isinstance(coded, str) else None
        except ValueError:
            data = None
        if data is None or name is not None:
            raise Refusal(400, NO_FILE)
        # Only ever told: what was sent lies nowhere.
        label = PureWindowsPath(str(said.get("name") or SENT)).name[-LONGEST:] or SENT
        return Sought(label, data)

    async def opened(self, said: Json, who: str) -> Response:
        """A further plan with a scenario, or with ``apply`` not true what it would be."""
        origin, title, version = said.get("from", "file"), title_of(said), version_of(said)
        if not isinstance(origin, str):
            raise Refusal(400, Text("from 须为文字。", "from must be a text."))
        sought = self.sought(said)
        script = await working(lambda: script_of_file(self.plans.workspace, sought))
        old, new, edit = await working(lambda: looked_at(self.plans, origin[:80], script, version))
        told = await working(lambda: {"applied": said.get("apply") is True,
                                      **scenario_answer(script, old, new, edit)})  # fmt: skip
        if not told["applied"]:
            return answered(told)
        title = title or script.title.zh or script.title.en
        head = await working(lambda: opened(
            self.plans, origin[:80], title, edit, who, version
        ))
        return answered({**told, "plan": head_answer(head)}, 201)


def effect(old: Sheet, new: Sheet, said: Json) -> Json:
    """What an edit answers; one that was only tried has not changed the version."""
    applied = said.get("apply") is True
    version = (new if applied else old).timeline.version
    told = {**new.since(old), "version": version}
    return {**told, "effect": effect_answer(old, new), "applied": applied}
