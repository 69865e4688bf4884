"""Rule `same-industry`: events of one main industry on show on one day, less one."""

from __future__ import annotations

from tests.factory import event, placement, plan, problem
from tests.rules.judging import findings, owners, points, told

DAYS = {"move_in_days": 2, "move_out_days": 2}


def judged(second: str, *industries: str, third: str = "2021-05-20", weight: int = 2) -> int:
    """Points with a on show 10–12 April, b from `second`, c from `third`."""
    city = problem(
        event("a", **DAYS),
        event("b", industries=industries or ("marine",), **DAYS),
        event("c", **DAYS),
        weights={"same-industry": weight},
    )
    rows = [placement("a", "2021-04-10"), placement("b", second), placement("c", third)]
    return points(city, plan(*rows), "same-industry")


def test_shared_show_days() -> None:
    assert judged("2021-04-10") == 2 * 3
    assert judged("2021-04-12") == 2
    assert judged("2021-04-13") == 0
    assert judged("2021-04-08") == 2
    assert judged("2021-04-07") == 0


def test_three_on_one_day_cost_twice() -> None:
    # 10: a, 11: a and b, 12: all three, 13: b and c.
    assert judged("2021-04-11", third="2021-04-12") == 2 * (1 + 2 + 1)


def test_only_main_industries_meet() -> None:
    assert judged("2021-04-10", "food", "marine") == 0
    assert judged("2021-04-10", "marine", "food") == 6


def test_weight_and_owner() -> None:
    assert judged("2021-04-12", weight=9) == 9
    city = problem(event("a"), event("b"))
    placed = plan(placement("a", "2021-04-10"), placement("b", "2021-04-12"))
    assert owners(city, placed, "same-industry") == {None}
    assert told(city, findings(city, placed, "same-industry")[0])[1] == (
        "Industry marine has 2 events on show on 2021-04-12: Event a, Event b"
    )
