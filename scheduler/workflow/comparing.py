"""Sets two plans of one workspace side by side."""

from __future__ import annotations

from pathlib import Path

from scheduler import replan
from scheduler.loading import load, read_plan
from scheduler.scenarios.compare import Comparison
from scheduler.scenarios.compare import compare as side_by_side


def compare(workspace: Path, before: Path, after: Path) -> Comparison:
    """Compare two plans of one workspace."""
    problem = load(workspace).problem
    plans = [read_plan(path, problem) for path in (before, after)]
    for path, plan in zip((before, after), plans, strict=True):
        replan.own_rows_only(problem, plan, path.as_posix())
    return side_by_side(problem, *plans)
