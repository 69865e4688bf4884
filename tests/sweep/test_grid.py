"""Grids: each hall or venue in each period, each event that may drop out."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import UsageError
from scheduler.scenarios.apply import changed
from scheduler.scenarios.read import read_city
from scheduler.sweep.grid import GRIDS, gridded
from scheduler.sweep.item import Item
from tests import factory
from tests.cli.tiny import ROWS, city
from tests.loading.workspaces import row

PROBLEM = factory.problem(
    factory.event("a", status="tentative"),
    factory.event("b", status="definite"),
    first="2021-04-12", last="2021-06-05",
)  # fmt: skip


def names(grid: str) -> list[str]:
    return [item.name for item in gridded(PROBLEM, grid)]


def test_each_hall_and_each_month_of_the_horizon() -> None:
    items = list(gridded(PROBLEM, "close:hall:month"))
    assert [i.name for i in items] == [
        f"close-expo--{hall}-2021-{month}"
        for hall in ("h1", "h2", "h3")
        for month in ("04", "05", "06")
    ]
    closed = items[0].changes
    assert closed == (
        ("close", {"venue": "expo", "hall": "h1", "from": "2021-04-12", "to": "2021-04-30"}),
    )
    assert items[0].place == ("expo", "h1")
    assert [i.month for i in items[:3]] == ["2021-04", "2021-05", "2021-06"]
    assert items[0].title.en == "Venue expo Hall h1 closed in 2021-04"
    assert items[0].title.zh == "expo会展中心 h1号馆关闭（2021-04）"


def test_venues_weeks_and_the_whole_horizon() -> None:
    assert names("close:venue:month") == [f"close-expo-2021-{m}" for m in ("04", "05", "06")]
    weeks = list(gridded(PROBLEM, "close:venue:week"))
    assert [weeks[0].name, weeks[-1].name] == ["close-expo-2021-W15", "close-expo-2021-W22"]
    assert len(weeks) == 8
    assert weeks[2].month is None  # from 26 April to 2 May
    (whole,) = gridded(PROBLEM, "close:venue")
    assert whole.changes[0][1] == {"venue": "expo", "from": "2021-04-12", "to": "2021-06-05"}
    assert whole.place == ("expo", "")


def test_events_by_status() -> None:
    assert names("drop:event") == ["drop-a", "drop-b"]
    assert names("drop:tentative") == ["drop-a"]
    assert names("drop:proposed") == []


def test_an_unknown_grid_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError) as told:
        list(gridded(PROBLEM, "close:hall:year"))
    assert "close:hall:month" in told.value.message.en


def test_names_and_keys_are_unique_and_stay_the_same() -> None:
    for grid in GRIDS:
        items = list(gridded(PROBLEM, grid))
        assert [i.key for i in items] == [i.key for i in gridded(PROBLEM, grid)]
        assert len({i.key for i in items}) == len({i.name for i in items}) == len(items)


def linked(folder: Path) -> list[Item]:
    """Care leads a group of three."""
    others = (
        row(id="talks", name_zh="论坛", co_located_with="care", preferred_start="2021-05-11"),
        row(id="prizes", name_zh="颁奖", co_located_with="care", preferred_start="2021-05-11"),
    )
    city(folder, *ROWS, *others)
    return list(gridded(read_city(folder)[1].problem, "drop:event"))


def test_those_it_is_co_located_with_stay_together(tmp_path: Path) -> None:
    items = {item.name: item for item in linked(tmp_path)}
    sources = read_city(tmp_path)[0]
    for name, item in items.items():
        assert item.script is not None
        problem = changed(sources, item.script).problem
        assert name.removeprefix("drop-") not in problem.event_by_id
    script = items["drop-care"].script
    assert script is not None
    left = changed(sources, script).problem
    assert ("talks", "prizes") in left.groups
