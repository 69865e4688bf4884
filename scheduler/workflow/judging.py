"""A plan with the problem it is judged by, and the judgement."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scheduler import replan
from scheduler.audit import Audit, audit
from scheduler.claims import known
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import Solution
from scheduler.errors import Fault
from scheduler.loading import Loaded, load, read_any
from scheduler.outputs.origin import NOTHING, Origin, place_in


@dataclass(frozen=True)
class Judged:
    """A plan, the problem it is judged by, and the judgement.

    Parameters
    ----------
    audit
        ``None`` when a solve found no plan.
    """

    problem: Problem
    solution: Solution
    audit: Audit | None
    origin: Origin = NOTHING
    warnings: tuple[Fault, ...] = ()


def check(workspace: Path, plan: Path, near: Path | None = None) -> Judged:
    """Judge any plan by every rule, against a standing plan if given."""
    loaded = load(workspace)
    base = against(workspace, loaded, near)
    read = read_any(plan, base.problem)
    judged = audit(base.problem, read.plan)
    found = known(plan, base.problem, read.plan, judged)
    warnings = (*base.warnings, *read.warnings)
    return Judged(base.problem, found, judged, base.origin, warnings)


def opened(workspace: Path, plan: Path) -> Judged:
    """Judge a plan from which something is to be made.

    Raises
    ------
    InputError
        When it is a plan of another city, since nothing could be made of it.
    """
    found = check(workspace, plan)
    assert found.solution.plan is not None
    replan.own_rows_only(found.problem, found.solution.plan, plan.as_posix())
    return found


@dataclass(frozen=True)
class Base:
    """A loaded workspace, with the standing plan if one is given.

    Parameters
    ----------
    given
        The standing plan with all rows of its file, also those that count as absent.
    ignored
        Warnings for those rows; part of `warnings`.
    """

    problem: Problem
    origin: Origin
    warnings: tuple[Fault, ...]
    given: Plan = Plan()
    ignored: tuple[Fault, ...] = ()


def against(workspace: Path, loaded: Loaded, near: Path | None) -> Base:
    """A loaded workspace as it is judged: by itself, or against the standing plan of a file."""
    if near is None:
        return Base(loaded.problem, NOTHING, loaded.warnings)
    name = place_in(workspace, near)
    read = read_any(near, loaded.problem)
    plan = read.plan
    replan.own_rows_only(loaded.problem, plan, name)
    origin = Origin(name, hashlib.sha256(near.read_bytes()).hexdigest())
    ignored = replan.unreal(loaded.problem, plan, name)
    warnings = (*loaded.warnings, *read.warnings, *ignored)
    return Base(replan.against(loaded.problem, plan), origin, warnings, plan, ignored)
