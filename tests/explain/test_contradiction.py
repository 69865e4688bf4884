"""What contradicts what: hand-made cities without a plan, and what is said of each."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from scheduler.domain.event import Event
from scheduler.domain.policy import Coverage, DateProtection, Limits
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.solution import INFEASIBLE
from scheduler.explain.contradiction import contradiction as members_of
from scheduler.explain.naming import MOST_NAMES
from scheduler.rules.wording import text_of
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.factory import closed_days, closure, event, hall, problem, venue

DAY = "2021-04-12"
TWO_HALLS = (venue("expo", hall("h1"), hall("h2")),)
BRAND = Coverage(brand_events=1, required=True)
OTHER = event("other", industries=("food",), is_brand=True)
"""An event that no contradiction concerns."""


def booked(id: str, on: str = DAY, *halls: str, **fields: Any) -> Event:
    """An event of 5,000 m² booked on a day, into halls of the default venue if given."""
    refs = [f"expo/{h}" for h in halls]
    return event(id, booked_start=on, booked_halls=refs, **{"gross_m2": 5000, **fields})


def large(id: str, hall_id: str) -> Event:
    return booked(id, DAY, hall_id, daily_visitors=6000)


WHOLE = {"gross_m2": 10000, "is_brand": True}

CASES: dict[str, tuple[Problem, list[str]]] = {
    "two in one hall": (
        problem(booked("a", DAY, "h1"), booked("b", "2021-04-13", "h1"), booked("c", DAY, "h2")),
        ["booking a", "booking b", "occupancy", "occupancy a b"],
    ),
    "turnaround": (
        problem(
            booked("a", DAY, "h1"),
            booked("b", "2021-04-15", "h1"),
            venues=[venue(turnaround_days=1)],
        ),
        ["booking a", "booking b", "occupancy", "occupancy"],
    ),
    "three in two halls": (
        problem(*(booked(e) for e in "abc"), booked("d", "2021-05-20"), OTHER, venues=TWO_HALLS),
        ["booking a", "booking b", "booking c", "capacity a",
         "capacity b", "capacity c", "occupancy", "occupancy a b c"],
    ),
    "two rules forbid it": (
        problem(
            booked("a", DAY, "h1", theme="tea"),
            booked("b", DAY, "h1", theme="tea"),
            date_protection=DateProtection(5, {}),
        ),
        ["booking a", "booking b", "occupancy", "occupancy a b"],
    ),
    "before its window": (
        problem(booked("a", DAY, "h1", earliest="2021-04-20"), booked("c", DAY, "h2")),
        ["booking a", "window a"],
    ),
    "outside the horizon": (
        problem(booked("a", "2021-04-01", move_in_days=1), OTHER),
        ["booking a", "horizon"],
    ),
    "closed hall": (
        problem(
            booked("a", DAY, "h1"),
            venues=[
                venue("expo", hall("h1", closures=(closure(DAY, DAY),)), hall("h2")),
                venue("two"),
            ],
        ),
        ["booking a", "closure"],
    ),
    "public holiday": (
        problem(
            booked("a", kind="conference"),
            OTHER,
            holidays=[DAY],
            closed_days=(closed_days(public_holidays=True, kinds=["conference"]),),
        ),
        ["booking a", "closed-days"],
    ),
    "halls too small": (
        problem(booked("a", DAY, "h1", gross_m2=9000), venues=[venue(), venue("two")]),
        ["booking a", "capacity a"],
    ),
    "no halls large enough": (
        problem(booked("a", gross_m2=99999), OTHER, venues=[venue(), venue("two")]),
        ["booking a", "capacity a"],
    ),
    "theme": (
        problem(
            booked("a", DAY, "h1", theme="tea"),
            booked("b", "2021-05-12", "h2", theme="tea"),
            booked("c", "2021-05-12", "h1", theme="auto"),
            event("d", theme="auto"),
            date_protection=DateProtection(28, {"tea": 60}),
        ),
        ["booking a", "booking b", "date-protection", "date-protection a b"],
    ),
    "openings": (
        problem(
            booked("a", DAY, "h1", leaders_open=True),
            booked("b", DAY, "h2", leaders_open=True),
            booked("c", DAY, "h3"),
            limits=Limits(openings_per_day=1),
        ),
        ["booking a", "booking b", "openings", "openings a b"],
    ),
    "large events": (
        problem(
            large("a", "h1"),
            large("b", "h2"),
            large("c", "h3"),
            limits=Limits(large_event_visitors=5000, large_events_per_district_day=2),
        ),
        ["booking a", "booking b", "booking c", "large-events"],
    ),
    "moving": (
        problem(
            booked("a", DAY, "h1", move_in_days=2),
            booked("b", DAY, "h2", move_in_days=1),
            booked("c", DAY, "h3"),
            venues=[venue(moving_halls_per_day=1), venue("two", moving_halls_per_day=1)],
        ),
        ["booking a", "booking b", "moving"],
    ),
    "moving alone": (
        problem(
            booked("a", DAY, "h1", "h2", gross_m2=9000, move_in_days=2),
            booked("c", DAY, "h3"),
            venues=[venue(moving_halls_per_day=1)],
        ),
        ["booking a", "moving"],
    ),
    "co-located on two days": (
        problem(booked("a"), booked("b", "2021-04-20", co_located_with="a"), booked("c")),
        ["booking a", "booking b", "venue b a"],
    ),
    "co-located in two venues": (
        problem(
            booked("a", DAY, "h1"),
            event("b", gross_m2=5000, booked_start=DAY, booked_halls=["two/h1"],
                  co_located_with="a"),
            venues=[venue(), venue("two")],
        ),
        ["booking a", "booking b", "venue b a"],
    ),
    "co-located with one that must be elsewhere": (
        problem(
            booked("a", DAY, "h1"),
            event("b", venues=["two"], co_located_with="a"),
            event("c", co_located_with="b"),
            venues=[venue(), venue("two")],
        ),
        ["booking a", "venue b", "venue b a"],
    ),
    "co-located without room for both": (
        problem(
            booked("a", gross_m2=10000), event("b", gross_m2=8000, co_located_with="a"), OTHER,
            venues=TWO_HALLS,
        ),
        ["booking a", "capacity a", "capacity b", "venue b a", "occupancy", "occupancy a b"],
    ),
    "no brand event": (
        problem(event("a", is_brand=True), event("b", industries=("food",)), coverage=BRAND),
        ["coverage"],
    ),
    "brand event too large": (
        problem(
            event("a", is_brand=True),
            event("b", industries=("food",), is_brand=True, gross_m2=99999),
            event("c", industries=("food",)),
            coverage=BRAND,
        ),
        ["coverage b", "capacity b"],
    ),
    "brand event too large for the one venue it allows": (
        problem(
            event("a", is_brand=True, gross_m2=9000, venues=["three"]),
            venues=[venue(), venue("two"), venue("three", hall("h1"))],
            coverage=BRAND, industries=["marine"],
        ),
        ["coverage a", "capacity a", "venue a"],
    ),
    "brand event with a window that is too short": (
        problem(
            event("a", is_brand=True, earliest=DAY, latest="2021-04-13"),
            venues=[venue(), venue("two", hall("h1"))], coverage=BRAND, industries=["marine"],
        ),
        ["coverage a", "window a", "window a"],
    ),
    "brand event on closed days only": (
        problem(
            event("a", is_brand=True, gross_m2=5000, earliest=DAY, latest="2021-04-14"),
            closed_days=(closed_days(DAY, DAY),), coverage=BRAND, industries=["marine"],
        ),
        ["coverage a", "closed-days", "window a", "window a"],
    ),
    "brand event in halls that are closed": (
        problem(
            event("a", is_brand=True, gross_m2=5000, earliest=DAY, latest="2021-04-14"),
            venues=[venue("expo", hall("h1", closures=(closure(DAY, DAY),)))],
            coverage=BRAND, industries=["marine"],
        ),
        ["coverage a", "closure", "window a", "window a", "capacity a"],
    ),
    "brand event that may stand in no venue that opens in time": (
        problem(
            event("a", is_brand=True, venues=["two"]),
            venues=[venue(), venue("two", open=("2031-05-01", None))],
            coverage=BRAND, industries=["marine"],
        ),
        ["coverage a", "venue a", "horizon"],
    ),
    "brand event crowded out": (
        problem(
            event("a", **WHOLE, earliest=DAY, latest="2021-04-14"), booked("b"), event("c"),
            venues=TWO_HALLS, coverage=BRAND, industries=["marine"],
        ),
        ["booking b", "coverage a", "window a", "window a",
         "capacity a", "capacity b", "occupancy", "occupancy a b"],
    ),
    "brand events of two industries": (
        problem(
            event("a", **WHOLE, earliest=DAY, latest="2021-04-14"),
            event("b", **WHOLE, industries=("food",), earliest=DAY, latest="2021-04-14"),
            event("c"),
            venues=TWO_HALLS,
            coverage=BRAND,
        ),
        ["coverage a", "coverage b", "window a", "window a", "window b",
         "window b", "capacity a", "capacity b", "occupancy", "occupancy a b"],
    ),
    "brand event booked": (
        problem(
            event("a", **WHOLE, booked_start=DAY), booked("b"), OTHER,
            venues=TWO_HALLS, coverage=BRAND,
        ),
        ["booking a", "booking b", "capacity a", "capacity b", "occupancy", "occupancy a b"],
    ),
}  # fmt: skip


def contradiction(made: Problem, seconds: float = 20.0) -> tuple[Reason, ...]:
    """The facts of one contradiction, without where they are written."""
    return tuple(m.reason for m in members_of(made, seconds))


def said(facts: tuple[Reason, ...]) -> list[str]:
    return [" ".join((f.rule, *f.events)) for f in facts]


@pytest.mark.parametrize("name", CASES)
def test_names_the_facts(name: str) -> None:
    made, expected = CASES[name]
    facts = contradiction(made)
    assert said(facts) == expected
    for fact in facts:
        text = text_of(made, fact)
        assert text.zh and text.en and "{" not in text.zh + text.en
        for e in fact.events[:MOST_NAMES]:
            name_zh, name_en = made.event_by_id[e].name.zh, made.event_by_id[e].name.en
            if fact.case != "apart" or len(fact.events) > 1:
                assert name_zh in text.zh and name_en in text.en


@pytest.mark.parametrize("name", CASES)
def test_search_agrees_and_every_booking_named_is_needed(name: str) -> None:
    made, _ = CASES[name]
    params = SolveParams(300, 1.0, 1, 1)  # any plan will do
    assert solve(made, params).status == INFEASIBLE
    for fact in contradiction(made):
        if fact.rule == "booking":
            freed = without(made, fact.events[0])
            assert solve(freed, params).plan is not None, fact.events
        elif fact.rule == "coverage":
            assert solve(without_coverage(made), params).plan is not None


def without(made: Problem, event_id: str) -> Problem:
    """The problem with an event's booking taken back."""
    events = tuple(
        replace(e, booked_start=None, booked_halls=()) if e.id == event_id else e
        for e in made.events
    )
    return replace(made, events=events)


