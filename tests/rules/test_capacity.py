"""Rule `capacity`: the halls serve the needs, all of them and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import event, ground, hall, placement, plan, problem, room, venue
from tests.rules.judging import findings

EXPO = venue(
    "expo",
    hall("h1", features=["heavy-load"]),
    hall("h2", features=["heavy-load"]),
    hall("h3", seats=800),
    hall("h4"),
    room("r1", 500),
    room("r2", 1000, features=["heavy-load"]),
    ground("g1", 20000, seats=9000),
    ground("g2", 30000),
    runs=[["h1", "h2", "h3"]],
)


def judged(halls: str, **needs: Any) -> list[tuple[str, int]]:
    """Case and amount of each finding for an event with these needs in these halls."""
    city = problem(event(**needs), venues=[EXPO])
    placed = plan(placement("e1", "2021-04-10", *halls.split()))
    return [(f.reason.case, f.amount) for f in findings(city, placed, "capacity")]


def test_no_needs_no_hall() -> None:
    assert judged("") == []
    assert judged("h1") == [("none", 1)]
    assert judged("h1 r1") == [("none", 2)]


def test_gross_exactly_enough_and_one_short() -> None:
    assert judged("h1", gross_m2=5000) == []
    assert judged("h1", gross_m2=5001) == [("area", 1)]
    assert judged("h1 h2", gross_m2=10000) == []
    assert judged("h1 h2", gross_m2=12000) == [("area", 2000)]
    assert judged("", gross_m2=5000) == [("area", 5000)]


def test_a_longer_stretch_than_needed() -> None:
    assert judged("h1 h2 h3", gross_m2=100) == []


def test_only_neighbours_of_one_run() -> None:
    assert judged("h2 h3", gross_m2=9000) == []
    assert judged("h1 h3", gross_m2=9000) == [("halls", 2)]
    assert judged("h3 h4", gross_m2=9000) == [("halls", 2)]


def test_an_open_ground_serves_no_gross_need() -> None:
    assert judged("g1", gross_m2=5000) == [("area", 5000)]


@pytest.mark.parametrize(
    ("halls", "need", "found"),
    [
        ("r1", 500, []),
        ("r1", 501, [("seats", 1)]),
        ("h3", 800, []),
        ("h1", 1, [("seats", 1)]),
        ("r1 r2", 500, [("halls", 2)]),
        ("r1 r2", 1500, [("seats", 500)]),
        ("g1", 500, [("seats", 500)]),
    ],
)
def test_seats_in_exactly_one_room(halls: str, need: int, found: list[tuple[str, int]]) -> None:
    assert judged(halls, seats=need) == found


def test_outdoor_on_exactly_one_ground() -> None:
    assert judged("g1", outdoor_m2=20000) == []
    assert judged("g1", outdoor_m2=20001) == [("ground", 1)]
    assert judged("g1 g2", outdoor_m2=20000) == [("halls", 2)]
    assert judged("h1", outdoor_m2=5000) == [("ground", 5000)]


def test_several_needs_take_a_hall_each() -> None:
    assert judged("h1 r1", gross_m2=5000, seats=400) == []
    assert judged("h2 h3", gross_m2=5000, seats=800) == []
    assert judged("h3", gross_m2=5000, seats=800) == [("halls", 1)]
    assert judged("h1 r1 g1", gross_m2=5000, seats=400, outdoor_m2=1) == []
    assert judged("h1 r1 g1", gross_m2=5000, seats=400) == [("halls", 3)]
    assert judged("h1 r1 r2", gross_m2=5000, seats=400) == [("halls", 3)]


def test_the_room_may_split_no_stretch() -> None:
    # With h2 as the room, h1 and h3 would be no stretch; h3 is the only room here.
    assert judged("h1 h2 h3", gross_m2=10000, seats=800) == []


def test_features_of_every_indoor_hall() -> None:
    heavy = {"requires": ["heavy-load"]}
    assert judged("h1 h2", gross_m2=9000, **heavy) == []
    assert judged("h2 h3", gross_m2=9000, **heavy) == [("features", 1)]
    assert judged("h1 r1", gross_m2=5000, seats=400, **heavy) == [("features", 1)]
    assert judged("h1 r2", gross_m2=5000, seats=400, **heavy) == []


def test_grounds_need_no_features() -> None:
    assert judged("g1", outdoor_m2=5000, requires=["heavy-load"]) == []


def test_each_missing_feature_counts() -> None:
    assert judged("h1", gross_m2=100, requires=["heavy-load", "water", "gas"]) == [("features", 2)]
