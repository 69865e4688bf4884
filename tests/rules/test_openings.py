"""Rule `openings`: events that leaders open on one day stay within the limit."""

from __future__ import annotations

from scheduler.domain.policy import Limits
from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import amounts


def judged(limit: int | None, *days: str, leaders: bool = True) -> list[int]:
    """Openings too many with one event on each of the days, at two venues in turn."""
    ids = [f"e{i}" for i in range(len(days))]
    city = problem(
        *(event(e, leaders_open=leaders) for e in ids),
        limits=Limits(openings_per_day=limit),
        venues=[venue(), venue("other")],
    )
    rows = [
        placement(e, d, venue=("expo", "other")[i % 2])
        for i, (e, d) in enumerate(zip(ids, days, strict=True))
    ]
    return amounts(city, plan(*rows), "openings")


def test_limit() -> None:
    assert judged(1, "2021-04-10") == []
    assert judged(1, "2021-04-10", "2021-04-10") == [1]
    assert judged(2, "2021-04-10", "2021-04-10") == []
    assert judged(1, "2021-04-10", "2021-04-10", "2021-04-10") == [2]
    assert judged(0, "2021-04-10") == [1]


def test_only_the_first_show_day_counts() -> None:
    assert judged(1, "2021-04-10", "2021-04-11") == []


def test_each_day_is_told() -> None:
    days = ["2021-04-10", "2021-04-10", "2021-04-12", "2021-04-12"]
    assert judged(1, *days) == [1, 1]


def test_no_rule() -> None:
    assert judged(None, "2021-04-10", "2021-04-10") == []


def test_events_that_leaders_do_not_open() -> None:
    assert judged(1, "2021-04-10", "2021-04-10", leaders=False) == []
