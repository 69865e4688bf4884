"""The change-versus-quality curve: the best cost with few moved events, for more and more of them.

What counts as moved stands in `domain.moves`. Costs never include `change`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler import replan
from scheduler.audit import audit
from scheduler.domain.moves import MoveLimit, moved
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, UNKNOWN, Solution
from scheduler.scenarios.brackets import Point, monotone
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.search.solve import solve

FREE_SHARE = 0.4
"""Share of the time that the solve without a limit may take."""


@dataclass(frozen=True)
class Curve:
    """Best costs by the number of events that may be moved.

    Attributes
    ----------
    problem
        What the plans are judged by; moving away costs nothing here.
    standing
        The rows of the standing plan that name something real.
    points
        For 0, 1, 2, 4, 8, … moves, up to a plan that costs no more than the one found without a
        limit. Costs never rise and bounds never rise along it.
    free
        What was found without a limit.
    """

    problem: Problem
    standing: Plan
    points: tuple[Point, ...]
    free: Solution
    wall_s: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether each point is the best there is, or proven impossible."""
        return all(p.proven for p in self.points)


def curve(
    problem: Problem, plan: Plan, params: SolveParams, tell: OnProgress = silent
) -> Curve:
    """Find the curve of a problem from a plan that stands; the time limit is for all of it.

    Steps: (1) nothing moved is the standing plan itself, so the audit alone answers; (2) solve
    without a limit: its bound holds everywhere; (3) for 1, 2, 4, 8, … moves solve with the limit,
    from the best plan so far, until its cost is down to that of (2); (4) tighten all points by
    their neighbours (see `brackets`).
    """
    began = time.perf_counter() if params.began is None else params.began
    base = replace(problem, near=None, moves=None)
    search = _Search(base, replan.standing(base, plan), replace(params, began=None), tell)
    search.until = began + params.time_limit_s
    points = monotone((*search.points(),))
    free = search.free
    assert free is not None
    return Curve(base, search.standing, points, free, round(time.perf_counter() - began, 3))


def steps(last: int) -> list[int]:
    """1, 2, 4, 8, … and `last`.

    >>> steps(11)
    [1, 2, 4, 8, 11]
    """
    found = [1 << i for i in range(last.bit_length()) if 1 << i < last]
    return [*found, last] if last > 0 else []


@dataclass
class _Search:
    """The solves of one curve."""

    problem: Problem
    standing: Plan
    params: SolveParams
    tell: OnProgress
    until: float = 0.0
    free: Solution | None = None

    def points(self) -> Iterator[Point]:
        """Points by moves, ascending, as they were found."""
        yield self._nothing_moved()
        free = self.free = self._solve(self.problem, self.standing, FREE_SHARE)
        if free.status == INFEASIBLE:
            return
        last = len(self.problem.events) if free.plan is None else self._moves(free.plan)
        best = self.standing
        limits = steps(last)
        for i, most in enumerate(limits):
            if most == last and free.plan is not None:
                yield Point(most, free.status, free.plan, free.cost, free.bound, last)
                return
            point = self._limited(most, best, 1 / (len(limits) - i))
            yield point
            if point.plan is not None:
                best = point.plan
                if free.cost is not None and point.cost is not None and point.cost <= free.cost:
                    return

    def _nothing_moved(self) -> Point:
        judged = audit(self.problem, self.standing)
        if judged.ok:
            return Point.proven_at(0, self.standing, judged.cost, 0)
        return Point(0, INFEASIBLE, None, None, None, None)

    def _limited(self, most: int, start: Plan, share: float) -> Point:
        """The best plan with at most so many moves."""
        assert self.free is not None
        limited = replace(self.problem, moves=MoveLimit(self.standing, most))
        found = self._solve(limited, start, share, self.free.bound)
        count = None if found.plan is None else self._moves(found.plan)
        return Point(most, found.status, found.plan, found.cost, found.bound, count)

    def _solve(
        self, problem: Problem, start: Plan, share: float, floor: int | None = None
    ) -> Solution:
        left = self.until - time.perf_counter()
        if self.params.stop.said or left <= 0:
            return Solution(UNKNOWN, None, None, floor, self.params.seed)
        limits = replace(self.params, time_limit_s=left * share, start=start, floor=floor)
        return solve(problem, limits, self.tell)

    def _moves(self, plan: Plan) -> int:
        return len(moved(self.standing, plan))
