"""Rule `closure`: no tenancy day of a hall in a closure of the hall or its venue."""

from __future__ import annotations

import pytest

from tests.factory import closure, event, hall, placement, plan, problem, venue
from tests.rules.judging import amounts, findings, told

EVENT = event(gross_m2=5000, show_days=3, move_in_days=1, move_out_days=1)
SHUT = closure("2021-04-20", "2021-04-21", "检修", "repairs")
CITY = problem(EVENT, venues=[venue("expo", hall("h1", closures=(SHUT,)), hall("h2"))])


@pytest.mark.parametrize(
    ("show_first", "days"),
    [
        ("2021-04-16", []),
        ("2021-04-17", [1]),
        ("2021-04-18", [2]),
        ("2021-04-22", [1]),
        ("2021-04-23", []),
    ],
)
def test_move_days_count(show_first: str, days: list[int]) -> None:
    assert amounts(CITY, plan(placement("e1", show_first, "h1")), "closure") == days


def test_another_hall_is_open() -> None:
    assert amounts(CITY, plan(placement("e1", "2021-04-19", "h2")), "closure") == []


def test_a_venue_closes_all_its_halls() -> None:
    city = problem(EVENT, venues=[venue(closures=(SHUT,))])
    assert amounts(city, plan(placement("e1", "2021-04-19", "h3")), "closure") == [2]


def test_closures_bind_halls_only() -> None:
    city = problem(event(), venues=[venue(closures=(SHUT,))])
    assert amounts(city, plan(placement("e1", "2021-04-19")), "closure") == []


def test_open_ended() -> None:
    until = venue("expo", hall("h1", closures=(closure(None, "2021-04-10"),)))
    since = venue("expo", hall("h1", closures=(closure("2021-05-01", None),)))
    for city_venue, good, bad in (
        (until, "2021-04-12", "2021-04-11"),
        (since, "2021-04-27", "2021-04-28"),
    ):
        city = problem(EVENT, venues=[city_venue])
        assert amounts(city, plan(placement("e1", good, "h1")), "closure") == []
        assert amounts(city, plan(placement("e1", bad, "h1")), "closure") == [1]


def test_sentence() -> None:
    (finding,) = findings(CITY, plan(placement("e1", "2021-04-18", "h1")), "closure")
    zh, en = told(CITY, finding)
    assert en == ("Event e1: Venue expo Hall h1 is closed on 2021-04-20–2021-04-21 (repairs)")
    assert "检修" in zh
