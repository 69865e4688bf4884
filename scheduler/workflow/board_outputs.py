"""What leaves a working plan: files, releases, scenarios; and what comes in from files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scheduler.board.document import Sheet
from scheduler.domain.solution import FEASIBLE, Solution
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.errors import InputError, UsageError
from scheduler.outputs.answers import dumped
from scheduler.outputs.imprint import Imprint
from scheduler.outputs.tables import plan_document, write_plan_csv
from scheduler.store import Store
from scheduler.workflow.accepting import Refusal, settled
from scheduler.workflow.judging import Judged
from scheduler.workflow.publishing import Publication, publication

Json = dict[str, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Exported:
    """A file made of a plan."""

    name: str
    media: str
    data: bytes


def judged_of(sheet: Sheet) -> Judged:
    """The plan on the board as any plan that was read."""
    plan, judged = sheet.timeline.board.plan, sheet.judged
    return Judged(sheet.problem, Solution(FEASIBLE, plan, judged.cost, None, 0), judged)


def exported(sheet: Sheet, form: str, lang: str, title: str = "") -> Exported | None:
    """The plan as a file, written as `solve` and `report` write it; ``None`` for no such form.

    Each tells the plan's title, day, cost and open clashes, if only by the file's name.

    Raises
    ------
    UsageError
        When a form needs what is not installed.
    """
    if form not in FORMS:
        return None
    media, write = FORMS[form]
    imprint = imprint_of(sheet, title)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"plan.{form}")
        write(path, judged_of(sheet), lang, imprint)
        return Exported(imprint.file_name(lang, form), media, path.read_bytes())


def imprint_of(sheet: Sheet, title: str) -> Imprint:
    """What the plan's files say of it."""
    return Imprint(title, sheet.part("today"), sheet.judged.cost, len(sheet.judged.hard))


def _csv(path: Path, found: Judged, _: str, __: Imprint) -> None:
    assert found.audit is not None
    write_plan_csv(path, found.audit)


def _json(path: Path, found: Judged, _: str, imprint: Imprint) -> None:
    document = plan_document(found.problem, found.solution, found.audit, found.origin)
    told = {"title": imprint.title, "date": imprint.day, "clashes": imprint.clashes}
    path.write_bytes(dumped({**document, "board": told}).encode("utf-8", "replace"))


def _html(path: Path, found: Judged, lang: str, imprint: Imprint) -> None:
    from scheduler.outputs.report import write_html

    write_html(path, found.problem, found.solution, found.audit, lang, imprint)


def _xlsx(path: Path, found: Judged, lang: str, imprint: Imprint) -> None:
    from scheduler.outputs.xlsx import write_xlsx

    write_xlsx(path, found.problem, found.solution, found.audit, lang, imprint)


def _pdf(path: Path, found: Judged, lang: str, imprint: Imprint) -> None:
    from scheduler.outputs.pdf import write_pdf

    name = imprint.text.get(lang)
    write_pdf(path, found.problem, found.solution, found.audit, lang, name)


def _ics(path: Path, found: Judged, lang: str, imprint: Imprint) -> None:
    from scheduler.outputs.ical.feeds import calendars

    assert found.audit is not None
    note = imprint.text.get(lang)
    every = dict(calendars(found.problem, found.audit.roster, lang, note))
    path.write_bytes(every["city.ics"])


FORMS: dict[str, tuple[str, Callable[[Path, Judged, str, Imprint], None]]] = {
    "html": ("text/html; charset=utf-8", _html),
    "xlsx": (XLSX, _xlsx),
    "pdf": ("application/pdf", _pdf),
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
    "ics": ("text/calendar; charset=utf-8", _ics),
}
"""Forms of files, each with its media type."""


def release_of(
    store: Store, sheet: Sheet, message: str, reasons: Mapping[str, str], who: str = ""
) -> tuple[list[Refusal], Publication]:
    """The release that the plan would be, and what nobody has accepted of its broken rules.

    Raises
    ------
    UsageError
        When a reason belongs to nothing that is broken.
    """
    found = judged_of(sheet)
    refused, accepted = settled(found.problem, sheet.judged.hard, dict(reasons))
    return refused, publication(store, found, message, accepted, who=who)


def import_answer(before: Sheet, after: Sheet) -> Json:
    """What another events.csv changes, event by event."""
    old = {e["id"]: e for e in before.part("events")}
    new = {e["id"]: e for e in after.part("events")}
    changed = []
    for event_id in new.keys() & old.keys():
        columns = {
            key: [old[event_id][key], value]
            for key, value in new[event_id].items()
            if key != "row" and value != old[event_id][key]
        }
        if columns:
            changed.append({"id": event_id, "columns": columns})
    return {
        "added": [e for e in new if e not in old],
        "dropped": [e for e in old if e not in new],
        "changed": sorted(changed, key=lambda c: str(c["id"])),
        "warnings": after.part("warnings"),
    }


def scenario_text(sheet: Sheet, title: str) -> str:
    """The changes made on the board as a scenario file; what is locked is booked in it."""
    board = sheet.timeline.board
    title = title or "排期板 / Planning board"
    changes: list[Any] = list(board.city.changes.values())
    for event_id, what in sheet.part("locks").items():
        place = board.places.get(event_id)
        if place is None:
            continue
        book: Json = {"id": event_id}
        if what != "halls":
            book["booked_start"] = iso(place.show_first)
        if what != "dates" and place.hall_ids:
            book["booked_halls"] = [f"{place.venue_id}/{h}" for h in place.hall_ids]
        if len(book) > 1:
            changes.append({"book": book})
    lines = [f"title_zh: {json.dumps(title, ensure_ascii=False)}", "changes:"]
    # JSON is YAML, whatever the texts hold.
    lines += [f"  - {json.dumps(change, ensure_ascii=False)}" for change in changes]
    return "\n".join(lines if changes else [lines[0], "changes: []"]) + "\n"


def scenario_changes(workspace: Path, name: str) -> list[Json]:
    """The changes of a scenario file of the workspace, those of its bases before its own.

    Raises
    ------
    InputError
        With every fault of the file.
    UsageError
        When there is no such file in ``scenarios``.
    """
    from scheduler.scenarios.read import read_scenario

    if name not in scenario_names(workspace):
        raise UsageError(Text("没有这个场景文件。", "There is no such scenario file."))
    script = read_scenario(workspace, workspace / name)
    if script.faults:
        raise InputError(script.faults)
    return [{step.form.kind: step.node} for step in script.steps]


def scenario_names(workspace: Path) -> list[str]:
    """Scenario files of a workspace by their path inside it."""
    folder = workspace / "scenarios"
    found = (p for p in folder.rglob("*.y*ml") if p.suffix in (".yaml", ".yml") and p.is_file())
    return sorted(p.relative_to(workspace).as_posix() for p in found)
