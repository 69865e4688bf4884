"""Repairs a plan: the nearest one that breaks no hard rule."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.audit import Audit, audit
from scheduler.domain.problem import Problem
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, Solution
from scheduler.errors import AuditMismatch, Fault
from scheduler.loading import load
from scheduler.outputs.answers import fault_answer, finding_answer, member_answer
from scheduler.scenarios.compare import Change, change_answer
from scheduler.scenarios.compare import compare as side_by_side
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.workflow.budget import Budget
from scheduler.workflow.judging import Base, Judged, against
from scheduler.workflow.resolving import resolved
from scheduler.workflow.solving import explained, named

if TYPE_CHECKING:
    from scheduler.explain.nearest import Nearest


NO_PLAN_SHARE = 0.3
"""Share of the time for finding out whether the inputs have any plan, before one is sought."""


@dataclass(frozen=True)
class Repaired:
    """A plan made legal.

    Parameters
    ----------
    found
        The repaired plan, judged against the plan it came from; its audit is ``None`` when no
        plan was found.
    before
        The judgement of the plan as it was given.
    changes
        What moved, and why.
    change_cost, bound
        Points of `change`, and what they are at least; ``None`` without a plan.
    proven
        Whether no legal plan is nearer, and none as near is cheaper.
    ignored
        Rows that count as absent.
    """

    found: Judged
    before: Audit
    changes: tuple[Change, ...]
    change_cost: int | None
    bound: int | None
    proven: bool
    ignored: tuple[Fault, ...]


def repair(
    workspace: Path,
    plan: Path,
    params: SolveParams,
    tell: OnProgress = silent,
    ready: Callable[[tuple[Fault, ...]], None] = lambda warnings: None,
) -> Repaired:
    """Find the legal plan nearest to `plan`; `ready` gets the warnings before the search.

    Raises
    ------
    InputError
        When it is a plan of another city.
    """
    loaded = load(workspace)
    base = against(workspace, loaded, plan)
    ready(base.warnings)
    # Not at the top, since the solver takes a second to load.
    from scheduler.explain.nearest import nearest

    problem, before = base.problem, audit(loaded.problem, base.given)
    began = time.perf_counter() if params.began is None else params.began
    params = replace(params, began=began)
    solution = None if before.ok else _hopeless(workspace, problem, params)
    if solution is not None:
        none = Judged(problem, solution, None, base.origin, base.warnings)
        return Repaired(none, before, (), None, None, True, base.ignored)
    answer = nearest(problem, params, tell)
    solution, judged = _judged(workspace, base, answer, params)
    changes: tuple[Change, ...] = ()
    if problem.near is not None and answer.plan is not None:
        changes = side_by_side(problem, base.given, answer.plan).changes
    return Repaired(
        found=Judged(problem, solution, judged, base.origin, base.warnings),
        before=before,
        changes=changes,
        change_cost=answer.change,
        bound=answer.bound,
        proven=answer.proven,
        ignored=base.ignored,
    )


def _hopeless(workspace: Path, problem: Problem, params: SolveParams) -> Solution | None:
    """That the inputs have no plan at all, and why, where that is soon found.

    A search proves it, too, but may take all the time for it.
    """
    left = (params.began or 0.0) + params.time_limit_s - time.perf_counter()
    known = resolved(workspace, problem, left * NO_PLAN_SHARE, 1, cure=False, stop=params.stop)
    if known.feasible is not False:
        return None
    wall = time.perf_counter() - (params.began or 0.0)
    return Solution(
        INFEASIBLE, None, None, None, params.seed, round(wall, 3), conflicts=known.conflicts,
        stopped=params.stop.said,
    )  # fmt: skip


def _judged(
    workspace: Path, base: Base, answer: Nearest, params: SolveParams
) -> tuple[Solution, Audit | None]:
    """The outcome as of a solve, with reasons for what is left out or for there being no plan."""
    judged = None if answer.plan is None else audit(base.problem, answer.plan)
    if judged is not None and not judged.ok:
        raise AuditMismatch("the repaired plan breaks a hard rule")
    # The bound of a nearest plan speaks of `change` alone, so the solution has none.
    status = answer.status if judged is None else FEASIBLE
    cost = None if judged is None else judged.cost
    solution = Solution(
        status, answer.plan, cost, None, params.seed, answer.wall_s, stopped=params.stop.said
    )
    budget = Budget.of(base.problem, params.began or time.perf_counter(), params.time_limit_s)
    if status == INFEASIBLE:
        return named(workspace, base.problem, solution, budget, params.stop, cure=False), None
    return explained(base.problem, solution, judged, budget, params.stop), judged


def repair_answer(found: Repaired) -> dict[str, Any]:
    """What ``repair`` says; without a plan, `conflict` holds facts that contradict each other."""
    problem, solution = found.found.problem, found.found.solution
    return {
        "status": solution.status,
        "changes": [change_answer(c) for c in found.changes],
        "change_cost": found.change_cost,
        "change_bound": found.bound,
        "proven": found.proven,
        "cost": None if solution.cost is None else solution.cost - (found.change_cost or 0),
        "findings_before": [finding_answer(problem, f) for f in found.before.hard],
        "ignored": [fault_answer(f) for f in found.ignored],
        "unplaced": [
            {"event_id": u.event_id, "why_zh": u.why.get("zh"), "why_en": u.why.get("en")}
            for u in solution.unplaced
        ],
        "conflict": [member_answer(problem, m) for m in solution.conflict],
        "stopped": solution.stopped,
    }
