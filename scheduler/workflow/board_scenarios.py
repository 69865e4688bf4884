"""Scenario files and working plans: set aside, looked at, and opened as further plans."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scheduler.board.city import NAME, City
from scheduler.board.document import Sheet
from scheduler.board.edits import done
from scheduler.board.incoming import differences
from scheduler.board.start import coded
from scheduler.board.state import Timeline
from scheduler.domain.ledger import PlanHead
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.errors import InputError, UsageError
from scheduler.loading.cells import cleaned
from scheduler.loading.faults import fault
from scheduler.scenarios.apply import changed
from scheduler.scenarios.files import inside
from scheduler.scenarios.many import files_below
from scheduler.scenarios.read import read_scenario, script_in
from scheduler.scenarios.script import Script, Step
from scheduler.workflow.board_coming import effect_answer, import_answer
from scheduler.workflow.boarding import WorkingPlans

Json = dict[str, Any]

FOLDER = "scenarios"
"""Where a workspace has its scenario files, and where an uploaded one counts as lying."""

EMPTY = Text("没有任何改动，无可打开", "holds no changes; there is nothing to open")
NONE = Text("没有这个场景文件。", "There is no such scenario file.")


def scenario_text(sheet: Sheet, title: str) -> str:
    """The changes made on the board as a scenario file; what is locked is booked in it."""
    board = sheet.timeline.board
    # A plan may be called anything, and the file is read as strictly as any.
    title = cleaned(title).strip() or "排期板 / Planning board"
    changes: list[Any] = [*_imported(board.city), *board.city.changes.values()]
    changes += ({"book": book} for book in _books(sheet))
    lines = [f"title_zh: {_written(title)}", "changes:"]
    lines += [f"  - {_written(change)}" for change in changes]
    return "\n".join(lines if changes else [lines[0], "changes: []"]) + "\n"


def _written(node: object) -> str:
    """JSON that is YAML, too, whatever the texts hold: those letters are only in texts."""
    text = json.dumps(node, ensure_ascii=False)
    return _NO_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_NO_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""Letters that YAML forbids, or breaks lines at, and that JSON leaves as they are."""


def _imported(city: City) -> list[Any]:
    """What another table of events changed of the one that the plan began with."""
    old, new = city.began and city.began.events, city.sources.events
    return list(differences(old, new)) if old and new else []


def _books(sheet: Sheet) -> list[Json]:
    """Dates and halls of locked events that are not booked already."""
    board, found = sheet.timeline.board, []
    for event_id, what in sheet.part("locks").items():
        place, event = board.places.get(event_id), sheet.problem.event_by_id[event_id]
        if place is None:
            continue
        book: Json = {}
        halls = [(place.venue_id, h) for h in place.hall_ids]
        if what != "halls" and event.booked_start != place.show_first:
            book["booked_start"] = iso(place.show_first)
        if what != "dates" and halls and set(event.booked_halls) != set(halls):
            book["booked_halls"] = [f"{venue}/{h}" for venue, h in halls]
        if book:
            found.append({"id": event_id, **book})
    return found


def scenario_names(workspace: Path) -> list[str]:
    """Scenario files of a workspace by their path inside it; links that lead out do not count."""
    found = (p for p in files_below(workspace / FOLDER) if p.is_file())
    names = (p.relative_to(workspace).as_posix() for p in found)
    return sorted(name for name in names if inside(workspace, workspace, name))


@dataclass(frozen=True)
class Sought:
    """A scenario file that somebody asks for.

    Parameters
    ----------
    name
        Its path inside the workspace; of one that was sent, what it is called.
    data
        Content of one that was sent; its bases are those of the workspace's ``scenarios``.
    """

    name: str
    data: bytes | None = None


def script_of_file(workspace: Path, sought: Sought) -> Script:
    """Read a scenario file.

    Raises
    ------
    InputError
        When it cannot be read at all.
    UsageError
        When there is no such file in ``scenarios``.
    """
    if sought.data is not None:
        return script_in(workspace, workspace / FOLDER, sought.name, sought.data)
    if sought.name not in scenario_names(workspace):
        raise UsageError(NONE)
    return read_scenario(workspace, workspace / sought.name)


def edit_of(city: City, script: Script) -> Json:
    """The edit that a scenario is on a board.

    Raises
    ------
    InputError
        With every fault, each named by file and place: those of the file, and those of the city
        that it would make.
    """
    if not script.steps and not script.faults:
        raise InputError([fault(script.name, EMPTY, column="changes")])
    before = city.script if city.changes else Script(NAME, Text())
    calendars = {**script.neighbours, **before.neighbours}
    steps = (*before.steps, *script.steps)
    changed(city.sources, replace(script, steps=steps, neighbours=calendars))
    edit: Json = {"op": "scenario", "changes": changes_of(script.steps)}
    if script.neighbours:
        edit["calendars"] = coded({n: f.data for n, f in script.neighbours.items()})
    return edit


def changes_of(steps: tuple[Step, ...]) -> list[Json]:
    """Changes as a file without bases would have them."""
    return [{step.form.kind: step.node} for step in steps]


def looked_at(plans: WorkingPlans, origin: str, script: Script) -> tuple[Sheet, Sheet, Json]:
    """A plan as it would begin, the same with a scenario, and the edit; nothing is written.

    Raises
    ------
    InputError
        With every fault of the scenario, each named by file and place.
    Missing
        When there is no such origin.
    """
    start = Timeline(plans.start(origin).board())
    edit = edit_of(start.board.city, script)
    before = Sheet(start)
    return before, Sheet(start.edited(done(start.board, [edit])), before), edit


def opened(
    plans: WorkingPlans, origin: str, title: str, edit: Mapping[str, Any], who: str
) -> PlanHead:
    """A further plan whose first entry is a scenario that was looked at."""
    return plans.begin(title, origin, who, [edit])


def scenario_answer(script: Script, old: Sheet, new: Sheet, edit: Json) -> Json:
    """A scenario, what it changes of the city, and what that does to the plan."""
    names: Json = {"title_zh": script.title.get("zh"), "title_en": script.title.get("en")}
    return {
        "file": script.name, **names, "changes": edit["changes"],
        "import": import_answer(old, new), "effect": effect_answer(old, new),
    }  # fmt: skip
