"""Rule `neighbour`: shows of the same theme near in a neighbouring city."""

from __future__ import annotations

import pytest

from tests.factory import event, neighbour, placement, plan, problem
from tests.rules.judging import findings, owners, points, told

TEA = event(theme="tea", priority=2, move_in_days=2, move_out_days=2)
NEXT = neighbour("2021-04-20", "2021-04-22", "tea", "food")


def judged(show_first: str, gap: int = 7, *more: str) -> int:
    """Points of a three-day event of priority 2 with a tea show next door on 20–22 April."""
    others = [neighbour("2021-04-01", "2021-04-30", *more, uid="n2")] if more else []
    city = problem(TEA, neighbours=[NEXT, *others], neighbour_days=gap)
    return points(city, plan(placement("e1", show_first)), "neighbour")


@pytest.mark.parametrize(
    ("show_first", "gap", "hits"),
    [
        ("2021-04-10", 7, 0),
        ("2021-04-11", 7, 1),
        ("2021-04-20", 7, 1),
        ("2021-04-29", 7, 1),
        ("2021-04-30", 7, 0),
        ("2021-04-17", 0, 0),
        ("2021-04-18", 0, 1),
        ("2021-04-22", 0, 1),
        ("2021-04-23", 0, 0),
    ],
)
def test_both_ends(show_first: str, gap: int, hits: int) -> None:
    assert judged(show_first, gap) == 15 * 2 * hits


def test_each_neighbour_event_costs() -> None:
    assert judged("2021-04-20", 0, "tea") == 60
    assert judged("2021-04-20", 0, "auto") == 30


def test_other_or_no_theme() -> None:
    for theme in ("auto", ""):
        city = problem(event(theme=theme), neighbours=[NEXT, neighbour("2021-04-20", "2021-04-20")])
        assert points(city, plan(placement("e1", "2021-04-20")), "neighbour") == 0


def test_weight_owner_and_sentence() -> None:
    city = problem(TEA, neighbours=[NEXT], neighbour_days=7, weights={"neighbour": 4})
    placed = plan(placement("e1", "2021-04-20"))
    assert points(city, placed, "neighbour") == 8
    assert owners(city, placed, "neighbour") == {"e1"}
    assert told(city, findings(city, placed, "neighbour")[0])[1] == (
        "Event e1 is within the 7-day margin of Next door (2021-04-20–2021-04-22) "
        "in a neighbouring city"
    )
