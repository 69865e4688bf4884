"""Rule `weekend`: Saturdays and Sundays on show, wished or avoided."""

from __future__ import annotations

import pytest

from tests.factory import event, placement, plan, problem
from tests.rules.judging import owners, points


def judged(show_first: str, wish: str, show_days: int = 3, holidays: tuple[str, ...] = ()) -> int:
    """Points of an event of priority 2; 10 and 11 April 2021 are a weekend."""
    made = event(weekend=wish, show_days=show_days, priority=2, move_in_days=3, move_out_days=3)
    city = problem(made, holidays=holidays)
    return points(city, plan(placement("e1", show_first)), "weekend")


@pytest.mark.parametrize(
    ("show_first", "include", "avoid"),
    [
        ("2021-04-07", 20, 0),
        ("2021-04-08", 0, 20),
        ("2021-04-09", 0, 40),
        ("2021-04-11", 0, 20),
        ("2021-04-12", 20, 0),
    ],
)
def test_three_days(show_first: str, include: int, avoid: int) -> None:
    assert judged(show_first, "include") == include
    assert judged(show_first, "avoid") == avoid


def test_every_weekend_day_counts_when_avoided() -> None:
    assert judged("2021-04-10", "avoid", show_days=9) == 10 * 2 * 4
    assert judged("2021-04-10", "include", show_days=9) == 0


def test_holidays_make_no_weekend() -> None:
    assert judged("2021-04-05", "include", holidays=("2021-04-05",)) == 20


def test_no_wish() -> None:
    assert judged("2021-04-09", "") == 0


def test_weight_and_owner() -> None:
    city = problem(event(weekend="avoid", priority=1), weights={"weekend": 7})
    placed = plan(placement("e1", "2021-04-09"))
    assert points(city, placed, "weekend") == 14
    assert owners(city, placed, "weekend") == {"e1"}
