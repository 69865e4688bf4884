"""A whole release on a real CalDAV server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from scheduler.caldav import Memory, Server
from scheduler.domain.span import day_of
from scheduler.workflow.pushing import Pushed, push_release, pushing_answer
from tests.caldav.radicale import CITY, READER, Radicale, installed, radicale
from tests.outputs.releases import FIRST, TODAY

if not installed():
    pytest.skip("no Radicale on this machine", allow_module_level=True)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


def test_a_calendar_for_each_venue_in_each_language(running: Radicale) -> None:
    ledger, told = Memory(), list[Pushed]()
    with Server(running.url, CITY) as server:
        first = push_release(FIRST, server, ledger, "zh", TODAY, tell=told.append)
        again = push_release(FIRST, server, ledger, "zh", TODAY)
        other = push_release(FIRST, server, ledger, "en", TODAY)
    assert first.ok and again.ok and other.ok
    assert [(c.name, c.done.made, c.done.written) for c in first.calendars] == [
        ("海湾会展中心", True, 11), ("国际会议中心", True, 2),
    ]  # fmt: skip
    assert [(c.done.made, c.done.written, c.done.same) for c in again.calendars] == [
        (False, 0, 11), (False, 0, 2),
    ]  # fmt: skip
    assert [c.name for c in other.calendars] == ["Bay Expo Centre", "Forum"]
    assert len(told) == 13
    folder = running.folder / "collection-root" / "city"
    assert sorted(p.name for p in folder.iterdir() if p.name[0] != ".") == [
        "expo-en", "expo-zh", "forum-en", "forum-zh",
    ]  # fmt: skip
    assert "展期" in (folder / "expo-zh" / "tea-show@bayport.events.invalid.ics").read_text()


def test_what_the_calendar_drops_is_deleted(running: Radicale) -> None:
    """Thirty days after its end an entry leaves the window, if the horizon is not past."""
    far = replace(FIRST.directory, horizon=replace(FIRST.directory.horizon, end=TODAY + 2000))
    release, ledger = replace(FIRST, directory=far), Memory()
    with Server(running.url, CITY) as server:
        push_release(release, server, ledger, "zh", TODAY)
        late = push_release(release, server, ledger, "zh", day_of("2021-08-01"))
    assert [(c.done.deleted, c.done.same) for c in late.calendars] == [(6, 5), (2, 0)]


def test_what_was_done_is_told_when_it_stops(running: Radicale) -> None:
    with Server(running.url, READER) as server:
        found = push_release(FIRST, server, Memory(), "zh", TODAY)
    said = pushing_answer(found)
    assert not found.ok
    assert said["ok"] is False
    assert [c["venue_id"] for c in said["calendars"]] == ["expo"]
    assert "403" in said["stopped_zh"]
    assert "403" in said["stopped_en"]
