"""Rule `waste`: each started 1,000 m² of the stretch beyond the need."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import event, ground, hall, placement, plan, problem, room, venue
from tests.rules.judging import findings, owners, points, told

EXPO = venue(
    "expo",
    hall("h1", 2000, seats=300),
    hall("h2", 5000, seats=300),
    hall("h3", 3000),
    room("r1", 300),
    ground("g1", 20000),
    runs=[["h1", "h2", "h3"]],
)


def judged(halls: str, weight: int = 1, **needs: Any) -> int:
    """Points of an event with these needs in these halls."""
    city = problem(event(**needs), venues=[EXPO], weights={"waste": weight})
    return points(city, plan(placement("e1", "2021-04-10", *halls.split())), "waste")


@pytest.mark.parametrize(
    ("need", "expected"),
    [(5000, 0), (4999, 1), (4000, 1), (3999, 2), (3000, 2), (1, 5)],
)
def test_started_thousands(need: int, expected: int) -> None:
    assert judged("h2", gross_m2=need) == expected


def test_the_whole_stretch_counts() -> None:
    assert judged("h1 h2 h3", gross_m2=4500) == 6


def test_rooms_and_grounds_waste_nothing() -> None:
    assert judged("r1", seats=10) == 0
    assert judged("g1", outdoor_m2=10) == 0
    assert judged("h2 r1 g1", gross_m2=4000, seats=10, outdoor_m2=10) == 1


def test_the_cheapest_split_counts() -> None:
    # Either of h1 and h2 may be the room; the larger room leaves the smaller stretch.
    assert judged("h1 h2", gross_m2=1500, seats=300) == 1


def test_weight_and_owner() -> None:
    assert judged("h2", weight=6, gross_m2=4000) == 6
    city = problem(event(gross_m2=4000))
    placed = plan(placement("e1", "2021-04-10", "h1"))
    assert owners(city, placed, "waste") == {"e1"}
    assert told(city, findings(city, placed, "waste")[0])[1] == (
        "Event e1 needs 4,000 m² gross, 5,000 are let"
    )


def test_halls_that_do_not_serve_are_no_waste() -> None:
    assert judged("h1 h3", gross_m2=1000) == 0
    assert judged("h1", gross_m2=9000) == 0
