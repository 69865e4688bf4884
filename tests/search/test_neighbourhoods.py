"""Neighbourhood search only ever improves, and its plans are legal."""

from __future__ import annotations

import math

import pytest

import scheduler.search.neighbours
from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.relaxation import relax
from scheduler.cpsat.running import SatRun
from scheduler.search.clock import Clock
from scheduler.search.incumbent import Incumbent
from scheduler.search.kernel import KernelSearch
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


def test_what_is_offered_late_is_not_lost_to_a_dearer_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exact search beside it hands in a legal plan that is dearer than one not offered yet."""
    monkeypatch.setattr(scheduler.search.neighbours, "SELDOM", math.inf)
    made = small(1, events=40)
    model = build(made)
    matrix = matrix_of(model)
    best = Incumbent(made, Clock(60.0), silent)
    ruin = Ruin(State(model, matrix), 2)
    ruin.construct()
    offer = ruin.offer_to(best)
    if not offer(ruin.state.cost):
        ruin.run(600, offer, lambda: best.plan is None)
    search = Neighbours(model, matrix, best, 2)
    assert search.values is not None
    standing, first = search.values, best.cost
    for _ in range(12):
        search.turn(10.0)
    cheap = search.cost(search.values)
    assert first is not None
    assert cheap < first, "nothing was found that could be lost"
    # Only the first better plan is offered at once; then the next may wait for ever.
    cuts = Cuts(model, matrix)
    relaxation = relax(matrix, 30.0, cuts)
    assert relaxation is not None
    proof = KernelSearch(
        model, matrix, cuts, relaxation, best, search, SolveParams(60.0, workers=2)
    )
    part = ~(proof._chosen & (standing == 0))
    run = SatRun(model, matrix, part, hint=standing, told=part, seconds=30.0, seed=1)
    while run.running:
        run.wait(0.1)
    assert run.has_found
    proof._take(run)
    assert best.cost == cheap
    assert search.cost(search.values) == cheap
