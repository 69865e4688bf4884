"""The workbook: the report's figures as real tables, and the year in colours."""

from __future__ import annotations

from pathlib import Path

from scheduler.audit import Audit
from scheduler.domain.problem import Problem
from scheduler.domain.solution import Solution
from scheduler.outputs.files import replacing
from scheduler.outputs.imprint import Imprint
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.usage import usage
from scheduler.outputs.xlsx import plan_sheets, sheets
from scheduler.outputs.xlsx.book import Book
from scheduler.outputs.xlsx.robust import robustness
from scheduler.outputs.xlsx.ways_out import remedies
from scheduler.outputs.xlsx.year import year_sheet

__all__ = ["write_xlsx"]


def write_xlsx(
    path: Path, problem: Problem, solution: Solution, audit: Audit | None, lang: str = "en",
    imprint: Imprint | None = None,
) -> None:  # fmt: skip
    """Write the workbook; the same input gives the same bytes.

    Sheet names and headers are always in both languages and do not depend on `lang`, so that
    scripts may rely on them.

    Parameters
    ----------
    path
        The file, replaced whole once the new one is complete.
    audit
        Judgement of ``solution.plan``; ``None`` without a plan.
    lang
        Language that stands first inside the cells (``zh`` or ``en``).
    imprint
        What a working plan says of itself; ``None`` for a plan that was solved.
    """
    outcome = Outcome(problem, solution, audit)
    used = usage(problem, outcome.roster)
    with replacing(path) as part, Book(part, lang) as book:
        sheets.summary(book, outcome, used, imprint)
        sheets.findings(book, outcome)
        remedies(book, outcome)
        year_sheet(book, outcome, imprint)
        plan_sheets.events(book, outcome)
        sheets.coverage(book, outcome)
        sheets.breakdown(book, outcome)
        sheets.mix(book, outcome)
        sheets.weekly(book, outcome, used)
        sheets.tightness(book, outcome, used)
        sheets.wishes(book, outcome)
        plan_sheets.cost_by_rule(book, outcome)
        plan_sheets.cost_lines(book, outcome)
        robustness(book, outcome)
        plan_sheets.unplaced(book, outcome)
        plan_sheets.moves(book, outcome)
        sheets.sources(book, outcome)
