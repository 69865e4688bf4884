"""Points of a curve tighten one another, and stay true."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.plan import Plan
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN
from scheduler.errors import AuditMismatch
from scheduler.scenarios.brackets import Point, monotone
from tests.factory import placement

MARGIN = st.none() | st.integers(0, 30)


@st.composite
def known(draw: st.DrawFn) -> tuple[list[float], list[Point]]:
    """The true costs by moves, infinite where no plan exists, and what is known of them."""
    falls = draw(st.lists(st.integers(0, 40), min_size=1, max_size=8))
    truth = [float(200 - sum(falls[: i + 1])) for i in range(len(falls))]
    for i in range(draw(st.integers(0, len(truth)))):
        truth[i] = math.inf
    return truth, [_point(i, best, draw(MARGIN), draw(MARGIN)) for i, best in enumerate(truth)]


def _point(moves: int, best: float, above: int | None, below: int | None) -> Point:
    """A point whose plan is so much dearer than the best, and its bound so much below."""
    if best == math.inf:
        status = INFEASIBLE if below == 0 else UNKNOWN
        return Point(moves, status, None, None, None if below in (None, 0) else 0, None)
    cost = None if above is None else int(best) + above
    bound = None if below is None else int(best) - below
    status = UNKNOWN if cost is None else OPTIMAL if cost == bound else FEASIBLE
    plan = None if cost is None else Plan((placement(f"e{moves}", 0),))
    return Point(moves, status, plan, cost, bound, None if cost is None else moves)


@given(known())
def test_never_rises_and_stays_true(case: tuple[list[float], list[Point]]) -> None:
    truth, points = case
    found = monotone(points)
    costs = [math.inf if p.cost is None else p.cost for p in found]
    bounds = [
        math.inf if p.status == INFEASIBLE else -math.inf if p.bound is None else p.bound
        for p in found
    ]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds, reverse=True)
    for before, after, best in zip(points, found, truth, strict=True):
        assert (after.moves, after.plan is None) == (before.moves, after.cost is None)
        assert after.moved is None or after.moved <= after.moves
        if after.status == INFEASIBLE:
            assert best == math.inf
        if after.cost is not None:
            assert best <= after.cost <= (math.inf if before.cost is None else before.cost)
        if after.bound is not None:
            assert (-math.inf if before.bound is None else before.bound) <= after.bound <= best
        assert (after.status == OPTIMAL) == (after.cost is not None and after.cost == after.bound)


def test_worked_example() -> None:
    plan = {n: Plan((placement(n, 0),)) for n in ("few", "many")}
    found = monotone([
        Point(0, UNKNOWN, None, None, None, None),
        Point(1, INFEASIBLE, None, None, None, None),
        Point(2, FEASIBLE, plan["few"], 90, 60, 2),
        Point(4, FEASIBLE, plan["many"], 95, 70, 3),
        Point(8, UNKNOWN, None, None, 90, None),
    ])  # fmt: skip
    assert found == (
        Point(0, INFEASIBLE, None, None, None, None),
        Point(1, INFEASIBLE, None, None, None, None),
        Point(2, OPTIMAL, plan["few"], 90, 90, 2),
        Point(4, OPTIMAL, plan["few"], 90, 90, 2),
        Point(8, OPTIMAL, plan["few"], 90, 90, 2),
    )


def test_two_proofs_that_contradict_are_never_hidden() -> None:
    plan = Plan((placement("a", 0),))
    with pytest.raises(AuditMismatch):
        monotone([Point.proven_at(1, plan, 5, 1), Point(2, INFEASIBLE, None, None, None, None)])
    with pytest.raises(AuditMismatch):
        monotone([Point(1, FEASIBLE, plan, 5, 4, 1), Point(2, FEASIBLE, plan, 9, 6, 1)])
