"""Reads a workspace for its faults alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading import WorkspaceError, load
from scheduler.rules.wording import text_of
from scheduler.scenarios.apply import changed
from scheduler.scenarios.many import files_below
from scheduler.scenarios.read import read_city, read_scenario

SCENARIOS = "scenarios"
"""Folder of a workspace's scenarios."""

MOST_COUNTS = 10
"""Crowded periods told at most; those with the fewest events come first."""

_FORCED = Text("没有可行方案：{text}", "makes a plan impossible: {text}")
_CROWDED = Text(
    "以下活动不可能全部排入：{text}", "is in a period too crowded to place them all: {text}"
)


@dataclass(frozen=True)
class Validation:
    """All that is wrong or doubtful in a workspace."""

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def validate(workspace: Path) -> Validation:
    """Read a workspace and tell every fault at once, what is stale and what too crowded."""
    try:
        loaded = load(workspace)
    except WorkspaceError as error:
        return Validation(error.faults, error.warnings)
    except InputError as error:
        return Validation(error.faults, ())
    warnings = (*loaded.warnings, *_counts(loaded.problem))
    return Validation(_scenario_faults(workspace), warnings)


def _scenario_faults(workspace: Path) -> tuple[Fault, ...]:
    """Faults of a sound workspace's scenarios; what they make doubtful is their purpose."""
    paths = list(files_below(workspace / SCENARIOS))
    if not paths:
        return ()
    sources, _ = read_city(workspace)
    faults: list[Fault] = []
    for path in paths:
        try:
            changed(sources, read_scenario(workspace, path))
        except InputError as error:
            faults.extend(error.faults)
    return tuple(dict.fromkeys(faults))


def _counts(problem: Problem) -> Iterator[Fault]:
    """Counting arguments, at the row of the first event concerned."""
    # Not at the top, since only this needs arrays.
    from scheduler.explain.shortages import counted

    for count, forced in counted(problem)[:MOST_COUNTS]:
        said = text_of(problem, count)
        frame = _FORCED if forced else _CROWDED
        message = Text(frame.zh.format(text=said.zh), frame.en.format(text=said.en))
        first = min(count.events, key=lambda e: problem.row_of.get(e, 0))
        row = problem.row_of.get(first)
        yield Fault(problem.events_file, row, "id", first, message)
