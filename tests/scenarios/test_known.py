"""A scenario that becomes known on a day: what has begun, what is too near, what is free."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.audit import audit
from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.domain.venue import Venue
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.scenario import EndsEarly, Scenario
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.factory import closed_days, closure, day, event, hall, placement, plan, problem, venue

STANDS = plan(
    placement("old", "2021-04-10", "h1"),
    placement("near", "2021-04-30", "h2"),
    placement("far", "2021-05-15", "h3"),
)
"""With two move-in days each: known on 11 April, the first has begun and the second is near."""

TODAY = day("2021-04-11")


def show(name: str, **fields: object) -> Event:
    """Three show days in one hall, after two move-in days."""
    given = {"move_in_days": 2, "gross_m2": 5000, "daily_visitors": 2000} | fields
    return event(name, **given)


def halls(*h1: object, **fields: object) -> Venue:
    """The venue, with closures of its first hall."""
    first = hall("h1", closures=tuple(h1))
    return venue("expo", first, hall("h2"), hall("h3"), **fields)  # type: ignore[arg-type]


def city(*events: Event, **fields: object) -> Problem:
    """The three events, or those given."""
    return problem(*(events or (show("old"), show("near"), show("far"))), **fields)  # type: ignore[arg-type]


def known(made: Problem, stands: Plan = STANDS, today: int | None = TODAY) -> Scenario:
    """The scenario as it is known."""
    return from_standing(Scenario("s", Text("s"), made), stands, today)


def planned(found: Scenario) -> dict[str, tuple[tuple[str, ...], int]]:
    """Halls and first day of each event in the best plan."""
    best = solve(found.problem, SolveParams(time_limit_s=20, workers=1))
    assert best.status == "optimal"
    assert best.plan is not None
    assert audit(found.problem, best.plan).ok
    return {p.event_id: (p.hall_ids, p.show_first) for p in best.plan.placements}


def legal(found: Scenario, *rows: tuple[str, str, str]) -> bool:
    """Whether rows of event, first day and hall break no hard rule but booking."""
    made = plan(*(placement(e, d, h) for e, d, h in rows))
    return {f.reason.rule for f in audit(found.problem, made).hard} <= {"booking"}


def test_known_beforehand_everything_is_free() -> None:
    found = known(city(), today=None)
    assert found.problem == replace(city(), near=STANDS)
    assert (found.begun, found.soon, found.early) == (frozenset(), frozenset(), ())


def test_the_days_that_part_begun_near_and_free() -> None:
    # Move-in begins on 8 April, 28 April and 13 May.
    for today, begun, soon in (
        ("2021-04-07", set(), {"old"}),
        ("2021-04-08", {"old"}, {"near"}),
        ("2021-04-22", {"old"}, {"near"}),
        ("2021-04-23", {"old"}, {"near", "far"}),
        ("2021-04-28", {"old", "near"}, {"far"}),
    ):
        found = known(city(), today=day(today))
        assert (found.begun, found.soon) == (begun, soon), today


def test_what_has_begun_stays_though_its_hall_is_closed() -> None:
    shut = closure("2021-04-12", "2021-04-20", "修", "repairs")
    found = known(city(venues=[halls(shut)]))
    assert planned(found)["old"] == (("h1",), day("2021-04-10"))
    (early,) = found.early
    assert (early.event_id, early.last, early.days) == (
        "old", day("2021-04-11"), (day("2021-04-12"),)
    )  # fmt: skip
    assert [r.rule for r in early.reasons] == ["closure"]


@pytest.mark.parametrize("whole", [False, True])
def test_the_closure_binds_all_others_on_every_day(whole: bool) -> None:
    shut = closure("2021-04-09", "2021-05-20")
    where = halls(closures=(shut,)) if whole else halls(shut)
    found = known(city(show("old"), show("far")), plan(STANDS.placements[0]))
    assert legal(found, ("old", "2021-04-10", "h1"), ("far", "2021-05-05", "h1"))
    found = known(city(show("old"), show("far"), venues=[where]), plan(STANDS.placements[0]))
    for hall_id in ("h1", "h2") if whole else ("h1",):
        for first in ("2021-05-04", "2021-05-10", "2021-05-20", "2021-05-22"):
            assert not legal(found, ("far", first, hall_id)), (first, hall_id)
        assert legal(found, ("old", "2021-04-10", "h1"), ("far", "2021-05-23", hall_id))
    assert legal(found, ("old", "2021-04-10", "h1"))


def test_what_has_begun_stays_though_shows_are_forbidden() -> None:
    ban = closed_days("2021-04-11", "2021-04-30", min_daily_visitors=1000, reason=Text("疫"))
    found = known(city(closed_days=(ban,)))
    assert planned(found)["old"] == (("h1",), day("2021-04-10"))
    assert [(e.event_id, e.last, len(e.days)) for e in found.early] == [
        ("old", day("2021-04-11"), 1)
    ]


def test_days_that_are_over_are_not_lost() -> None:
    ban = closed_days("2021-04-01", "2021-04-11")
    assert known(city(closed_days=(ban,))).early == ()


def test_two_closures_give_one_last_day() -> None:
    shut = (closure("2021-04-12", "2021-04-12"), closure("2021-04-11", "2021-04-12"))
    found = known(city(venues=[halls(*shut)]))
    assert found.early == (
        EndsEarly("old", TODAY, (day("2021-04-12"),), found.early[0].reasons),
    )
    assert len(found.early[0].reasons) == 2


def test_what_is_near_keeps_its_place_where_another_would_be_better() -> None:
    wish = (show("old"), show("near", preferred_start="2021-05-10"), show("far"))
    free = city(*wish, change={"date": 0, "day": 0, "halls": 0})
    assert planned(known(free, today=None))["near"][1] == day("2021-05-10")
    assert planned(known(free))["near"] == (("h2",), day("2021-04-30"))


def test_what_is_near_and_forbidden_is_dropped() -> None:
    ban = closed_days("2021-05-01", "2021-05-03")
    assert set(planned(known(city(closed_days=(ban,))))) == {"old", "far"}
    assert set(planned(known(city(closed_days=(ban,)), today=None))) == {"old", "near", "far"}


def test_a_booking_that_is_near_is_dropped_only_when_it_must() -> None:
    events = (
        show("old"),
        show("near", booked_start="2021-04-30", booked_halls=("expo/h2",)),
        show("far"),
    )
    found = known(city(*events))
    assert found.problem.event_by_id["near"].booked_start == day("2021-04-30")
    ban = closed_days("2021-05-01", "2021-05-03")
    found = known(city(*events, closed_days=(ban,)))
    assert found.problem.event_by_id["near"].booked_start is None
    assert set(planned(found)) == {"old", "far"}


def test_a_booking_made_elsewhere_wins_over_what_is_near() -> None:
    """Whoever books in a scenario means it; what the booking leaves open stays."""
    booked = show("near", booked_halls=("expo/h3",))
    found = known(city(show("old"), booked, show("far")))
    assert found.soon == {"near"}
    assert planned(found)["near"] == (("h3",), day("2021-04-30"))
    booked = show("near", booked_start="2021-05-20")
    assert planned(known(city(show("old"), booked, show("far"))))["near"][1] == day("2021-05-20")


def test_a_booking_that_is_far_stands_against_a_ban() -> None:
    events = (show("old"), show("far", booked_start="2021-05-15"))
    ban = closed_days("2021-05-15", "2021-05-16")
    found = known(city(*events, closed_days=(ban,)))
    assert solve(found.problem, SolveParams(time_limit_s=20, workers=1)).status == "infeasible"


def test_nothing_comes_into_the_days_of_the_permit() -> None:
    events = (show("old"), show("new", preferred_start="2021-04-20"))
    found = known(city(*events), plan(STANDS.placements[0]))
    # Move-in on 2 May is the first day after the twenty.
    assert planned(found)["new"][1] == day("2021-05-04")


def test_a_group_begins_with_its_first_member() -> None:
    events = (show("old"), show("side", co_located_with="old", move_in_days=0))
    stands = plan(placement("old", "2021-04-10", "h1"), placement("side", "2021-04-10", "h2"))
    found = known(city(*events), stands, day("2021-04-09"))
    assert found.begun == {"old", "side"}


def test_events_without_halls_keep_their_venue() -> None:
    events = (event("talk", preferred_venue="other"),)
    two = (venue(), venue("other"))
    for first, group in (("2021-04-10", "begun"), ("2021-04-20", "soon")):
        found = known(city(*events, venues=two), plan(placement("talk", first)))
        assert getattr(found, group) == {"talk"}
        best = solve(found.problem, SolveParams(time_limit_s=20, workers=1))
        assert best.plan is not None
        assert [(p.venue_id, p.show_first) for p in best.plan.placements] == [("expo", day(first))]


def test_a_dropped_event_is_not_missed() -> None:
    found = known(city(show("far")))
    assert found.begun == frozenset()
    assert found.problem.near == plan(STANDS.placements[2])