def without_coverage(made: Problem) -> Problem:
    return replace(made, policy=replace(made.policy, coverage=Coverage()))


def texts(name: str) -> list[tuple[str, str]]:
    made, _ = CASES[name]
    return [(t.zh, t.en) for t in (text_of(made, f) for f in contradiction(made))]


def test_numbers_and_names_stand_in_the_sentences() -> None:
    assert "60" in texts("theme")[-1][0] and '"tea"' in texts("theme")[-1][1]
    assert all("expo" in t and "1" in t for t in texts("moving")[-1])
    assert all("5,000" in t and "2" in t for t in texts("large events")[-1])
    assert all(DAY in t for t in texts("public holiday")[0])


def test_a_coverage_sentence_names_few_of_many_candidates() -> None:
    many = [event(f"e{i}", earliest=DAY, latest=DAY) for i in range(12)]
    made = problem(*many, coverage=Coverage(events=1, required=True), industries=["marine"])
    fact = contradiction(made)[0]
    assert len(fact.events) == 12
    assert text_of(made, fact).en.endswith("and 4 more")


def test_a_booking_in_the_way_of_coverage_is_named_with_its_date() -> None:
    """`a` could give way if it were not booked, so its booking belongs to the contradiction."""
    made = problem(
        booked("a", gross_m2=10000), booked("b", "2021-04-20", gross_m2=10000),
        event("c", gross_m2=10000, is_brand=True, earliest=DAY, latest="2021-04-22"),
        event("d", gross_m2=10000, is_brand=True, industries=("food",), earliest="2021-04-15",
              latest="2021-04-22"),
        venues=TWO_HALLS, coverage=BRAND,
    )  # fmt: skip
    duties = [f for f in said(contradiction(made)) if f.startswith(("booking", "coverage"))]
    assert duties in (
        ["booking a", "booking b", "coverage c", "coverage d"],
        ["booking b", "coverage c", "coverage d"],
    )


def test_a_plan_means_nothing_to_say() -> None:
    assert contradiction(problem(booked("a"), booked("b", "2021-05-03"))) == ()


def test_it_gives_up_in_time() -> None:
    made, _ = CASES["theme"]
    assert contradiction(made, seconds=0.0) == ()


def test_every_pair_of_cases_stays_a_pair() -> None:
    """Two contradictions in one city: one of them is told, not a mixture."""
    first = [booked("a", DAY, "h1"), booked("b", DAY, "h1")]
    second = [booked("c", "2021-05-03", "h2"), booked("d", "2021-05-03", "h2")]
    made = problem(*itertools.chain(first, second))
    assert said(contradiction(made)) in (
        ["booking a", "booking b", "occupancy", "occupancy a b"],
        ["booking c", "booking d", "occupancy", "occupancy c d"],
    )
