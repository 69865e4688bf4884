"""The search as a whole: what it proves is true, however it gets there."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from time import sleep
from typing import Any

import pytest

import scheduler.cpsat.outline
import scheduler.cpsat.relaxation
import scheduler.search.solve
import scheduler.search.whole
from benchmarks.cities import write_city
from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.loading import load
from scheduler.search.clock import Clock
from scheduler.search.incumbent import Incumbent
from scheduler.search.params import SolveParams, silent
from scheduler.search.ruin import Ruin
from scheduler.search.solve import solve
from scheduler.search.whole import Whole
from tests.agreement.brute_force import least_costs
from tests.agreement.cities import lively, small, tiny, variants
from tests.agreement.sweep import faults
from tests.cpsat.legality import crammed
from tests.factory import event, hall, problem, venue

CLASH = problem(*(event(e, gross_m2=14_000, booked_start="2021-04-10") for e in "ab"))
"""Two bookings of which each needs all halls."""
CITIES = {"lively": lively, "crammed": crammed, "small": small}
SEEDS = (
    [("lively", n) for n in range(1, 6)] + [("crammed", n) for n in range(2, 8)] + [("small", 1)]
)
AUDITS = 5_000
"""Audits granted per city; those that need more are passed over."""


@pytest.fixture
def no_aim(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin the proof with whatever was constructed, so that it has work to do."""
    monkeypatch.setattr(scheduler.search.whole, "FIRST_TURNS", 0)
    monkeypatch.setattr(scheduler.search.whole, "QUICK_MOST", 0)
    monkeypatch.setattr(scheduler.search.whole, "LADDER", ())


@pytest.fixture
def by_outline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search every city as if it were a large one."""
    monkeypatch.setattr(scheduler.search.solve, "LARGE", 0)
    monkeypatch.setattr(scheduler.cpsat.outline, "FEW", 0)
    monkeypatch.setattr(scheduler.cpsat.relaxation, "SLOW", 0)


def answer(problem: Problem, workers: int, seed: int = 1) -> tuple[str, int | None, int | None]:
    """Status, cost and bound; a plan is audited once more."""
    found = solve(problem, SolveParams(120.0, workers=workers, seed=seed))
    if found.plan is not None:
        judged = audit(problem, found.plan)
        assert judged.ok
        assert judged.cost == found.cost
    return found.status, found.cost, found.bound


@cache
def usual(kind: str, seed: int) -> tuple[str, int | None, int | None]:
    """What is proven of a city as all are searched; asked before anything is set otherwise."""
    return answer(CITIES[kind](seed), 1)


@pytest.mark.usefixtures("no_aim")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seed", range(12))
def test_the_proof_is_what_trying_everything_finds(seed: int, workers: int) -> None:
    tried = 0
    for made, cost in least_costs(variants(tiny(seed), seed), AUDITS):
        tried += 1
        assert faults(made, solve(made, SolveParams(60.0, workers=workers)), cost) == []
    assert tried


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_two_workers_prove_the_same_cost(kind: str, seed: int, no_aim: None) -> None:
    made = CITIES[kind](seed)
    assert answer(made, 1) == answer(made, 2)


@pytest.mark.parametrize(("kind", "seed"), SEEDS[::2])
def test_aims_do_not_change_what_is_proven(
    kind: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, proven = CITIES[kind](seed), usual(kind, seed)
    monkeypatch.setattr(scheduler.search.whole, "FIRST_TURNS", 0)
    for ladder in ((), (1,), (2, 50)):
        monkeypatch.setattr(scheduler.search.whole, "LADDER", ladder)
        assert answer(made, 1) == proven


@pytest.mark.parametrize(("kind", "seed"), SEEDS[::2])
def test_an_outline_never_proves_too_much(
    kind: str, seed: int, request: pytest.FixtureRequest
) -> None:
    status, best, _ = usual(kind, seed)
    request.getfixturevalue("by_outline")
    found = solve(CITIES[kind](seed), SolveParams(2.5, workers=2))
    assert status == "optimal"
    assert found.cost is not None
    assert best is not None
    assert found.bound is None or found.bound <= best <= found.cost


@pytest.mark.usefixtures("by_outline")
@pytest.mark.parametrize("seed", range(0, 12, 3))
def test_an_outline_agrees_with_trying_everything(seed: int) -> None:
    for made, cost in least_costs(variants(tiny(seed), seed), AUDITS):
        found = solve(made, SolveParams(2.0, workers=1))
        assert (found.cost is None) == (cost is None)
        if cost is not None and found.cost is not None:
            assert found.cost >= cost
            assert found.bound is None or found.bound <= cost


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_one_worker_twice_gives_the_same_plan(kind: str, seed: int, no_aim: None) -> None:
    made = CITIES[kind](seed)
    first, second = (solve(made, SolveParams(60.0, workers=1, seed=3)) for _ in range(2))
    assert first.status == second.status
    assert first.plan == second.plan


@pytest.mark.usefixtures("no_aim")
def test_a_slow_listener_does_not_change_the_plan() -> None:
    """What is heeded, and when, hangs on the solver's own steps and not on the clock."""
    made = small(8, events=24)
    params = SolveParams(120.0, workers=1)
    first, second = solve(made, params), solve(made, params, lambda progress: sleep(0.1))
    assert first.status == second.status == "optimal"
    assert first.plan == second.plan


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("limit_s", [0.0, 0.5, 2.0])
def test_the_time_limit_leaves_a_bound_below_the_cost(limit_s: float, workers: int) -> None:
    made = small(1, events=60)
    found = solve(made, SolveParams(limit_s, workers=workers))
    assert found.status in ("optimal", "feasible", "unknown")
    if found.plan is not None:
        judged = audit(made, found.plan)
        assert judged.ok
        assert judged.cost == found.cost
        assert found.bound is None or found.bound <= judged.cost
    assert (found.status == "optimal") == (found.cost is not None and found.bound == found.cost)


