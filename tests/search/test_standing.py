"""Starting from a plan: what of it is possible is taken over as it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.cities import write_city
from scheduler.audit import audit
from scheduler.cpsat.assign import values_of
from scheduler.cpsat.builder import build
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.loading import load
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from scheduler.search.standing import legal_part, take_over
from scheduler.search.state import State
from tests.factory import event, ground, hall, placement, problem, room, venue


def read_back(of: Problem, plan: Plan) -> Plan:
    """The plan that a state holds which took over `plan`."""
    model = build(of)
    state = State(model, matrix_of(model))
    take_over(state, plan)
    values = state.values()
    return plan_of(model, lambda i: bool(values[i]))


def places(plan: Plan) -> dict[str, tuple[str, frozenset[str], int]]:
    return {p.event_id: p.place for p in plan.placements}


def test_a_legal_plan_is_taken_over_whole(tmp_path: Path) -> None:
    write_city(tmp_path, events=30, seed=5)
    city = load(tmp_path).problem
    found = solve(city, SolveParams(60, workers=1)).plan
    assert found is not None
    assert found.placements
    assert places(read_back(city, found)) == places(found)


def test_each_need_gets_its_own_of_the_halls() -> None:
    home = venue("expo", hall("h1"), hall("h2"), room("r1"), ground("g1"), runs=[["h1", "h2"]])
    fair = event("fair", gross_m2=9000, seats=400, outdoor_m2=10000)
    of = problem(fair, venues=[home])
    plan = Plan((placement("fair", "2021-04-10", "r1", "h1", "g1", "h2"),))
    assert places(read_back(of, plan)) == places(plan)
    model = build(of)
    assert Counter(values_of(model, plan).tolist())[1] == 4  # a start and a block of each need


def test_of_two_that_clash_the_one_of_more_priority_stays() -> None:
    of = problem(
        event("less", gross_m2=5000, priority=1), event("more", gross_m2=5000, priority=4)
    )
    plan = Plan((placement("less", "2021-04-10", "h1"), placement("more", "2021-04-11", "h1")))
    assert places(legal_part(of, plan)) == places(plan.without("less"))


def test_the_one_in_the_way_of_two_goes() -> None:
    of = problem(*(event(e, gross_m2=5000) for e in "abc"), event("d", gross_m2=5000))
    rows = [placement("a", "2021-04-10", "h1"), placement("b", "2021-04-12", "h1"),
            placement("c", "2021-04-14", "h1"), placement("d", "2021-04-10", "h2")]  # fmt: skip
    assert places(legal_part(of, Plan(tuple(rows)))) == places(Plan(tuple(rows)).without("b"))


def test_rows_that_name_nothing_or_no_block_stay_out() -> None:
    of = problem(event("a", gross_m2=9000), event("b", gross_m2=5000), event("c"))
    plan = Plan(
        (
            placement("a", "2021-04-10", "h1"),  # too small
            placement("b", "2021-04-10", "h9"),
            placement("stranger", "2021-04-10", "h2"),
            Placement("c", "nowhere", (), of.horizon.start),
        )
    )
    assert places(read_back(of, plan)) == {}


def test_members_of_a_group_stay_together_or_not_at_all() -> None:
    of = problem(
        event("fair", gross_m2=5000, co_located_with="talk"), event("talk", gross_m2=5000)
    )
    together = Plan((placement("fair", "2021-04-10", "h1"), placement("talk", "2021-04-10", "h2")))
    assert places(read_back(of, together)) == places(together)
    assert places(read_back(of, together.without("talk"))) == {}
    apart = together.with_placement(placement("talk", "2021-04-11", "h2"))
    assert places(read_back(of, apart)) == {}


def test_changed_day_counts_do_not_cost_the_place() -> None:
    of = problem(event("a", gross_m2=5000))
    row = placement("a", "2021-04-10", "h1")
    stated = replace(row, stated=(("show_last", row.show_first + 9),))
    assert not audit(of, Plan((stated,))).ok
    assert places(read_back(of, Plan((stated,)))) == places(Plan((row,)))


def test_a_solve_begins_with_the_plan_given(tmp_path: Path) -> None:
    """Its first plan is already as good as the one it was given."""
    write_city(tmp_path, events=40, seed=3)
    city = load(tmp_path).problem
    known = solve(city, SolveParams(60, workers=1))
    assert known.status == "optimal"
    costs: list[int] = []

    def tell(progress: object) -> None:
        best = getattr(progress, "best", None)
        if best is not None:
            costs.append(best)

    again = solve(city, SolveParams(60, workers=1, start=known.plan), tell)
    assert costs[0] == known.cost
    assert (again.status, again.cost) == ("optimal", known.cost)
