"""The change-versus-quality curve: the best cost with few moved events, for more and more of them.

What counts as moved stands in `domain.moves`. Costs never include `change`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler import replan
from scheduler.audit import Audit, audit
from scheduler.domain.moves import MoveLimit, moved
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, UNKNOWN, Solution
from scheduler.scenarios.brackets import Point, monotone
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.search.solve import solve


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
        What was found without a limit; when that was stopped early, the curve may end too early.
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
    """Find the curve of a problem from a plan that stands; the time limit holds for each solve.

    Steps: (1) nothing moved is the standing plan itself, so the audit alone answers; it says as
    well how many must move at least (see `fewest`) and what those that stay cost (see `staying`);
    (2) solve without a limit: its bound holds everywhere; (3) for 1, 2, 4, 8, … moves, if that is
    enough by (1), solve with the limit, from the best plan so far, until its cost is down to that
    of (2); (4) tighten all points by their neighbours (see `brackets`).
    """
    began = time.perf_counter()
    base = replace(problem, near=None, moves=None)
    rows = replan.standing(base, plan).placements
    # Dates that a file derived count for nothing here; the event's day counts may have changed.
    stands = Plan(tuple(replace(p, stated=()) for p in rows))
    search = _Search(base, stands, replace(params, began=None), tell)
    free = search.solve(base, stands)
    points = monotone((*search.points(free),))
    return Curve(base, stands, points, free, round(time.perf_counter() - began, 3))


def fewest(judged: Audit) -> int:
    """Events that must move at least for a plan to become legal: findings with none in common.

    A hard rule that is broken stays broken as long as each event that the finding names stays
    where it is, or stays out; only coverage is mended by others than those.
    """
    met: set[str] = set()
    count = 0
    reasons = [f.reason for f in judged.hard if f.reason.rule != "coverage"]
    for events in sorted((r.events for r in reasons), key=len):
        if events and met.isdisjoint(events):
            met.update(events)
            count += 1
    return count


def staying(judged: Audit, most: int) -> int:
    """Points that no plan with so many moves can be below, whatever else it does.

    An event that stays pays what it owns as before, and so does one that stays out; at best those
    move that owe most.
    """
    return sum(sorted(judged.cost_by_event.values(), reverse=True)[most:])


def steps(last: int) -> list[int]:
    """1, 2, 4, 8, … and `last`.

    >>> steps(11)
    [1, 2, 4, 8, 11]
    """
    found = [1 << i for i in range(last.bit_length()) if 1 << i < last]
    return [*found, last] if last > 0 else []


@dataclass(frozen=True)
class _Search:
    """The solves of one curve."""

    problem: Problem
    standing: Plan
    params: SolveParams
    tell: OnProgress

    def points(self, free: Solution) -> Iterator[Point]:
        """Points by moves, ascending, as they were found; `free` was found without a limit."""
        judged = audit(self.problem, self.standing)
        yield self._nothing_moved(judged)
        if free.status == INFEASIBLE:
            return
        last = len(self.problem.events) if free.plan is None else self._moves(free.plan)
        best, enough = self.standing, fewest(judged)
        for most in steps(last):
            least = max(staying(judged, most), free.bound or 0)
            if most == last and free.plan is not None:
                yield Point(most, free.status, free.plan, free.cost, least, last)
                return
            if most < enough:
                yield Point.impossible_at(most)
                continue
            point = self._limited(most, best, least)
            yield point
            if point.plan is not None and point.cost is not None:
                best = point.plan
                if free.cost is not None and point.cost <= free.cost:
                    return

    def _nothing_moved(self, judged: Audit) -> Point:
        if judged.ok:
            return Point.proven_at(0, self.standing, judged.cost, 0)
        return Point.impossible_at(0)

    def _limited(self, most: int, start: Plan, floor: int) -> Point:
        """The best plan with at most so many moves; the floor alone once somebody said stop."""
        if self.params.stop.said:
            return Point(most, UNKNOWN, None, None, floor, None, searched=False)
        limited = replace(self.problem, moves=MoveLimit(self.standing, most))
        found = self.solve(limited, start, floor)
        count = None if found.plan is None else self._moves(found.plan)
        # A solve that ends without a plan tells no bound, but what is known needed no search.
        bound = floor if found.status == UNKNOWN else found.bound
        return Point(most, found.status, found.plan, found.cost, bound, count)

    def solve(self, problem: Problem, start: Plan, floor: int | None = None) -> Solution:
        """The best plan, unless somebody said stop."""
        if self.params.stop.said:
            return Solution(UNKNOWN, None, None, None, self.params.seed, stopped=True)
        return solve(problem, replace(self.params, start=start, floor=floor), self.tell)

    def _moves(self, plan: Plan) -> int:
        return len(moved(self.standing, plan))