def test_a_gap_is_enough() -> None:
    made = small(1, events=20)
    best = solve(made, SolveParams(120.0, workers=1)).cost
    found = solve(made, SolveParams(120.0, gap=0.2, workers=1))
    assert best is not None
    assert found.cost is not None
    assert found.bound is not None
    assert found.bound <= best <= found.cost
    assert found.cost - found.bound <= 0.2 * found.cost


@pytest.mark.usefixtures("by_outline")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_large_city_without_a_plan_is_asked_as_a_whole(workers: int) -> None:
    """Six halls in a run of five and one apart are enough by area and number, not by place."""
    expo = venue(
        halls=tuple(hall(f"h{i}") for i in range(1, 7)),
        runs=(("h1", "h2", "h3", "h4", "h5"), ("h6",)),
    )
    pairs = [event(f"e{i}", gross_m2=10_000, booked_start="2021-04-12") for i in range(3)]
    made = problem(*pairs, venues=(expo,))
    found = solve(made, SolveParams(300.0, workers=workers))
    assert found.status == "infeasible"


@pytest.mark.usefixtures("no_aim")
@pytest.mark.parametrize("workers", [1, 2])
def test_without_a_relaxation_it_is_proven_all_the_same(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The relaxation comes to nothing in its share of the time; the other share is used."""
    made = lively(1)
    best = answer(made, 1)
    monkeypatch.setattr(scheduler.search.whole, "RELAX_SHARE", 0.0)
    assert answer(made, workers) == best
    assert best[0] == "optimal"
    assert answer(CLASH, workers)[0] == "infeasible"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_contradiction_is_told_in_a_moment_or_after_all_that_may_find_a_plan(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler.search.whole, "MOST_ROUNDS", 2)
    quick = solve(CLASH, SolveParams(60.0, workers=workers))
    monkeypatch.setattr(scheduler.search.whole, "QUICK_MOST", 0)
    slow = solve(CLASH, SolveParams(60.0, workers=workers))
    assert quick.status == slow.status == "infeasible"
    assert "relax" not in quick.timings
    assert "relax" in slow.timings
    # An answer that does not come in a moment is waited for later.
    monkeypatch.undo()
    monkeypatch.setattr(scheduler.search.whole, "MOST_ROUNDS", 2)
    monkeypatch.setattr(scheduler.search.whole, "QUICK_EFFORT", 0.0)
    later = solve(CLASH, SolveParams(60.0, workers=workers))
    assert later.status == "infeasible"
    assert "relax" in later.timings


@pytest.fixture(scope="module")
def booked(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    """A city with much that is required: constructing a plan does not come to one."""
    folder = tmp_path_factory.mktemp("booked")
    write_city(folder, events=20, seed=1, tightness=0.7, bookings=0.4)
    return load(folder).problem


def started(made: Problem, effort: float = math.inf) -> tuple[Whole, Ruin | None]:
    """The search as it is after its start."""
    best = Incumbent(made, Clock(600.0, effort=effort), silent)
    search = Whole(made, best, SolveParams(workers=1))
    search.model = build(made)
    search.matrix = matrix_of(search.model)
    return search, search._start()


def test_what_cp_sat_finds_in_a_moment_is_gone_on_from(
    booked: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler.search.whole, "FIRST_TURNS", 0)
    monkeypatch.setattr(scheduler.search.whole, "QUICK_MOST", 10**9)
    monkeypatch.setattr(scheduler.search.whole, "QUICK_EFFORT", 100.0)
    search, ruin = started(booked)
    assert ruin is not None
    assert ruin.state.complete
    assert ruin.state.cost == search.best.cost
    met = search.best.cost
    assert met is not None
    # The turns that follow better it; those before come to no plan here.
    turns, run = [], Ruin.run

    def later(self: Ruin, count: int, *rest: Any) -> None:
        turns.append(count)
        run(self, 0 if len(turns) == 1 else 50, *rest)

    monkeypatch.setattr(Ruin, "run", later)
    search, ruin = started(booked)
    assert ruin is not None
    assert ruin.state.complete
    assert len(turns) == 2
    assert search.best.cost is not None
    assert search.best.cost < met


def test_near_a_plan_what_stands_is_gone_on_from(
    booked: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler.search.whole, "FIRST_TURNS", 0)
    monkeypatch.setattr(scheduler.search.whole, "QUICK_EFFORT", 100.0)
    search, ruin = started(replace(booked, near=Plan(())))
    assert search.best.plan is not None
    assert ruin is not None
    assert not ruin.state.complete


def test_a_model_that_is_too_large_is_not_told_for_a_moment(
    booked: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler.search.whole, "FIRST_TURNS", 0)
    monkeypatch.setattr(scheduler.search.whole, "QUICK_EFFORT", 100.0)
    size = len(matrix_of(build(booked)).upper)
    for most, asked in ((size, True), (size - 1, False)):
        monkeypatch.setattr(scheduler.search.whole, "QUICK_MOST", most)
        search, _ = started(booked)
        assert (search.best.plan is not None) == asked


@pytest.mark.parametrize(("effort", "asked"), [(0.99, False), (1.0, True), (math.inf, True)])
def test_little_effort_is_left_to_the_turns_that_take_none(effort: float, asked: bool) -> None:
    search, ruin = started(CLASH, effort)
    assert (ruin is None) == asked
    assert asked or search.best.clock.effort == effort
