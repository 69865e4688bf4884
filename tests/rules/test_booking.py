"""Rule `booking`: a booked day is kept by placing the event on it; booked halls exactly."""

from __future__ import annotations

from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import amounts, findings

DAY = problem(event(booked_start="2021-04-10"))
HALLS = problem(
    event(gross_m2=9000, booked_halls=["expo/h1", "expo/h2"]), venues=[venue(), venue("other")]
)


def test_on_the_booked_day() -> None:
    assert amounts(DAY, plan(placement("e1", "2021-04-10")), "booking") == []


def test_moved_from_the_booked_day() -> None:
    assert amounts(DAY, plan(placement("e1", "2021-04-11")), "booking") == [1]
    assert amounts(DAY, plan(placement("e1", "2021-04-03")), "booking") == [7]


def test_a_booked_day_must_be_placed() -> None:
    (finding,) = findings(DAY, plan(), "booking")
    assert (finding.hard, finding.reason.case) == (True, "absent")


def test_exactly_the_booked_halls_in_any_order() -> None:
    assert amounts(HALLS, plan(placement("e1", "2021-04-10", "h2", "h1")), "booking") == []


def test_other_halls_than_booked() -> None:
    assert amounts(HALLS, plan(placement("e1", "2021-04-10", "h2", "h3")), "booking") == [2]
    assert amounts(HALLS, plan(placement("e1", "2021-04-10", "h1", "h2", "h3")), "booking") == [1]


def test_halls_of_the_same_names_elsewhere() -> None:
    elsewhere = plan(placement("e1", "2021-04-10", "h1", "h2", venue="other"))
    assert amounts(HALLS, elsewhere, "booking") == [4]


def test_booked_halls_alone_need_not_be_placed() -> None:
    assert amounts(HALLS, plan(), "booking") == []


def test_day_and_halls() -> None:
    city = problem(event(gross_m2=4000, booked_start="2021-04-10", booked_halls=["expo/h1"]))
    assert amounts(city, plan(placement("e1", "2021-04-10", "h1")), "booking") == []
    assert amounts(city, plan(placement("e1", "2021-04-12", "h3")), "booking") == [2, 2]
