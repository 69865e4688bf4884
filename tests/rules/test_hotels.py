"""Rule `hotels`: each started 100 rooms over the comfort level, for each day."""

from __future__ import annotations

import pytest

from scheduler.domain.policy import Comfort
from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import owners, points

BOTH = plan(placement("a", "2021-04-10"), placement("b", "2021-04-12", venue="other"))


def judged(a: int, b: int, level: int | None, weight: int = 1) -> int:
    """Points with a on show 10–12 and b 12–14 April, in two venues."""
    days = {"move_in_days": 2, "move_out_days": 2}
    city = problem(
        event("a", hotel_rooms=a, **days),
        event("b", hotel_rooms=b, **days),
        comfort=Comfort(hotel_rooms=level),
        weights={"hotels": weight},
        venues=[venue(), venue("other", district="hills")],
    )
    return points(city, BOTH, "hotels")


@pytest.mark.parametrize(
    ("a", "b", "level", "expected"),
    [
        (300, 200, 500, 0),
        (300, 201, 500, 1),
        (300, 300, 500, 1),
        (300, 301, 500, 2),
        (301, 0, 300, 3),
        (301, 401, 300, 1 + 1 + 5 + 2 + 2),
    ],
)
def test_started_hundreds_day_by_day(a: int, b: int, level: int, expected: int) -> None:
    assert judged(a, b, level) == expected


def test_weight_and_no_rule() -> None:
    assert judged(300, 301, 500, weight=4) == 8
    assert judged(90000, 90000, None) == 0


def test_the_city_pays() -> None:
    city = problem(event("a", hotel_rooms=550), comfort=Comfort(hotel_rooms=500))
    assert owners(city, plan(placement("a", "2021-04-10")), "hotels") == {None}
