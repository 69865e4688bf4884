"""What a sweep tells: means, worst, who hurts most, and what has no plan."""

from __future__ import annotations

from typing import Any

from scheduler.domain.text import Text
from scheduler.sweep.figures import Dropped, Loss, Result, figures
from scheduler.sweep.item import GRID, SAMPLE, Item, made
from scheduler.sweep.outcome import Outcome

BASE = 100


def closed(name: str, hall: str | None = None, month: str = "05", source: str = GRID) -> Item:
    place = {"venue": "expo"} | ({"hall": hall} if hall else {})
    days = {"from": f"2021-{month}-01", "to": f"2021-{month}-20"}
    return made(name, source, Text(name, name), [{"close": {**place, **days}}])


def result(
    item: Item, cost: int, change: int = 0, bound: int | None = None, **more: Any
) -> Result:
    low = cost + change if bound is None else bound
    return Result(item, Outcome(item.key, item.name, "feasible", cost, change, low, **more), BASE)


def without(item: Item, status: str) -> Result:
    return Result(item, Outcome(item.key, item.name, status), BASE)


def test_a_loss_counts_what_moved_and_is_a_bracket() -> None:
    assert result(closed("a"), 120, 30).loss == Loss(50, 50)
    assert result(closed("a"), 120, 30, bound=140).loss == Loss(40, 50)
    assert result(closed("a"), 80).loss == Loss(-20, -20)
    assert without(closed("a"), "infeasible").loss is None
    assert Result(closed("a"), None, BASE).loss is None


def test_robustness_tells_those_without_a_plan_apart() -> None:
    found = figures([
        result(closed("a"), 110), result(closed("b"), 120, 41, bound=150),
        without(closed("c"), "infeasible"), without(closed("d"), "unknown"),
        without(closed("e"), "failed"), Result(closed("f"), None, BASE),
    ])  # fmt: skip
    group = found.robustness
    assert found.over == "all"
    assert group.expected == Loss(30.0, 35.5)
    assert (group.worst, group.worst_name) == (Loss(50, 61), "b")
    assert (group.with_plan, group.infeasible, group.unknown, group.failed) == (2, 1, 1, 1)


def test_robustness_is_over_the_sample_when_there_is_one() -> None:
    found = figures([result(closed("a"), 900), result(closed("b", source=SAMPLE), 110)])
    assert found.over == "sample"
    assert found.robustness.expected == Loss(10.0, 10.0)


def test_nothing_with_a_plan_has_no_figure() -> None:
    group = figures([without(closed("a"), "infeasible")]).robustness
    assert (group.expected, group.worst, group.worst_name) == (None, None, "")
    assert figures([]).robustness.with_plan == 0


def test_halls_and_months_worst_first() -> None:
    found = figures([
        result(closed("a", "h1", "05"), 110), result(closed("b", "h1", "06"), 130),
        result(closed("c", "h2", "05"), 160), without(closed("d", "h3", "06"), "infeasible"),
        result(closed("e", None, "07"), 400), Result(closed("f", "h9", "08"), None, BASE),
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
    assert figures([result(both, 110)]).halls == ()


def test_events_by_how_often_they_lose_their_place() -> None:
    found = figures([
        result(closed("a"), 1, dropped=("x",), moved=("y", "z")),
        result(closed("b"), 1, dropped=("x",), moved=("z",)),
        result(closed("c"), 1, dropped=("z",)),
    ])  # fmt: skip
    assert found.events == (Dropped("x", 2, 0), Dropped("z", 1, 2), Dropped("y", 0, 1))


def test_places_and_months_are_ranked_by_what_was_asked_for_and_not_by_the_draw() -> None:
    """A drawn closure of some days says little beside one of a month; without others it counts."""
    drawn = [
        result(closed("s1", "h1", source=SAMPLE), 900),
        result(closed("s2", "h2", "06", source=SAMPLE), 110),
    ]
    grid = [result(closed("g1", "h1"), 120), result(closed("g2", "h2"), 150)]
    found = figures([*drawn, *grid])
    assert [(g.key[1], g.worst_name) for g in found.halls] == [("h2", "g2"), ("h1", "g1")]
    assert [(g.key, g.with_plan) for g in found.months] == [(("2021-05",), 2)]
    alone = figures(drawn)
    assert [(g.key[1], g.worst_name) for g in alone.halls] == [("h1", "s1"), ("h2", "s2")]
