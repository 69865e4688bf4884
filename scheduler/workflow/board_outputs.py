"""What leaves a working plan: files and releases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.board.document import Sheet
from scheduler.domain.solution import FEASIBLE, Solution
from scheduler.outputs.answers import dumped
from scheduler.outputs.imprint import Imprint
from scheduler.outputs.tables import plan_document, write_plan_csv
from scheduler.store import Store
from scheduler.workflow.accepting import Refusal, settled
from scheduler.workflow.judging import Judged
from scheduler.workflow.publishing import Publication, publication

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
