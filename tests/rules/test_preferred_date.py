"""Rule `preferred-date`: weight × priority × days off the wish."""

from __future__ import annotations

import pytest

from scheduler.audit import audit
from tests.factory import event, placement, plan, problem
from tests.rules.judging import points

CITY = problem(event(priority=4, preferred_start="2021-04-10"))


@pytest.mark.parametrize(
    ("show_first", "days"), [("2021-04-10", 0), ("2021-04-11", 1), ("2021-04-07", 3)]
)
def test_days_off_in_both_directions(show_first: str, days: int) -> None:
    placed = plan(placement("e1", show_first))
    assert points(CITY, placed, "preferred-date") == 2 * 4 * days
    assert audit(CITY, placed).cost_by_event == ({"e1": 8 * days} if days else {})


def test_weight() -> None:
    city = problem(event(preferred_start="2021-04-10"), weights={"preferred-date": 5})
    assert points(city, plan(placement("e1", "2021-04-12")), "preferred-date") == 5 * 3 * 2


def test_no_wish_and_not_placed() -> None:
    assert points(problem(event()), plan(placement("e1", "2021-04-12")), "preferred-date") == 0
    assert points(CITY, plan(), "preferred-date") == 0
