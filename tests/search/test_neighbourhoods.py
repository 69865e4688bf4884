"""Neighbourhood search only ever improves, and its plans are legal."""

from __future__ import annotations

import pytest

from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.search.clock import Clock
from scheduler.search.incumbent import Incumbent
from scheduler.search.neighbours import Neighbours
from scheduler.search.params import SolveParams, silent
from scheduler.search.ruin import Ruin
from scheduler.search.solve import solve
from scheduler.search.state import State
from tests.agreement.cities import small


@pytest.mark.parametrize("seed", [1, 2])
def test_turns_improve_a_constructed_plan(seed: int) -> None:
    made = small(seed, events=30)
    model = build(made)
    matrix = matrix_of(model)
    best = Incumbent(made, Clock(60.0), silent)
    ruin = Ruin(State(model, matrix), seed)
    ruin.construct()
    offer = ruin.offer_to(best)
    if not offer(ruin.state.cost):
        ruin.run(600, offer, lambda: best.plan is None)
    assert best.cost is not None
    first, search = best.cost, Neighbours(model, matrix, best, seed)
    assert search.values is not None
    assert search.cost(search.values) == first
    trail = [first]
    for _ in range(12):
        search.turn(10.0)
        search.offer()
        trail.append(search.cost(search.values))
        assert best.plan is not None
        judged = audit(made, best.plan)
        assert judged.ok
        assert judged.cost == best.cost == min(trail)
    assert trail == sorted(trail, reverse=True)
    optimum = solve(made, SolveParams(60.0, workers=1)).cost
    assert optimum is not None
    assert optimum <= trail[-1]
    assert trail[-1] < first or first == optimum


def test_parts_around_a_plan_are_never_infeasible() -> None:
    """CP-SAT without probing called some of these parts infeasible, and others dearer."""
    made = small(3, events=40)
    found = solve(made, SolveParams(20.0, workers=1))
    assert found.plan is not None
    model = build(made)
    best = Incumbent(made, Clock(60.0), silent, plan=found.plan)
    search = Neighbours(model, matrix_of(model), best, 5)
    assert search.values is not None
    for size in (6, 12, 20) * 4:
        search.size = size
        before = search.cost(search.values)
        part = search.solve(search._choose(search.values, rescue=False), search.values, 10.0)
        assert part.values is not None
        assert search.cost(part.values) <= before
