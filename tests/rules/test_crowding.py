"""Rule `crowding`: each started 1,000 visitors over the comfort level, for each day."""

from __future__ import annotations

import pytest

from scheduler.domain.policy import Comfort
from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import findings, owners, points, told

BOTH = plan(placement("a", "2021-04-10"), placement("b", "2021-04-12", venue="other"))


def judged(a: int, b: int, level: int | None, weight: int = 1) -> int:
    """Points with a on show 10–12 and b 12–14 April, in two venues."""
    days = {"move_in_days": 2, "move_out_days": 2}
    city = problem(
        event("a", daily_visitors=a, **days),
        event("b", daily_visitors=b, **days),
        comfort=Comfort(daily_visitors=level),
        weights={"crowding": weight},
        venues=[venue(), venue("other", district="hills")],
    )
    return points(city, BOTH, "crowding")


@pytest.mark.parametrize(
    ("a", "b", "level", "expected"),
    [
        (3000, 2000, 5000, 0),
        (3000, 2001, 5000, 1),
        (3000, 3000, 5000, 1),
        (3000, 3001, 5000, 2),
        (3001, 0, 3000, 3),
        (3001, 4001, 3000, 1 + 1 + 5 + 2 + 2),
        (1, 1, 0, 5),
    ],
)
def test_started_thousands_day_by_day(a: int, b: int, level: int, expected: int) -> None:
    assert judged(a, b, level) == expected


def test_weight_and_no_rule() -> None:
    assert judged(3000, 3001, 5000, weight=4) == 8
    assert judged(90000, 90000, None) == 0


def test_the_city_pays() -> None:
    city = problem(event("a", daily_visitors=5500), comfort=Comfort(daily_visitors=5000))
    placed = plan(placement("a", "2021-04-10"))
    assert owners(city, placed, "crowding") == {None}
    assert told(city, findings(city, placed, "crowding")[0]) == (
        "2021-04-10 全市日客流 5,500 人，舒适值 5,000 人",
        "visitors in the city on 2021-04-10: 5,500; comfortable: 5,000",
    )
