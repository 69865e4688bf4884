"""Points of a curve that never rises, each between a bound and a cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.domain.plan import Plan
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN
from scheduler.errors import AuditMismatch


@dataclass(frozen=True)
class Point:
    """The best plan with at most `moves` moved events, as far as it is known.

    Parameters
    ----------
    status
        As of a solve.
    cost
        Points of `plan`; ``None`` without one.
    bound
        No plan within the limit costs less; ``None`` when nothing is proven, or no plan exists.
    moved
        Events that `plan` moves, at most `moves`.
    searched
        Whether it was looked for, or needed no search; false when somebody said stop before.
    """

    moves: int
    status: str
    plan: Plan | None
    cost: int | None
    bound: int | None
    moved: int | None
    searched: bool = True

    @classmethod
    def proven_at(cls, moves: int, plan: Plan, cost: int, moved: int) -> Point:
        """A plan that is the best there is."""
        return cls(moves, OPTIMAL, plan, cost, cost, moved)

    @classmethod
    def impossible_at(cls, moves: int) -> Point:
        """No plan, as is proven."""
        return cls(moves, INFEASIBLE, None, None, None, None)

    @property
    def proven(self) -> bool:
        """Whether the plan is the best there is, or no plan exists."""
        return self.status in (OPTIMAL, INFEASIBLE)

    @property
    def missing(self) -> bool:
        """Whether nobody looked for it, and nothing else proves it."""
        return not self.searched and not self.proven


def monotone(points: Sequence[Point]) -> tuple[Point, ...]:
    """Tighten points, ascending by moves, by what is known of the others.

    A plan with few moves is one for every higher limit, so costs go up the limits; what no plan
    with many moves can undercut, none with fewer can either, so bounds go down the limits.

    Raises
    ------
    AuditMismatch
        When a bound lies above the cost of a plan: one of the two proofs is wrong.
    """
    found = list(points)
    for i in range(1, len(found)):
        found[i] = _with_plan_of(found[i], found[i - 1])
    low = -math.inf
    for i in reversed(range(len(found))):
        low = max(low, _least(found[i]))
        found[i] = _with_bound(found[i], low)
    return tuple(found)


def _with_plan_of(point: Point, before: Point) -> Point:
    """The point with the plan of one with fewer moves, if that is cheaper, or as cheap."""
    if before.cost is None or (point.cost is not None and point.cost < before.cost):
        return point
    if point.status == INFEASIBLE:
        raise AuditMismatch(f"no plan with {point.moves} moves, but one with {before.moves}")
    return replace(point, plan=before.plan, cost=before.cost, moved=before.moved)


def _least(point: Point) -> float:
    """What a plan costs at least; infinite when there is none."""
    if point.status == INFEASIBLE:
        return math.inf
    return -math.inf if point.bound is None else point.bound


def _with_bound(point: Point, low: float) -> Point:
    if point.cost is not None and low > point.cost:
        raise AuditMismatch(f"bound {low} above the cost {point.cost} of {point.moves} moves")
    if low == math.inf:
        return replace(point, status=INFEASIBLE, bound=None)
    bound = None if low == -math.inf else int(low)
    if point.cost is None:
        return replace(point, status=UNKNOWN, bound=bound)
    status = OPTIMAL if bound == point.cost else FEASIBLE
    return replace(point, status=status, bound=bound)
