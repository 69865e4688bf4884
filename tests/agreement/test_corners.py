"""Model and audit agree on every plan of small cities built around one corner each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from scheduler.audit import audit
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.policy import Comfort, Coverage, DateProtection
from scheduler.domain.problem import Problem
from tests.agreement.compare import disagreements
from tests.agreement.pinning import Pinner, left_out
from tests.factory import closure, event, ground, hall, placement, plan, problem, room, venue

EXPO = venue(
    "expo",
    hall("h1", 3000, seats=300),
    hall("h2", 5000, seats=300),
    hall("h3", 2000),
    room("r1", 300),
    ground("g1"),
    runs=[["h1", "h2", "h3"]],
)
HALLS: dict[str, list[tuple[str, ...]]] = {
    "": [()],
    "one": [("h1",), ("h2",)],
    "all": [(), ("h1",), ("h2",), ("h3",), ("r1",), ("h1", "h2"), ("h2", "h3"), ("h1", "h2", "h3"),
            ("h1", "r1"), ("h2", "r1"), ("h1", "h2", "r1"), ("h1", "h3")],
}  # fmt: skip


def plans(city: Problem, halls: str, first: str, last: str) -> Iterator[Plan]:
    """Every plan with each event absent or on these days in these halls of any venue."""
    days = range(placement("", first).show_first, placement("", last).show_first + 1)
    choices: list[list[Placement | None]] = [
        [
            None,
            *(
                Placement(e.id, v.id, h, d)
                for v in city.venues
                for h in HALLS[halls]
                if set(h) <= set(v.hall_by_id)
                for d in days
            ),
        ]
        for e in city.events
    ]
    for rows in product(*choices):
        yield Plan(tuple(p for p in rows if p))


def agree(city: Problem, halls: str, first: str, last: str) -> None:
    """Demand agreement on all of them; some must be legal and some not."""
    pinner, legal, illegal, wrong = Pinner(city), 0, 0, []
    for one in plans(city, halls, first, last):
        if left_out(city, one):
            continue
        judged = audit(city, one)
        legal, illegal = legal + judged.ok, illegal + (not judged.ok)
        wrong += disagreements(pinner, one, judged, "corner")
    assert wrong == []
    assert legal > 3
    assert illegal > 3


SHORT: dict[str, Any] = {"show_days": 1, "gross_m2": 2500}


@pytest.mark.parametrize("turnaround", [0, 1, 2])
@pytest.mark.parametrize("closed", [("2021-04-07", "2021-04-07"), ("2021-04-04", "2021-04-05")])
def test_turnaround_and_closures(turnaround: int, closed: tuple[str, str]) -> None:
    shut = closure(*closed)
    halls = (hall("h1", 3000, closures=(shut,)), hall("h2", 3000))
    city = problem(
        event("a", **SHORT, move_out_days=1),
        event("b", **SHORT, move_in_days=1),
        venues=[venue("expo", *halls, turnaround_days=turnaround, runs=[])],
        first="2021-04-01",
        last="2021-04-10",
    )
    agree(city, "one", "2021-04-02", "2021-04-09")


@pytest.mark.parametrize("days", [0, 1, 2])
def test_protection_of_a_group_with_different_lengths(days: int) -> None:
    city = problem(
        event("a", theme="tea", show_days=1),
        event("b", theme="tea", show_days=3, co_located_with="a"),
        event("c", theme="tea", show_days=2),
        date_protection=DateProtection(days),
        first="2021-04-01",
        last="2021-04-12",
    )
    agree(city, "", "2021-04-03", "2021-04-09")


STOOD = [
    plan(placement("a", "2021-04-03", "h2", "h1")),
    plan(placement("a", "2021-04-03", "h1", "h2", "h3")),
    plan(placement("a", "2021-04-03", "h1", "h3")),
    plan(placement("a", "2021-04-03")),
    plan(placement("a", "2021-04-03", "h9")),
    plan(placement("a", "2021-04-03", "h1", "h1")),
    plan(placement("a", "2021-04-03", "h1", venue="nowhere")),
    plan(placement("a", "2021-04-03", "h1", "h2", "r1")),
    plan(placement("a", "2021-01-31", "h1")),
    plan(placement("a", "2021-02-02", "h1")),
]

NEEDS = {
    "none": event("a"),
    "stretch": event("a", gross_m2=2500),
    "long": event("a", gross_m2=7000),
    "room": event("a", seats=200),
    "both": event("a", gross_m2=2500, seats=200),
    "booked": event("a", gross_m2=2500, seats=200, booked_halls=["expo/h1", "expo/h2"]),
}


def standing(made: Event, near: Plan) -> Problem:
    """One event with a standing plan."""
    return problem(made, venues=[EXPO], near=near, first="2021-04-01", last="2021-04-07")


@pytest.mark.parametrize("near", STOOD, ids=lambda p: "+".join(p.placements[0].hall_ids) or "-")
@pytest.mark.parametrize("need", NEEDS)
def test_standing_plans(near: Plan, need: str) -> None:
    city = standing(NEEDS[need], near)
    pinner = Pinner(city)
    for one in plans(city, "all", "2021-04-02", "2021-04-05"):
        if not left_out(city, one):
            assert disagreements(pinner, one, audit(city, one), need) == []


def test_a_standing_row_after_one_that_names_nothing_real() -> None:
    rows = placement("a", "2021-04-03", "h9"), placement("a", "2021-04-04", "h1")
    city = standing(NEEDS["stretch"], plan(*rows))
    pinner = Pinner(city)
    for one in plans(city, "all", "2021-04-02", "2021-04-05"):
        if not left_out(city, one):
            assert disagreements(pinner, one, audit(city, one), "") == []


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_moving_counts_the_halls_really_taken(limit: int) -> None:
    halls = (hall("h1", 2000), hall("h2", 3000), hall("h3", 5000))
    city = problem(
        event("a", gross_m2=4500, show_days=1, move_in_days=1),
        event("b", gross_m2=2500, show_days=1, move_out_days=1),
        venues=[venue("expo", *halls, moving_halls_per_day=limit)],
        first="2021-04-01",
        last="2021-04-05",
    )
    agree(city, "all", "2021-04-02", "2021-04-04")


def test_load_of_a_group_and_started_steps() -> None:
    city = problem(
        event("a", show_days=1, daily_visitors=1900, hotel_rooms=250),
        event("b", show_days=2, daily_visitors=1200, hotel_rooms=180, co_located_with="a"),
        event("c", show_days=2, daily_visitors=2100, hotel_rooms=220),
        comfort=Comfort(2000, 200),
        coverage=Coverage(events=2, required=False),
        first="2021-04-01",
        last="2021-04-05",
    )
    agree(city, "", "2021-04-01", "2021-04-05")


def test_unit_days_that_only_some_members_can_keep() -> None:
    city = problem(
        event("a", show_days=1, move_in_days=2, latest="2021-04-07"),
        event("b", show_days=3, weekend="avoid", co_located_with="a", preferred_start="2021-04-04"),
        first="2021-04-01",
        last="2021-04-09",
    )
    agree(city, "", "2021-03-31", "2021-04-09")
