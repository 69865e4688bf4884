"""Rule `large-events`: large events on show in a district on one day."""

from __future__ import annotations

from scheduler.domain.policy import Limits
from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import findings

LIMITS = Limits(large_event_visitors=5000, large_events_per_district_day=1)
VENUES = [venue(), venue("near"), venue("far", district="hills")]


def judged(
    second: str, where: str = "near", visitors: int = 5000, limits: Limits = LIMITS
) -> list[int]:
    """Amounts by day with a on show 10–12 April at expo and b opening on `second`."""
    days = {"move_in_days": 2, "move_out_days": 2}
    city = problem(
        event("a", daily_visitors=5000, **days),
        event("b", daily_visitors=visitors, **days),
        venues=VENUES,
        limits=limits,
    )
    placed = plan(placement("a", "2021-04-10"), placement("b", second, venue=where))
    return [f.amount for f in findings(city, placed, "large-events")]


def test_show_days_shared_in_a_district() -> None:
    assert judged("2021-04-10") == [1, 1, 1]
    assert judged("2021-04-12") == [1]
    assert judged("2021-04-13") == []
    assert judged("2021-04-08") == [1]
    assert judged("2021-04-07") == []


def test_one_venue_is_one_district() -> None:
    assert judged("2021-04-10", "expo") == [1, 1, 1]


def test_another_district() -> None:
    assert judged("2021-04-10", "far") == []


def test_threshold() -> None:
    assert judged("2021-04-10", visitors=4999) == []
    assert judged("2021-04-10", visitors=5000) == [1, 1, 1]


def test_no_rule_without_both_numbers() -> None:
    for limits in (
        Limits(large_event_visitors=5000),
        Limits(large_events_per_district_day=1),
        Limits(),
    ):
        assert judged("2021-04-10", limits=limits) == []


def test_higher_and_zero_limits() -> None:
    two = Limits(large_event_visitors=5000, large_events_per_district_day=2)
    none = Limits(large_event_visitors=5000, large_events_per_district_day=0)
    assert judged("2021-04-10", limits=two) == []
    assert judged("2021-04-10", limits=none) == [2, 2, 2]
