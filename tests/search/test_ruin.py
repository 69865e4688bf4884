import time
from pathlib import Path

import numpy as np
import pytest

import scheduler.search.ruin
from benchmarks.cities import write_city
from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.loading import load
from scheduler.search.clock import Clock
from scheduler.search.incumbent import Incumbent
from scheduler.search.params import silent
from scheduler.search.ruin import Ruin
from scheduler.search.state import State


def test_a_legal_plan_is_reached_over_plans_that_still_lack_a_booking(tmp_path: Path) -> None:
    write_city(tmp_path, events=103, seed=1, tightness=0.7, bookings=0.4)
    problem = load(tmp_path).problem
    model = build(problem)
    ruin = Ruin(State(model, matrix_of(model)), seed=1)
    best = Incumbent(problem, Clock(600), silent)
    ruin.construct()
    assert not ruin.state.complete
    ruin.run(1500, ruin.offer_to(best), lambda: best.plan is None)
    assert best.plan is not None


def test_halls_that_move_are_counted_with_the_halls_taken(tmp_path: Path) -> None:
    write_city(tmp_path, events=150, seed=2, tightness=0.6)
    problem = load(tmp_path).problem
    model = build(problem)
    ruin = Ruin(State(model, matrix_of(model)), seed=2)
    best = Incumbent(problem, Clock(600), silent)
    refused = []

    def offer(cost: float) -> bool:
        taken = best.offer(model, ruin.state.values())
        if not taken:
            refused.append(cost)
        return taken

    ruin.construct()
    ruin.run(600, offer, lambda: True)
    assert best.plan is not None
    assert refused == []


def searched(folder: Path, turns: int) -> State:
    """A state of a small tight city after some turns."""
    write_city(folder, events=60, seed=4, tightness=0.8)
    model = build(load(folder).problem)
    ruin = Ruin(State(model, matrix_of(model)), seed=4)
    ruin.construct()
    ruin.run(turns, lambda cost: True, lambda: True)
    return ruin.state


def test_what_is_kept_up_turn_by_turn_is_what_counting_anew_gives(tmp_path: Path) -> None:
    state = searched(tmp_path, 300)
    anew = State(state.model, state.matrix)
    anew.adopt(state.values())
    assert anew.cost == state.cost
    assert [state.day(i) for i in range(len(state.units))] == [
        None if np.isnan(day) else day for day in state.days
    ]
    assert (anew.activity == state.activity).all()


def test_taking_the_opponents_out_makes_a_start_free(tmp_path: Path) -> None:
    state = searched(tmp_path, 50)
    asked = 0
    for index in range(len(state.units)):
        state.remove(index)
        for k in range(0, state.choices(index), 17):
            before = state.values()
            others = state.opponents(index, k)
            for j in others:
                state.remove(j)
            assert np.isfinite(state.price_of(index)[k])
            assert state.halls(index, k) is not None
            state.adopt(before)
            asked += bool(others)
    assert asked > 50


def test_the_search_beside_leaves_its_plan_and_tells_its_failures(tmp_path: Path) -> None:
    write_city(tmp_path, events=60, seed=4)
    problem = load(tmp_path).problem
    model = build(problem)
    ruin = Ruin(State(model, matrix_of(model)), seed=4)
    ruin.construct()
    best = Incumbent(problem, Clock(600), silent)
    with ruin.beside(best, threads=2):
        time.sleep(0.5)
    assert best.plan is not None
    assert best.cost == audit(problem, best.plan).cost

    ruin.state.activity = ruin.state.activity[:1]
    with pytest.raises(IndexError), ruin.beside(best, threads=2):
        pass


@pytest.mark.parametrize("threads", [1, 2])
def test_the_lowest_plan_is_offered_not_the_last(
    tmp_path: Path, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So hot that turns go on to far worse plans; what was lowest on the way is kept."""
    monkeypatch.setattr(scheduler.search.ruin, "HOT", 3000.0)
    monkeypatch.setattr(scheduler.search.ruin, "COLD", 3000.0)
    write_city(tmp_path, events=40, seed=4)
    problem = load(tmp_path).problem
    model = build(problem)
    costs: list[float] = []
    state = State(model, matrix_of(model))
    ruin = Ruin(state, seed=4)
    ruin.construct()
    ruin.lowest(400, lambda: True, 3000.0, lambda cost: costs.append(cost) or True)
    assert state.cost > min(costs)

    again = Ruin(State(model, matrix_of(model)), seed=4)
    again.construct()
    best = Incumbent(problem, Clock(600), silent)
    with again.beside(best, threads):
        for _ in range(1000 if threads > 1 else 0):
            if best.cost is None or best.cost > min(costs):
                time.sleep(0.01)
    assert best.cost is not None
    assert best.cost <= min(costs)
