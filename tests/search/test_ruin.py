import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import scheduler.search.ruin
from benchmarks.cities import write_city
from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.domain.event import Event
from scheduler.domain.moves import MoveLimit
from scheduler.domain.plan import Plan
from scheduler.domain.policy import Limits
from scheduler.domain.problem import Problem
from scheduler.loading import load
from scheduler.search.clock import Clock
from scheduler.search.forces import Forces
from scheduler.search.incumbent import Incumbent
from scheduler.search.params import silent
from scheduler.search.ruin import Ruin
from scheduler.search.state import State
from tests.factory import day, event, hall, placement, problem, venue


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
    assert (anew.regrets == state.regrets).all()


def test_a_wish_is_for_a_start_that_costs_less_and_is_free_without_those_in_its_way(
    tmp_path: Path,
) -> None:
    state = searched(tmp_path, 10)
    ruin = Ruin(state, seed=4)
    out = [i for i, place in enumerate(state.taken) if place is None]
    assert not state.regrets[out].any()
    displacing = 0
    for _ in range(200):
        before, paid = state.values(), state.regrets
        wish = ruin.forces.one_dear(out)
        if wish is None:
            continue
        unit, start, others = wish
        points = state.own_points(unit)
        assert points[start] < points.min() + paid[unit]
        assert not state.units[unit].booked
        assert state.taken[unit] is not None
        assert unit not in others
        assert len(others) == len(set(others))
        assert not any(state.units[i].booked for i in others if i not in out)
        assert set(out) <= set(others)
        for i in (unit, *others):
            state.remove(i)
        assert state.regrets[unit] == 0
        assert state.place_on(unit, start)
        displacing += len(others) > len(out)
        state.adopt(before)
    assert displacing > 20


def state_of(made: Problem, *days: str | None) -> State:
    """A state in which each event opens on its day, the cheapest halls taken."""
    model = build(made)
    state = State(model, matrix_of(model))
    for index, opens in enumerate(days):
        if opens is not None:
            assert state.place_on(index, start_on(state, index, opens))
    return state


def start_on(state: State, index: int, opens: str) -> int:
    """The first start of a unit on a day."""
    return int(np.flatnonzero(state._options[index].days == day(opens))[0])


def wished(state: State, days: tuple[int, ...] = ()) -> tuple[str, list[int]]:
    """The day that the only unit with a regret wishes for, and whom that displaces.

    Of several cheaper starts only those on `days` are looked at.
    """
    found = {}
    for seed in range(40):
        wish = Ruin(state, seed).forces.one_dear([])
        assert wish is not None
        unit, start, others = wish
        assert unit == 0
        opens = int(state._options[0].days[start])
        if not days or opens in days:
            found[opens] = others
    assert len(found) == 1, "there is one cheaper start"
    ((opens, others),) = found.items()
    return str(np.datetime64("0001-01-01") + (opens - 1)), others


def test_what_halls_cost_wherever_an_event_opens_is_no_regret() -> None:
    """Two halls of 5,000 m² for 6,000 leave 4,000 to spare on every day."""
    made = problem(event("a", gross_m2=6_000, preferred_start="2021-04-12"))
    state = state_of(made, "2021-04-12")
    assert state.cost == 4
    assert not state.regrets.any()
    assert Ruin(state, 1).forces.one_dear([]) is None


def test_halls_that_cost_more_than_others_are_a_regret() -> None:
    expo = venue("expo", hall("small", 5_000), hall("large", 9_000), runs=())
    made = problem(
        event("a", gross_m2=5_000, preferred_start="2021-04-12"),
        event("b", gross_m2=5_000, preferred_start="2021-04-12"),
        venues=(expo,),
    )
    state = state_of(made, "2021-04-12", "2021-04-12")
    assert state.regrets.tolist() == [0, 4]


