"""Inputs without a plan: what contradicts what, and what would end it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scheduler.domain.conflict import Conflict, Edit, Remedy, ways_out
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError, UsageError
from scheduler.loading import load
from scheduler.outputs import bundle

if TYPE_CHECKING:
    from scheduler.explain.conflicts.facts import Facts
    from scheduler.explain.conflicts.oracle import Oracle
    from scheduler.explain.conflicts.remedies import Cure
    from scheduler.search.clock import Stop

MOST_CONFLICTS = 5
MOST_REMEDIES = 5
"""Shown of each conflict."""

SHARE = 0.5
"""Share of the time for finding conflicts; the rest is for remedies."""


@dataclass(frozen=True)
class Resolution:
    """What contradicts what, and the ways out.

    Parameters
    ----------
    feasible
        Whether the inputs have a plan; ``None`` when that was not decided in the time.
    conflicts
        Most useful first.
    remedies
        All of them, cheapest first; each stands with the conflicts that it is a way out of.
    complete
        Whether there are no other conflicts.
    """

    problem: Problem
    feasible: bool | None
    conflicts: tuple[Conflict, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    complete: bool = False
    warnings: tuple[Fault, ...] = ()


def conflicts(
    workspace: Path, seconds: float = 60.0, most: int = MOST_CONFLICTS, cure: bool = True
) -> Resolution:
    """Find minimal sets of facts without a plan, and remedies that work when they are written.

    Raises
    ------
    InputError
        When the inputs cannot be used.
    """
    loaded = load(workspace)
    return replace(
        resolved(workspace, loaded.problem, seconds, most, cure), warnings=loaded.warnings
    )


def resolved(
    workspace: Path,
    problem: Problem,
    seconds: float,
    most: int = MOST_CONFLICTS,
    cure: bool = True,
    stop: Stop | None = None,
) -> Resolution:
    """The same for a problem at hand; remedies suit only the one that `workspace` holds."""
    trial = Trial(
        lambda found: found.remedy,
        lambda remedy, left: works(workspace, remedy.edits, left, stop),
    )
    return sought(problem, seconds, trial if cure else None, most, stop)


@dataclass(frozen=True)
class Trial:
    """How remedies are told and tried.

    Parameters
    ----------
    told
        A cure as a remedy.
    works
        Whether there is a plan after a remedy, as far as so many seconds can tell.
    """

    told: Callable[[Cure], Remedy]
    works: Callable[[Remedy, float], bool]


def sought(
    problem: Problem,
    seconds: float,
    trial: Trial | None,
    most: int = MOST_CONFLICTS,
    stop: Stop | None = None,
) -> Resolution:
    """Conflicts of a problem, and the remedies that a trial finds to work, if there is a trial."""
    # Not at the top, since the solver takes a second to load.
    from scheduler.explain.conflicts.oracle import Oracle
    from scheduler.explain.conflicts.resolve import resolve

    began = time.perf_counter()
    oracle = Oracle(problem, seconds * (SHARE if trial else 1.0), stop=stop)
    known = resolve(oracle, most, trial is not None)
    found = Resolution(problem, known.feasible, known.told, (), known.complete)
    if not known.told or trial is None:
        return found
    oracle.deadline = began + seconds
    return _with_remedies(found, known.facts, known.cures(oracle), trial, oracle)


def _with_remedies(
    found: Resolution,
    facts: Sequence[Facts],
    cures: Iterable[Cure],
    trial: Trial,
    oracle: Oracle,
) -> Resolution:
    """The answer with those remedies that work once written, each with the conflicts it suits."""
    ways: list[dict[str, Remedy]] = [{} for _ in facts]
    for cure in cures:
        if all(
            known.get(cure.way(mine)) and known[cure.way(mine)].price <= cure.remedy.price
            for mine, known in zip(facts, ways, strict=True)
        ):
            continue
        best = _tried(cure, trial, oracle)
        if best is None:
            continue
        remedy = trial.told(best)
        for mine, known in zip(facts, ways, strict=True):
            older = known.get(best.way(mine))
            if older is None or remedy.price < older.price:
                known[best.way(mine)] = remedy
    kept = [
        tuple(sorted(known.values(), key=lambda r: r.rank)[:MOST_REMEDIES]) for known in ways
    ]
    told = tuple(replace(c, remedies=rs) for c, rs in zip(found.conflicts, kept, strict=True))
    return replace(found, conflicts=told, remedies=ways_out(told))


def _tried(cure: Cure, trial: Trial, oracle: Oracle) -> Cure | None:
    """The cure without steps that it can do without; ``None`` when it does not work."""
    if oracle.left <= 0:
        return None
    for shorter in cure.shorter():
        best = _tried(shorter, trial, oracle)
        if best is not None:
            return best
    return cure if trial.works(trial.told(cure), oracle.left) else None


def works(
    workspace: Path, edits: tuple[Edit, ...], seconds: float = 60.0, stop: Stop | None = None
) -> bool:
    """Whether the inputs have a plan once `edits` are written, as far as `seconds` can tell."""
    from scheduler.outputs.amend import write_changed

    with TemporaryDirectory() as folder:
        try:
            write_changed(workspace, edits, Path(folder))
            problem = load(Path(folder)).problem
        except (InputError, UsageError):
            return False
    return has_plan(problem, seconds, stop)


def has_plan(problem: Problem, seconds: float, stop: Stop | None = None) -> bool:
    """Whether a problem has a plan, as far as `seconds` can tell."""
    from scheduler.explain.conflicts.facts import facts_of
    from scheduler.explain.conflicts.oracle import Oracle, Undecided

    try:
        return Oracle(problem, seconds, stop=stop).admits(facts_of(problem))
    except Undecided:
        return False


def apply_remedy(workspace: Path, found: Resolution, number: int, out: Path) -> list[Path]:
    """Write a workspace with a remedy applied into a new or empty folder.

    Raises
    ------
    UsageError
        When there is no such remedy, or the folder holds anything.
    """
    from scheduler.outputs.amend import write_changed

    if not 1 <= number <= len(found.remedies):
        n = len(found.remedies)
        raise UsageError(
            Text(
                f"没有第 {number} 个办法，共有 {n} 个。",
                f"There is no remedy {number}; there are {n}.",
            )
        )
    check_new(out)
    edits = found.remedies[number - 1].edits
    return bundle.install(out, lambda folder: write_changed(workspace, edits, folder))


def check_new(out: Path) -> None:
    """Refuse a folder that holds anything, so that no input is ever written over.

    Raises
    ------
    UsageError
        When it is there and not empty, or is no folder.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(
            Text(
                f"“{out}”不是空文件夹，请另选一个；原文件绝不改动。",
                f'"{out}" is not an empty folder. Choose another; no old file is written over.',
            )
        )
