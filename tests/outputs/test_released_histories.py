"""Readers who follow random histories of releases by the bytes of the feeds alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.entry import Entry
from scheduler.domain.release import Release
from scheduler.domain.text import LANGS
from scheduler.outputs.ical.released import Rendered, render_all
from tests.outputs.rfc5545 import Component, parse
from tests.releases.histories import DAY0, Office, steps, today_of

Path = str
Feeds = dict[Path, Rendered]
Held = dict[tuple[Path, str], Component]
History = list[tuple[list[Entry], int, bool]]


def events(feeds: Feeds) -> Iterator[tuple[tuple[Path, str], Component]]:
    """Every entry of every feed but those of free/busy times, which are no entries."""
    for path, made in feeds.items():
        seen: set[str] = set()
        for child in parse(made.data).children:
            if child.name == "VEVENT":
                uid = child.raw("UID")
                assert uid not in seen, (path, uid)
                seen.add(uid)
                yield (path, uid), child


def stamp(entry: Component, name: str) -> datetime:
    return datetime.strptime(entry.raw(name), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def revision(entry: Component) -> tuple[int, datetime]:
    return int(entry.raw("SEQUENCE")), stamp(entry, "DTSTAMP")


@dataclass
class Merging:
    """An import by UID and SEQUENCE (RFC 5546 2.1.5), as into Exchange; nothing is ever dropped."""

    held: Held = field(default_factory=dict)

    def poll(self, feeds: Feeds) -> None:
        for key, entry in events(feeds):
            if key not in self.held or revision(entry) > revision(self.held[key]):
                self.held[key] = entry


@dataclass
class Dated(Merging):
    """ICSx5: what is missing is dropped, what is there is updated if LAST-MODIFIED grew."""

    def poll(self, feeds: Feeds) -> None:
        before, self.held = self.held, {}
        for key, entry in events(feeds):
            old = before.get(key)
            newer = old is None or stamp(entry, "LAST-MODIFIED") > stamp(old, "LAST-MODIFIED")
            self.held[key] = entry if old is None or newer else old


@dataclass
class Conditional:
    """Asks with If-Modified-Since alone, as Apple does, and replaces what it has."""

    held: dict[Path, Rendered] = field(default_factory=dict)

    def poll(self, feeds: Feeds) -> None:
        for path, made in feeds.items():
            old = self.held.get(path)
            if old is None or made.modified > old.modified:
                self.held[path] = made


def to_come(held: Held, today: int) -> Held:
    """What a reader believes of today and later."""
    return {
        key: entry
        for key, entry in held.items()
        if entry.raw("STATUS") != "CANCELLED" and entry.days[-1].toordinal() >= today
    }


def polls(history: History, *, public: bool) -> Iterator[tuple[Feeds, int, bool]]:
    """All feeds at each release and in the days up to the next, and if an idler polls then."""
    office = Office()
    last = 0
    for drafts, days, idler in history:
        release = office.publish(*drafts)
        last = max(last, today_of(release))
        yield rendered(release, last, public=public), last, idler
        office.wait(days)
        while last < (office.now + timedelta(hours=8)).date().toordinal():
            last += 1
            yield rendered(release, last, public=public), last, False


def rendered(release: Release, today: int, *, public: bool) -> Feeds:
    """All feeds of both languages, which say the same of every entry but for words."""
    zh, en = (
        {made.path: made for made in render_all(release, lang, today, public=public)}
        for lang in LANGS
    )
    assert zh.keys() == en.keys()
    for path, made in zh.items():
        assert made.modified == en[path].modified
        assert facts(made) == facts(en[path]), path
    return {f"zh/{p}": m for p, m in zh.items()} | {f"en/{p}": m for p, m in en.items()}


def facts(made: Rendered) -> list[list[tuple[str, str]]]:
    """What no language changes."""
    names = ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "TRANSP", "RELATED-TO")
    return [
        [(key, value) for key, value in child.lines if key.split(";")[0] in names]
        for child in parse(made.data).children
    ]


audience = pytest.mark.parametrize("public", [True, False])


@audience
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_readers_end_with_the_same_calendar(public: bool, history: History) -> None:
    diligent, dated = Merging(), Dated()
    for feeds, today, _ in polls(history, public=public):
        diligent.poll(feeds)
        dated.poll(feeds)
        assert dated.held == dict(events(feeds))
        fresh = Merging()
        fresh.poll(feeds)
        assert to_come(diligent.held, today) == to_come(fresh.held, today)


@audience
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_who_polls_now_and_then_catches_up(public: bool, history: History) -> None:
    """On a day before any of it is past: then even its cancellation has gone from the feeds."""
    idle, fresh = Merging(), Merging()
    for feeds, _, idler in polls([(e, 0, idler) for e, _, idler in history], public=public):
        if idler:
            idle.poll(feeds)
    idle.poll(feeds)
    fresh.poll(feeds)
    assert to_come(idle.held, DAY0) == to_come(fresh.held, DAY0)


@audience
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_last_modified_grows_with_the_bytes_and_never_goes_back(
    public: bool, history: History
) -> None:
    reader, before = Conditional(), Feeds()
    for feeds, _, _ in polls(history, public=public):
        for path, made in feeds.items():
            if path in before:
                same = made.data == before[path].data
                assert same or made.modified > before[path].modified
                assert made.modified >= before[path].modified
        reader.poll(feeds)
        assert {p: m.data for p, m in reader.held.items() if p in feeds} == {
            p: m.data for p, m in feeds.items()
        }
        before |= feeds


@audience
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_what_does_not_change_keeps_its_bytes(public: bool, history: History) -> None:
    """Between two polls of one release on one day nothing moves; an entry only with its stamp."""
    before: Held = {}
    for feeds, _, _ in polls(history, public=public):
        now = dict(events(feeds))
        for key, entry in now.items():
            if key in before and entry != before[key]:
                assert revision(entry) > revision(before[key])
                assert stamp(entry, "LAST-MODIFIED") > stamp(before[key], "LAST-MODIFIED")
            assert entry.raw("DTSTAMP") == entry.raw("LAST-MODIFIED") >= entry.raw("CREATED")
        before |= now


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.data())
def test_a_release_of_the_same_plan_changes_no_feed(
    history: History, data: st.DataObject
) -> None:
    office = Office()
    for drafts, days, _ in history:
        first = office.publish(*drafts)
        office.wait(days)
    second = office.publish(*data.draw(st.permutations(drafts)))
    today = today_of(second)
    old, new = (rendered(release, today, public=False) for release in (first, second))
    assert [path for path in new if new[path].data != old[path].data] == []


@audience
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_last_modified_is_told_inside_and_moves_with_the_bytes_alone(
    public: bool, history: History
) -> None:
    """Whatever a release brings elsewhere, and on whatever day it is read."""
    before = Feeds()
    for feeds, _, _ in polls(history, public=public):
        for path, made in feeds.items():
            calendar = parse(made.data)
            assert stamp(calendar, "LAST-MODIFIED") == made.modified
            entries = [stamp(e, "LAST-MODIFIED") for e in calendar.children if e.name == "VEVENT"]
            assert all(entry <= made.modified for entry in entries)
            was = before.get(path)
            if was and [c.lines for c in parse(was.data).children] == [
                c.lines for c in calendar.children
            ]:
                assert (made.data, made.modified) == (was.data, was.modified)
        before |= feeds


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_free_and_busy_times_move_only_with_the_days_of_their_place(history: History) -> None:
    """Whatever else a release brings: neither their bytes nor their Last-Modified."""
    office, before = Office(), dict[tuple[Path, bool], tuple[list[str], Rendered]]()
    for drafts, days, _ in history:
        release = office.publish(*drafts)
        office.wait(days)
        for public in (True, False):
            for path, made in rendered(release, today_of(release), public=public).items():
                if "/freebusy/" not in path:
                    continue
                told = periods(made)
                was = before.get((path, public))
                if was and was[0] == told:
                    assert (made.data, made.modified) == (was[1].data, was[1].modified)
                before[path, public] = told, made


def periods(made: Rendered) -> list[str]:
    lines = made.data.decode().split("\r\n")
    return [x for x in lines if x.startswith(("FREEBUSY", "DTSTART", "DTEND"))]