def test_nobody_makes_room_for_what_a_unit_gives_up_itself() -> None:
    """Where two large events are the most on a day, one of the two may open a day later."""
    large = {"daily_visitors": 50_000}
    made = problem(
        event("a", preferred_start="2021-04-13", **large),
        event("b", preferred_start="2021-04-12", **large),
        event("c", **large),
        limits=Limits(large_event_visitors=40_000, large_events_per_district_day=2),
    )  # fmt: skip
    assert wished(state_of(made, "2021-04-12", "2021-04-12")) == ("2021-04-13", [])


def test_a_unit_in_its_own_halls_is_not_in_its_way() -> None:
    """Both halls are let; a day later it may have its own again."""
    expo = venue("expo", hall("first"), hall("second"), runs=())
    made = problem(
        event("a", gross_m2=5_000, preferred_start="2021-04-13"),
        event("b", gross_m2=5_000, preferred_start="2021-04-12"),
        venues=(expo,),
    )
    state = state_of(made)
    assert state.place_on(1, start_on(state, 1, "2021-04-12"))
    assert state.place_on(0, start_on(state, 0, "2021-04-12"))
    assert wished(state) == ("2021-04-13", [])


def test_whoever_has_the_cheaper_halls_gives_way() -> None:
    """The large hall costs 55 points to spare, for which three days of the other would do."""
    expo = venue("expo", hall("small", 5_000), hall("large", 60_000), runs=())
    made = problem(
        event("a", gross_m2=5_000, preferred_start="2021-04-12", priority=5),
        event("b", gross_m2=5_000, preferred_start="2021-04-12"),
        venues=(expo,),
    )
    state = state_of(made)
    assert state.place_on(1, start_on(state, 1, "2021-04-12"))
    assert state.place_on(0, start_on(state, 0, "2021-04-12"))
    assert state.regrets.tolist() == [55, 0]
    opens, others = wished(state, days=(day("2021-04-12"),))
    assert (opens, others) == ("2021-04-12", [1])


def test_near_a_plan_nobody_wishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others would move for a plan that is only as good."""
    asked: list[object] = []
    monkeypatch.setattr(Forces, "one_dear", lambda self, out: asked.append(out))
    state = searched(tmp_path, 20)
    assert asked
    asked.clear()
    values = state.values()
    plan = plan_of(state.model, lambda i: bool(values[i]))
    problem = replace(state.model.problem, near=plan)
    model = build(problem)
    ruin = Ruin(State(model, matrix_of(model)), seed=4)
    ruin.construct()
    ruin.run(20, lambda cost: True, lambda: True)
    assert asked == []


def booked_clash(other: Event) -> Event:
    """Another booking for the same halls and days."""
    return replace(other, id=other.id + "2")


def test_where_few_may_move_nobody_wishes() -> None:
    made = problem(event("a"), event("b"))
    assert Ruin(state_of(made), 1)._wishing
    assert not Ruin(state_of(replace(made, moves=MoveLimit(Plan(()), 1))), 1)._wishing


def test_nobody_wishes_while_a_booking_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []
    monkeypatch.setattr(Forces, "one_dear", lambda self, out: asked.append(out))
    booked = event("b", booked_start="2021-04-12", gross_m2=15_000)
    made = problem(event("a", gross_m2=5_000), booked, booked_clash(booked))
    state = state_of(made)
    ruin = Ruin(state, 1)
    ruin.construct()
    assert not state.complete
    ruin.run(50, lambda cost: True, lambda: True)
    assert asked == []


def test_a_limit_of_moves_binds_where_more_may_move_than_stand() -> None:
    """Of three new events two may come; none that stands has to stay."""
    made = problem(*(event(e, preferred_start="2021-04-12") for e in "abcd"))
    standing = Plan((placement("a", "2021-04-12"),))
    state = state_of(replace(made, moves=MoveLimit(standing, 2)))
    places = [state.place(i) for i in range(4)]
    assert [p is None for p in places] == [False, False, False, True]
    assert state.complete


def test_who_is_out_wishes_for_nothing(tmp_path: Path) -> None:
    state = searched(tmp_path, 0)
    for i in range(len(state.units)):
        state.remove(i)
    assert Ruin(state, seed=4).forces.one_dear([0, 1]) is None


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
