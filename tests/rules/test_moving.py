"""Rule `moving`: halls on move-in or move-out days at a venue stay within its limit."""

from __future__ import annotations

from typing import Any

from tests.factory import event, ground, hall, placement, plan, problem, room, venue
from tests.rules.judging import findings

HALLS = [hall("h1"), hall("h2"), hall("h3"), room("r1"), ground("g1")]
ROWS = {"a": ["h1", "h2"], "b": ["h3"]}


def judged(limit: int | None, b_opens: str, **b: Any) -> list[tuple[int, tuple[int, ...]]]:
    """Halls too many and days of April, with a (2 halls) in on 8–9 and out on 13 April."""
    city = problem(
        event("a", gross_m2=9000, move_in_days=2, move_out_days=1),
        event("b", **{"gross_m2": 5000, "move_in_days": 2, "move_out_days": 1, **b}),
        venues=[venue("expo", *HALLS, moving_halls_per_day=limit)],
    )
    placed = plan(placement("a", "2021-04-10", "h1", "h2"), placement("b", b_opens, "h3"))
    april = placement("a", "2021-04-01").show_first - 1
    return [
        (f.amount, tuple(d - april for d in f.reason.days))
        for f in findings(city, placed, "moving")
    ]


def test_at_the_limit_and_over() -> None:
    assert judged(3, "2021-04-10") == []
    assert judged(2, "2021-04-10") == [(1, (8,)), (1, (9,)), (1, (13,))]
    assert judged(0, "2021-04-20")[0] == (2, (8,))


def test_no_limit() -> None:
    assert judged(None, "2021-04-10") == []


def test_boundary_days() -> None:
    # b moves in on the two days before it opens.
    assert judged(2, "2021-04-11") == [(1, (9,))]
    assert judged(2, "2021-04-12") == []
    assert judged(2, "2021-04-13") == []
    assert judged(2, "2021-04-14") == [(1, (13,))]
    assert judged(2, "2021-04-15") == [(1, (13,))]
    assert judged(2, "2021-04-16") == []


def test_show_days_do_not_count() -> None:
    assert judged(2, "2021-04-10", move_in_days=0, move_out_days=0) == []


def test_rooms_and_grounds_count() -> None:
    city = problem(
        event("a", gross_m2=5000, seats=100, outdoor_m2=100, move_in_days=1),
        venues=[venue("expo", *HALLS, moving_halls_per_day=2)],
    )
    placed = plan(placement("a", "2021-04-10", "h1", "r1", "g1"))
    assert [f.amount for f in findings(city, placed, "moving")] == [1]


def test_venues_count_apart_and_events_without_halls_not_at_all() -> None:
    city = problem(
        event("a", gross_m2=5000, move_in_days=1),
        event("b", gross_m2=5000, move_in_days=1),
        event("c", move_in_days=1),
        venues=[venue(v, moving_halls_per_day=1) for v in ("expo", "other")],
    )
    rows = [
        placement("a", "2021-04-10", "h1"),
        placement("b", "2021-04-10", "h1", venue="other"),
        placement("c", "2021-04-10"),
    ]
    assert findings(city, plan(*rows), "moving") == []
