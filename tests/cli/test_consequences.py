"""The consequences of a release, in a terminal and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scheduler.cli.consequences import FEW, show_consequences
from scheduler.cli.screen import Screen
from scheduler.domain.text import Text
from scheduler.outputs.answers import dumped
from scheduler.outputs.changes import Figures, consequences_answer
from scheduler.releases.diff import consequences
from tests.outputs.factory import TEA
from tests.outputs.releases import FIRST, SECOND, TODAY, release

FOUND = consequences(FIRST, SECOND, TODAY)
BEFORE = Figures(1200, {"food": {"brand_events": 1, "events": 1}})
AFTER = Figures(1180, {"food": {"brand_events": 1, "events": 2}, "new": {"events": 1}})
TEA_ONLY = release(1, (TEA,), (("tea", "forum", "", "05-10"),))


def shown(capsys: pytest.CaptureFixture[str], lang: str, **how: object) -> list[str]:
    names = {"food": Text("食品", "Food")}
    show_consequences(Screen(lang), FOUND, BEFORE, AFTER, industries=names, **how)  # type: ignore[arg-type]
    return capsys.readouterr().out.splitlines()


def test_events_and_figures(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "en")
    assert lines[:4] == [
        "Release 2 against release 1",
        "  cost          1,200 → 1,180 (-20)",
        "  Food: events  1 → 2 (+1)",
        "  new: events   0 → 1 (+1)",
    ]
    assert lines[4:10] == [
        "6 events changed:",
        "  Cancelled: 1",
        "    Boat Show (boats)",
        "      2021-07-17–2021-07-19 expo h1 [on hold]",
        "  Moved: 2",
        "    Tea Expo (tea) (Other halls)",
    ]
    assert (
        "      2021-05-10–2021-05-13 expo h1 h2 [definite] → "
        "2021-05-24–2021-05-27 expo h2 h3 [definite]"
    ) in lines


def test_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "zh")
    assert lines[0] == "第 2 版相对第 1 版"
    assert lines[4:7] == ["变动的活动 6 个：", "  取消 1", "    游艇展 (boats)"]
    assert any(line.startswith("  公开  city.ics ") for line in lines)


def test_many_entries_are_counted_and_listed_when_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    entries = sum(len(f.changes) for f in FOUND.feeds)
    assert entries > FEW
    short = shown(capsys, "en")
    assert short[-1].startswith(f"Entries that change: {entries}; --verbose lists each")
    whole = shown(capsys, "en", verbose=True)
    assert len(whole) == len(short) - 1 + entries
    assert "    changes             Tea Expo · Show" not in short
    head = whole.index(next(line for line in whole if line.startswith("  public  city.ics")))
    assert whole[head + 1].split("  ")[2:4] == ["changes", "Tea Expo · Show"]


def test_few_entries_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    show_consequences(Screen("en"), consequences(None, TEA_ONLY, TODAY))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Release 1, the first one"
    assert "  public  city.ics  appears: 1" in lines
    assert "    appears  Tea Expo · Show  2021-05-10–2021-05-13" in lines


def test_a_first_release_tells_what_it_covers(capsys: pytest.CaptureFixture[str]) -> None:
    names = {"food": Text("食品", "Food"), "new": Text("新兴", "New fields")}
    for lang, told in (
        ("en", ["cost 1,180", "Food: brand events 1", "Food: events 2",
                "New fields: brand events 0", "New fields: events 1"]),
        ("zh", ["代价 1,180", "食品：品牌活动 1", "食品：活动 2", "新兴：品牌活动 0",
                "新兴：活动 1"]),
    ):  # fmt: skip
        first = consequences(None, TEA_ONLY, TODAY)
        show_consequences(Screen(lang), first, after=AFTER, industries=names)
        lines = capsys.readouterr().out.splitlines()[1:6]
        assert [" ".join(line.split()) for line in lines] == told


def test_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    show_consequences(Screen("en"), consequences(FIRST, replace(FIRST, number=2), TODAY))
    assert capsys.readouterr().out.splitlines() == [
        "Release 2 against release 1", "No event changes.",
        "No calendar changes for any subscriber.",
    ]  # fmt: skip


def test_json() -> None:
    said = json.loads(dumped(consequences_answer(FOUND, BEFORE, AFTER)))
    assert list(said) == ["before", "after", "cost", "coverage", "events", "entries", "feeds"]
    assert (said["before"], said["after"], said["cost"]) == (1, 2, [1200, 1180])
    assert said["coverage"]["new"] == [None, {"events": 1}]
    tea = said["events"][0]
    assert tea["kinds"] == ["moved", "halls"]
    assert tea["to"] == {
        "venue_id": "expo",
        "hall_ids": ["h2", "h3"],
        "show_first": "2021-05-24",
        "show_last": "2021-05-27",
        "status": "CONFIRMED",
        "phases": {
            "in": ["2021-05-21", "2021-05-23"],
            "show": ["2021-05-24", "2021-05-27"],
            "out": ["2021-05-28", "2021-05-28"],
        },
    }
    assert said["events"][3]["to"] is None


def test_json_tells_each_entry_once_and_every_feed() -> None:
    said = consequences_answer(FOUND)
    assert said["cost"] == [None, None]
    assert [(f["path"], f["audience"] == "public") for f in said["feeds"]] == [
        (f.path, f.public) for f in FOUND.feeds
    ]
    for feed, told in zip(FOUND.feeds, said["feeds"], strict=True):
        numbers = {n: kind for kind, ns in told.items() if isinstance(ns, list) for n in ns}
        found = {(said["entries"][n]["uid"], kind) for n, kind in numbers.items()}
        assert found == {(c.entry.uid, c.kind) for c in feed.changes}
    assert len(said["entries"]) == len({id(c) for f in FOUND.feeds for c in f.changes})
