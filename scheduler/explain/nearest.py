"""The legal plan that moves least away from a plan, and of those the cheapest."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, Solution
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.search.solve import solve

FIRST_SHARE = 0.7
"""Share of the time that the least `change` may take; the rest is for the cheapest such plan."""

LARGEST = 1 << 50
"""Points in all that scaled weights may reach; sums of them stay exact everywhere."""


@dataclass(frozen=True)
class Nearest:
    """The plan nearest to another one.

    Attributes
    ----------
    status : str
        As of a solve; ``feasible`` when a plan was found and one of the two proofs is missing.
    change, bound : int or None
        Points of `change` of `plan`, and the proven least; ``None`` when there are none.
    proven : bool
        No legal plan is nearer, and no other as near is cheaper.
    """

    status: str
    plan: Plan | None
    change: int | None
    bound: int | None
    proven: bool
    wall_s: float = 0.0


def nearest(base: Problem, params: SolveParams, tell: OnProgress = silent) -> Nearest:
    """Find the legal plan with the least `change` from ``base.near``, then the least other points.

    Steps: (1) solve with `change` as the only rule that costs points; (2) solve with all rules,
    `change` multiplied so that its smallest step costs more than everything else in the plan
    found by (1): of plans that are no further away, the cheapest wins.
    """
    began = time.perf_counter() if params.began is None else params.began
    params = replace(params, began=began)
    limits = replace(params, time_limit_s=params.time_limit_s * FIRST_SHARE, start=base.near)
    first = solve(_weighed(base, 0, 1), limits, tell)
    if first.plan is None:
        proven = first.status == INFEASIBLE
        return Nearest(first.status, None, None, None, proven, first.wall_s)
    judged = audit(base, first.plan)
    change = judged.cost_by_rule.get("change", 0)
    factor = judged.cost - change + 1
    best, cheapest, wall = first.plan, False, first.wall_s
    if not params.stop.said and factor * (change + _worst(base)) < LARGEST:
        limits = replace(params, start=first.plan)
        second = solve(_weighed(base, 1, factor), limits, tell)
        best = _better(base, best, second)
        cheapest, wall = second.status == OPTIMAL, second.wall_s
    change = audit(base, best).cost_by_rule.get("change", 0)
    proven = cheapest and first.status == OPTIMAL
    status = OPTIMAL if proven else FEASIBLE
    return Nearest(status, best, change, first.bound, proven, wall)


def _better(base: Problem, plan: Plan, found: Solution) -> Plan:
    """The nearer of two plans, the cheaper if both are as near."""
    if found.plan is None:
        return plan
    return min((found.plan, plan), key=lambda p: _rank(audit(base, p)))


def _rank(judged: Audit) -> tuple[int, int]:
    return judged.cost_by_rule.get("change", 0), judged.cost


def _weighed(base: Problem, others: int, change: int) -> Problem:
    """The problem with all weights multiplied: by `others`, and those of `change` by `change`."""
    policy = base.policy
    return replace(
        base,
        policy=replace(
            policy,
            weights=_times(policy.weights, others),
            change=_times(policy.change, change),
        ),
    )


def _times(weights: Mapping[str, int], factor: int) -> dict[str, int]:
    return {name: weight * factor for name, weight in weights.items()}


def _worst(base: Problem) -> int:
    """More points of `change` than any plan can have."""
    w = base.policy.change
    most = max(w["unplaced"], w["date"] + 60 * w["day"] + w["venue"] + w["halls"])
    return most * sum(e.priority for e in base.events)
