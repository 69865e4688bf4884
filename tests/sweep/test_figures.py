"""What a sweep tells: means, worst, who hurts most, and what has no plan."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.domain.text import Text
from scheduler.sweep.answer import group_answer, row
from scheduler.sweep.figures import Dropped, Loss, Result, figures
from scheduler.sweep.item import FILE, GRID, SAMPLE, Item, made
from scheduler.sweep.outcome import Outcome

BASE = 100


def closed(name: str, hall: str | None = None, month: str = "05", source: str = GRID) -> Item:
    place = {"venue": "expo"} | ({"hall": hall} if hall else {})
    days = {"from": f"2021-{month}-01", "to": f"2021-{month}-20"}
    return made(name, source, Text(name, name), [{"close": {**place, **days}}])


def result(
    item: Item, cost: int, change: int = 0, bound: int | None = None, **more: Any
) -> Result:
    return Result(item, Outcome(item.key, item.name, "feasible", cost, change, bound, **more), BASE)


def proven(item: Item, cost: int, change: int = 0, **more: Any) -> Result:
    return result(item, cost, change, cost + change, **more)


def without(item: Item, status: str) -> Result:
    return Result(item, Outcome(item.key, item.name, status), BASE)


def test_without_any_bound_a_loss_is_no_more_than_at_most() -> None:
    """Nor is a mean that it is part of, nor the worst if it is that one."""
    open_end = result(closed("a"), 120, 30)
    assert open_end.loss == Loss(None, 50)
    assert not Loss(None, 50).proven and Loss(50, 50).proven
    group = figures([open_end, proven(closed("b"), 110)]).robustness
    assert (group.expected, group.worst, group.worst_name) == (Loss(None, 30), Loss(None, 50), "a")
    group = figures([open_end, proven(closed("b"), 150)]).robustness
    assert (group.worst, group.worst_name) == (Loss(50, 50), "b")
    assert group_answer(group)["expected_loss"] == {"low": None, "high": 50}
    told = row(open_end)
    assert (told["loss_low"], told["loss_high"], told["bound"]) == (None, 50, None)


def test_a_loss_counts_what_moved_and_is_a_bracket() -> None:
    assert proven(closed("a"), 120, 30).loss == Loss(50, 50)
    assert result(closed("a"), 120, 30, bound=140).loss == Loss(40, 50)
    assert proven(closed("a"), 80).loss == Loss(-20, -20)
    assert without(closed("a"), "infeasible").loss is None
    assert Result(closed("a"), None, BASE).loss is None


def test_robustness_tells_those_without_a_plan_apart() -> None:
    found = figures([
        proven(closed("a"), 110), result(closed("b"), 120, 41, bound=150),
        without(closed("c"), "infeasible"), without(closed("d"), "unknown"),
        without(closed("e"), "failed"), Result(closed("f"), None, BASE),
    ])  # fmt: skip
    group = found.robustness
    assert found.over == "all"
    assert group.expected == Loss(30.0, 35.5)
    assert (group.worst, group.worst_name) == (Loss(50, 61), "b")
    assert (group.with_plan, group.infeasible, group.unknown, group.failed) == (2, 1, 1, 1)


def test_robustness_is_over_the_sample_when_there_is_one() -> None:
    found = figures([proven(closed("a"), 900), proven(closed("b", source=SAMPLE), 110)])
    assert found.over == "sample"
    assert found.robustness.expected == Loss(10.0, 10.0)


def test_nothing_with_a_plan_has_no_figure() -> None:
    group = figures([without(closed("a"), "infeasible")]).robustness
    assert (group.expected, group.worst, group.worst_name) == (None, None, "")
    assert figures([]).robustness.with_plan == 0


def test_halls_and_months_worst_first() -> None:
    found = figures([
        proven(closed("a", "h1", "05"), 110), proven(closed("b", "h1", "06"), 130),
        proven(closed("c", "h2", "05"), 160), without(closed("d", "h3", "06"), "infeasible"),
        proven(closed("e", None, "07"), 400), Result(closed("f", "h9", "08"), None, BASE),
    ])  # fmt: skip
    halls = [(g.key, g.expected and g.expected.high, g.infeasible) for g in found.halls]
    assert halls == [
        (("expo", "h3"), None, 1), (("expo", "h2"), 60.0, 0), (("expo", "h1"), 20.0, 0),
    ]  # fmt: skip
    assert [g.key for g in found.venues] == [("expo",)]
    assert [g.key for g in found.months] == [("2021-06",), ("2021-07",), ("2021-05",)]


def test_a_scenario_that_does_more_belongs_to_no_hall() -> None:
    changes: list[dict[str, object]] = [
        *({kind: node} for kind, node in closed("x", "h1").changes), {"drop_event": "e"}
    ]  # fmt: skip
    both = made("both", GRID, Text("两", "both"), changes)
    assert figures([proven(both, 110)]).halls == ()


def test_events_by_how_often_they_lose_their_place() -> None:
    found = figures([
        proven(closed("a"), 1, dropped=("x",), moved=("y", "z")),
        proven(closed("b"), 1, dropped=("x",), moved=("z",)),
        proven(closed("c"), 1, dropped=("z",)),
    ])  # fmt: skip
    assert found.events == (Dropped("x", 2, 0), Dropped("z", 1, 2), Dropped("y", 0, 1))


def test_places_and_months_are_ranked_by_what_was_asked_for_and_not_by_the_draw() -> None:
    """A drawn closure of some days says little beside one of a month; without others it counts."""
    drawn = [
        proven(closed("s1", "h1", source=SAMPLE), 900),
        proven(closed("s2", "h2", "06", source=SAMPLE), 110),
    ]
    grid = [proven(closed("g1", "h1"), 120), proven(closed("g2", "h2"), 150)]
    found = figures([*drawn, *grid])
    assert [(g.key[1], g.worst_name) for g in found.halls] == [("h2", "g2"), ("h1", "g1")]
    assert [(g.key, g.with_plan) for g in found.months] == [(("2021-05",), 2)]
    alone = figures(drawn)
    assert [(g.key[1], g.worst_name) for g in alone.halls] == [("h1", "s1"), ("h2", "s2")]


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        ("2021-05-01", "2021-05-31", "2021-05"), ("2021/5/1", "2021-05-31", "2021-05"),
        ("2021.5.1", "2021年5月31日", "2021-05"), ("2021-5-1", "2021/5/9", "2021-05"),
        ("2021/10/1", "2021/10/31", "2021-10"), ("2021/1/1", "2021/10/1", None),
        ("2021-05-01", None, None), (None, "2021-05-01", None), (None, None, None),
        ("May", "May", None), (5, 5, None),
    ],
)  # fmt: skip
def test_the_month_of_dates_in_any_form(first: object, last: object, month: str | None) -> None:
    node = {"venue": "expo", "from": first, "to": last}
    item = made("x", FILE, Text("x", "x"), [{"close": node}])
    assert item.month == month
    assert [g.key for g in figures([proven(item, 110)]).months] == ([(month,)] if month else [])
