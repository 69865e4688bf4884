from pathlib import Path

from benchmarks.cities import write_city
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
