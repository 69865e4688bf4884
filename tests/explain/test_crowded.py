"""Counting arguments: right arithmetic, and never a claim against a plan that exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scheduler.cpsat.builder import draft_of
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso
from scheduler.explain.counting import Crowd, crowd_reason, crowded
from scheduler.explain.shortages import counted
from scheduler.rules.wording import text_of
from tests.agreement.brute_force import BruteForce, TooLarge
from tests.agreement.cities import lively, tiny
from tests.factory import closure, event, hall, problem, venue

TWO = (venue("expo", hall("h1"), hall("h2")),)
WINDOW = {"gross_m2": 5000, "earliest": "2021-04-12", "latest": "2021-04-18"}


def crowds_of(city: Problem) -> list[Crowd]:
    return list(crowded(draft_of(city), [e.id for e in city.events]))


def test_seven_days_of_two_halls_hold_two_shows_of_three_days_each() -> None:
    four = [event(f"e{n}", **WINDOW) for n in range(4)]
    assert crowds_of(problem(*four, venues=TWO)) == []


def test_a_fifth_show_is_too_much() -> None:
    five = [event(f"e{n}", **WINDOW) for n in range(5)]
    (found,) = crowds_of(problem(*five, venues=TWO))
    assert (found.need, found.have, len(found.events)) == (15, 14, 5)
    assert (iso(found.period.start), iso(found.period.last)) == ("2021-04-12", "2021-04-18")
    assert found.halls == ("expo/h1", "expo/h2")


def test_a_closure_takes_hall_days() -> None:
    shut = venue("expo", hall("h1", closures=(closure("2021-04-12", "2021-04-15"),)), hall("h2"))
    four = [event(f"e{n}", **WINDOW) for n in range(4)]
    (found,) = crowds_of(problem(*four, venues=[shut]))
    assert (found.need, found.have) == (12, 10)


def test_what_may_go_elsewhere_does_not_count() -> None:
    six = [event(f"e{n}", **WINDOW) for n in range(6)]
    assert crowds_of(problem(*six, venues=[*TWO, venue("two")])) == []


def test_an_event_that_may_open_outside_the_period_takes_nothing_of_it() -> None:
    five = [event(f"e{n}", **WINDOW) for n in range(4)] + [event("free", gross_m2=5000)]
    assert crowds_of(problem(*five, venues=TWO)) == []


def test_forced_events_come_first_and_are_marked() -> None:
    booked = [event(f"b{n}", gross_m2=5000, booked_start="2021-04-20") for n in range(3)]
    five = [event(f"e{n}", **WINDOW) for n in range(5)]
    found = counted(problem(*booked, *five, venues=TWO))
    assert [(sorted(c.events)[0], forced) for c, forced in found] == [("b0", True), ("e0", False)]


def test_in_words() -> None:
    city = problem(*[event(f"e{n}", **WINDOW) for n in range(5)], venues=TWO)
    said = text_of(city, crowd_reason(crowds_of(city)[0]))
    assert said.en.startswith("together these need at least 15 hall-days on 2021-04-12–2021-04-18")
    assert "15 展厅·天" in said.zh and "只有 14" in said.zh


@pytest.mark.parametrize(("make", "seeds"), [(tiny, 60), (lively, 8)])
def test_no_claim_against_a_plan_that_exists(
    make: Callable[[int], Problem], seeds: int
) -> None:
    """Whatever the crowd, brute force places no more than all of its events but one."""
    claims = 0
    for seed in range(seeds):
        city = make(seed)
        for crowd in crowds_of(squeezed(city)):
            claims += 1
            assert not all_placed(squeezed(city), crowd), (seed, crowd)
    assert claims > 5


def squeezed(city: Problem) -> Problem:
    """The city in which every event wants the second week, where it is crowded."""
    first = city.horizon.start + 4
    events = tuple(
        replace(e, earliest=first, latest=first + e.show_days + 2, co_located_with="")
        for e in city.events
    )
    return replace(city, events=events)


def all_placed(city: Problem, crowd: Crowd) -> bool:
    """Whether all events of a crowd can be placed together; no is assumed where it is too much."""
    events = tuple(replace(e, priority=1) for e in city.events if e.id in crowd.events)
    weights = dict.fromkeys(city.policy.weights, 0) | {"unplaced": 1}
    goal = replace(city.policy.coverage, required=False)
    policy = replace(city.policy, weights=weights, coverage=goal)
    alone = replace(city, events=events, policy=policy, near=None)
    try:
        return BruteForce(alone, 20_000).run() == 0
    except TooLarge:
        return False
