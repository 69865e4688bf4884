"""Writes what a solve or a plan leaves."""

from __future__ import annotations

from pathlib import Path

from scheduler.outputs import bundle
from scheduler.outputs.tables import write_plan_csv, write_plan_json
from scheduler.workflow.judging import Judged


def write_all(out: Path, found: Judged, lang: str) -> list[Path]:
    """Write everything a solve leaves: with a plan all five, without one what tells of it.

    Without a plan, an older plan.csv and plan.json keep their content under another name, so that
    they do not look current and are not lost; older feeds vanish.
    """

    def fill(folder: Path) -> None:
        write_plan_json(
            folder / bundle.PLAN_JSON, found.problem, found.solution, found.audit, found.origin
        )
        _reports(folder, found, lang)
        if found.audit:
            write_plan_csv(folder / bundle.PLAN_CSV, found.audit)
            _feeds(folder, found)

    return bundle.install(out, fill, {} if found.audit else _retired(out))


def _retired(out: Path) -> dict[str, str | None]:
    names: dict[str, str | None] = {bundle.FEEDS: None}
    if (out / bundle.PLAN_CSV).exists():
        names |= {n: n.replace(".", ".old.") for n in (bundle.PLAN_CSV, bundle.PLAN_JSON)}
    return names


def report(out: Path, found: Judged, lang: str) -> list[Path]:
    """Write report.html and report.xlsx of a plan."""
    return bundle.install(out, lambda folder: _reports(folder, found, lang))


def pdf(path: Path, found: Judged, lang: str, name: str) -> Path:
    """Write the sheets of a plan; `name` is what they call it."""
    from scheduler.outputs.pdf import write_pdf

    write_pdf(path, found.problem, found.solution, found.audit, lang, name)
    return path


def feeds(out: Path, found: Judged) -> list[Path]:
    """Write the calendars of a plan."""
    return bundle.install(out, lambda folder: _feeds(folder, found))


def _reports(folder: Path, found: Judged, lang: str) -> None:
    # Not at the top, since other use cases need no tables.
    from scheduler.outputs.report import write_html
    from scheduler.outputs.xlsx import write_xlsx

    write_html(folder / bundle.REPORT_HTML, found.problem, found.solution, found.audit, lang)
    write_xlsx(folder / bundle.REPORT_XLSX, found.problem, found.solution, found.audit, lang)


def _feeds(folder: Path, found: Judged) -> None:
    from scheduler.outputs.ical import write_feeds

    assert found.audit is not None
    write_feeds(found.problem, found.audit.roster, folder / bundle.FEEDS)
