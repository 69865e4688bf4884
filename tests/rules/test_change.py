"""Rule `change`: points for each event of a standing plan that moves."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.domain.plan import Placement, Plan
from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import findings, owners, points, told

STOOD = placement("e1", "2021-04-10", "h1", "h2")


def judged(*now: Placement, near: Plan | None = None, **change: int) -> int:
    """Points of an event of priority 2 that stood in h1 and h2 from 10 April."""
    city = problem(
        event(priority=2, gross_m2=9000),
        venues=[venue(), venue("other")],
        near=plan(STOOD) if near is None else near,
        change=change,
        last="2021-12-31",
    )
    return points(city, plan(*now), "change")


def test_nothing_changed() -> None:
    assert judged(STOOD) == 0
    assert judged(placement("e1", "2021-04-10", "h2", "h1")) == 0


@pytest.mark.parametrize(
    ("show_first", "days"),
    [("2021-04-11", 1), ("2021-04-05", 5), ("2021-06-09", 60), ("2021-06-10", 60)],
)
def test_date_and_days_up_to_sixty(show_first: str, days: int) -> None:
    assert judged(placement("e1", show_first, "h1", "h2")) == 2 * (30 + days)


def test_halls() -> None:
    assert judged(placement("e1", "2021-04-10", "h2", "h3")) == 10 * 2
    assert judged(placement("e1", "2021-04-10", "h1", "h2", "h3")) == 10 * 2


def test_venue_instead_of_halls() -> None:
    assert judged(placement("e1", "2021-04-10", "h1", "h2", venue="other")) == 40 * 2


def test_date_and_venue_add_up() -> None:
    assert judged(placement("e1", "2021-04-12", "h1", "h2", venue="other")) == 2 * (30 + 2 + 40)


def test_not_placed_any_more_besides_unplaced() -> None:
    city = problem(event(priority=2, gross_m2=9000), near=plan(STOOD))
    assert points(city, plan(), "change") == 500 * 2
    assert points(city, plan(), "unplaced") == 500 * 2


def test_only_events_of_the_standing_plan() -> None:
    assert judged(STOOD, near=plan()) == 0
    assert judged(near=plan()) == 0


@pytest.mark.parametrize(
    "stray",
    [
        placement("nobody", "2021-04-10"),
        placement("e1", "2021-04-10", "h1", venue="nowhere"),
        placement("e1", "2021-04-10", "h9"),
    ],
)
def test_rows_of_the_standing_plan_that_name_nothing_real_count_as_absent(stray: Placement) -> None:
    assert judged(near=plan(stray)) == 0


def test_without_a_standing_plan() -> None:
    assert points(problem(event()), plan(), "change") == 0


@pytest.mark.parametrize(
    ("now", "weights", "expected"),
    [
        (placement("e1", "2021-04-13", "h1", "h2"), {"date": 5, "day": 7}, 2 * (5 + 21)),
        (placement("e1", "2021-04-10", "h1", "h2", venue="other"), {"venue": 3}, 6),
        (placement("e1", "2021-04-10", "h2", "h3"), {"halls": 4}, 8),
    ],
)
def test_weights(now: Placement, weights: dict[str, Any], expected: int) -> None:
    assert judged(now, **weights) == expected


def test_owner_and_sentence() -> None:
    city = problem(event(), near=plan(placement("e1", "2021-04-10")))
    placed = plan(placement("e1", "2021-04-12"))
    assert owners(city, placed, "change") == {"e1"}
    assert told(city, findings(city, placed, "change")[0]) == (
        "活动e1 由 2021-04-10 移到 2021-04-12",
        "Event e1 moved from 2021-04-10 to 2021-04-12",
    )
