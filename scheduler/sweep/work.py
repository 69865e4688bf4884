"""One scenario solved near the standing plan; all that a worker does."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import Solution
from scheduler.domain.text import Text
from scheduler.errors import AuditMismatch, InputError
from scheduler.scenarios.apply import changed
from scheduler.scenarios.known import from_standing
from scheduler.search.clock import Stop
from scheduler.search.params import SolveParams
from scheduler.sweep.base import Base
from scheduler.sweep.item import Item
from scheduler.sweep.outcome import BUG, INPUT, LOST, Outcome, failed

MOST_FAULTS = 3
"""Faults of a file that are told."""


class Stopped(Exception):
    """The search was told to stop; what it had is no result."""


def outcome_of(base: Base, item: Item, stop: Stop | None = None) -> Outcome:
    """Apply a scenario and find its nearest plan, with one thread and limited effort.

    What goes wrong inside is the scenario's outcome, and ends nothing else.

    Raises
    ------
    Stopped
        When told to stop before the end.
    """
    began = time.perf_counter()
    try:
        found = _solved(base, item, stop or Stop())
    except InputError as error:
        lines = [[f.line(lang) for f in error.faults[:MOST_FAULTS]] for lang in ("zh", "en")]
        found = failed(item.key, item.name, INPUT, Text(*map("\n".join, lines)))
    except MemoryError:
        why = Text("内存不足", "There was not enough memory.")
        found = failed(item.key, item.name, LOST, why)
    except Stopped:
        raise
    except Exception as error:
        why = Text(f"程序出错，报告“{error!r}”", f"The program failed: {error!r}")
        found = failed(item.key, item.name, BUG, why)
    return replace(found, wall_s=round(time.perf_counter() - began, 3), peak_mb=peak_mb())


def _solved(base: Base, item: Item, stop: Stop) -> Outcome:
    if item.script is None:
        raise InputError(item.faults)
    from scheduler.search.solve import solve

    scenario = changed(base.sources, item.script)
    problem = from_standing(scenario, base.plan, base.settings.today).problem
    settings = base.settings
    params = SolveParams(
        settings.guard_s, seed=settings.seed, workers=1,
        start=problem.near, effort=settings.effort, stop=stop,
    )  # fmt: skip
    found = solve(problem, params)
    if found.stopped:
        raise Stopped
    late = found.wall_s >= settings.guard_s
    told = Outcome(item.key, item.name, found.status, bound=found.bound, late=late)
    if found.plan is None:
        return told
    judged = _certified(problem, found, found.plan)
    change = judged.cost_by_rule.get("change", 0)
    moved, dropped, placed = _differences(base, problem, found.plan)
    return replace(
        told, cost=judged.cost - change, change=change, moved=moved, dropped=dropped, placed=placed
    )


def _certified(problem: Problem, found: Solution, plan: Plan) -> Audit:
    judged = audit(problem, plan)
    if not judged.ok or judged.cost != found.cost:
        raise AuditMismatch(f"the search says {found.cost} points, the audit {judged.cost}")
    return judged


def _differences(
    base: Base, problem: Problem, plan: Plan
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Events moved, dropped and newly placed, of those that both cities have."""
    old = {e: p.place for e, p in base.plan.by_event().items()}
    new = {e: p.place for e, p in plan.by_event().items()}
    both = sorted(set(problem.event_by_id) & base.events)
    moved = (e for e in both if e in old and e in new and old[e] != new[e])
    dropped = (e for e in both if e in old and e not in new)
    placed = (e for e in both if e not in old and e in new)
    return tuple(moved), tuple(dropped), tuple(placed)


def peak_mb() -> int:
    """Most memory that this process has had, and the largest of its solvers, in MiB."""
    if sys.platform == "win32":
        return 0
    import resource

    used = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return used // (2**20 if sys.platform == "darwin" else 2**10)
