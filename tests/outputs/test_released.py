"""What feeds of a release show, to whom and on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.entry import CANCELLED, TENTATIVE, Entry
from scheduler.domain.feedpaths import organizer_path, organizers_of
from scheduler.domain.release import Left, Release
from scheduler.domain.span import Span, day_of
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.ical.asked import FeedOptions
from scheduler.outputs.ical.released import feed_paths, render_all, render_feed
from tests.outputs.rfc5545 import Component, parse
from tests.releases.histories import DAY0, DIRECTORY, ROOMS, SITES, Office, entry

VENUE, HALL, CITY = "venues/expo.ics", "halls/expo--h1.ics", "city.ics"


def feed(
    release: Release, path: str = CITY, today: int = DAY0, *, public: bool = True,
    lang: str = "zh", **options: object,
) -> Component:  # fmt: skip
    """A feed, read by the letter."""
    made = render_feed(
        release, path, lang, today, public=public,
        options=FeedOptions(**options),  # type: ignore[arg-type]
    )  # fmt: skip
    assert made
    return parse(made.data)


def told(calendar: Component) -> list[tuple[str, str]]:
    """UIDs without their domain, and names."""
    events = [c for c in calendar.children if c.name == "VEVENT"]
    return [(e.raw("UID").split("@")[0], e.text("SUMMARY")) for e in events]


def uids(calendar: Component) -> list[str]:
    return [uid for uid, _ in told(calendar)]


def phases(uid: str = "tea", **fields: object) -> tuple[Entry, Entry, Entry]:
    """All three phases: 20 to 30 days ahead."""
    spans = ((18, 20), (20, 23), (23, 24))
    made = [
        entry(uid, phase=phase, span=Span(DAY0 + a, DAY0 + b), **fields)
        for phase, (a, b) in zip(("in", "show", "out"), spans, strict=True)
    ]
    return made[0], made[1], made[2]


def test_a_hold_is_in_no_public_feed() -> None:
    hold = phases("secret", status=TENTATIVE, name=Text("机密展", "Secret"), organizers=("丙",))
    release = Office().publish(
        *phases(), *hold, directory=replace(DIRECTORY, organizers=("甲", "丙"))
    )
    for lang in LANGS:
        for made in render_all(release, lang, DAY0, public=True):
            text = made.data.decode() + made.path + made.name
            for word in ("机密", "Secret", "secret", "丙", "TENTATIVE", "暂定", "entative"):
                assert word not in text, (made.path, word)
    private = b"".join(m.data for m in render_all(release, "zh", DAY0, public=False))
    assert "【暂定】机密展 · 布展".encode() in private
    assert private.count("暂定占用".encode()) == 0  # the days are taken anyway
    assert set(feed_paths(release, public=True)) < set(feed_paths(release))


def test_every_feed_is_rendered_alone_as_among_all() -> None:
    release = Office().publish(*phases(), *phases("boats", status=TENTATIVE, halls=ROOMS[1:]))
    for public in (True, False):
        for lang in LANGS:
            made = list(render_all(release, lang, DAY0, public=public))
            assert [m.path for m in made] == list(feed_paths(release, public=public))
            for one in made:
                assert one == render_feed(release, one.path, lang, DAY0, public=public)


def test_what_is_no_feed_is_none() -> None:
    release = Office().publish(*phases())
    for path in ("", "city", "venues/other.ics", "../city.ics", "halls/expo.ics", "city.json"):
        assert render_feed(release, path, "zh", DAY0, public=True) is None


def test_a_moved_hall_leaves_a_cancelled_entry_behind() -> None:
    office = Office()
    office.publish(*phases())
    release = office.publish(*phases(halls=ROOMS[1:2]))
    for public in (True, False):
        old, new = feed(release, HALL, public=public), feed(
            release, "halls/expo--h2.ics", public=public
        )
        assert told(old) == [
            ("tea-in", "【取消】tea · 布展"), ("tea-show", "【取消】tea · 展期"),
            ("tea-out", "【取消】tea · 撤展"),
        ]  # fmt: skip
        for gone in old.children:
            assert gone.raw("STATUS") == "CANCELLED"
            assert gone.raw("TRANSP") == "TRANSPARENT"
            assert gone.raw("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
            assert gone.raw("SEQUENCE") == "1"
            assert "h1" in gone.text("LOCATION")
        assert told(new)[1] == ("tea-show", "tea · 展期")
        assert "h2" in new.children[0].text("LOCATION")
        assert uids(feed(release, VENUE, public=public)) == ["tea-in", "tea-show", "tea-out"]


def test_a_hold_that_was_definite_is_cancelled_in_public_only() -> None:
    office = Office()
    office.publish(*phases())
    release = office.publish(*phases(status=TENTATIVE))
    assert told(feed(release)) == [("tea-show", "【取消】tea · 展期")]
    assert told(feed(release, public=False)) == [("tea-show", "【暂定】tea · 展期")]
    again = office.publish(*phases())
    assert told(feed(again)) == [("tea-show", "tea · 展期")]
    assert feed(again).children[0].raw("SEQUENCE") == "2"


def test_a_cancelled_entry_stays_until_it_is_past() -> None:
    office = Office()
    office.publish(*phases())
    release = office.publish()
    last = DAY0 + 22
    assert uids(feed(release, today=last)) == ["tea-show"]
    assert uids(feed(release, today=last + 1)) == []
    assert uids(feed(release, today=last, cancelled=False)) == []


def test_an_organizer_and_an_industry_without_events_still_tell_of_cancellations() -> None:
    office = Office()
    office.publish(entry(organizers=("丁",)))
    (path,) = map(organizer_path, organizers_of(["丁"]))
    bare = replace(DIRECTORY, industries={}, organizers=())
    release = office.publish(directory=bare)
    for there in (path, "industries/marine.ics"):
        assert told(feed(release, there)) == [("tea-show", "【取消】tea · 展期")]
    assert "海洋" in feed(release, path).children[0].texts("CATEGORIES")


LONG = replace(DIRECTORY, horizon=Span(DAY0, DAY0 + 2000))


def test_the_window_is_30_days_back_and_18_months_ahead() -> None:
    far = day_of("2022-10-01")
    release = Office().publish(
        entry("old", span=Span(DAY0, DAY0 + 3)), entry("far", span=Span(far, far + 1)),
        directory=LONG,
    )  # fmt: skip
    assert uids(feed(release)) == ["old-show", "far-show"]
    assert uids(feed(release, today=DAY0 - 1)) == ["old-show"]
    assert uids(feed(release, today=DAY0 + 32)) == ["old-show", "far-show"]
    assert uids(feed(release, today=DAY0 + 33)) == ["far-show"]


def test_a_past_horizon_is_shown_whole() -> None:
    release = Office().publish(entry(span=Span(DAY0, DAY0 + 1)))
    assert uids(feed(release, today=DAY0 + 59)) == []
    for today in (DAY0 + 60, DAY0 + 5000):
        assert uids(feed(release, today=today)) == ["tea-show"]


def test_archives_hold_whole_years() -> None:
    late = day_of("2021-12-31")
    release = Office().publish(
        entry("old", span=Span(DAY0, DAY0 + 3)), entry("turn", span=Span(late, late + 2)),
        *phases(), directory=LONG,
    )  # fmt: skip
    today = DAY0 + 600
    assert uids(feed(release, "archive/2021/city.ics", today)) == [
        "old-show", "tea-show", "turn-show"
    ]  # fmt: skip
    assert uids(feed(release, "archive/2022/city.ics", today)) == ["turn-show"]
    assert "2022" in feed(release, "archive/2022/city.ics").text("NAME")


@pytest.mark.parametrize(
    ("path", "chosen", "expected"),
    [
        (CITY, None, ["tea-show"]),
        (CITY, {"in", "show", "out"}, ["tea-in", "tea-show", "tea-out"]),
        (CITY, {"in"}, ["tea-in"]),
        ("kinds/exhibition.ics", {"out"}, ["tea-out"]),
        ("kinds/festival.ics", {"out"}, []),
        (VENUE, None, ["tea-in", "tea-show", "tea-out"]),
        (HALL, {"show"}, ["tea-show"]),
    ],
)
def test_phases(path: str, chosen: set[str] | None, expected: list[str]) -> None:
    office = Office()
    release = office.publish(*phases())
    wanted = None if chosen is None else frozenset(chosen)
    assert uids(feed(release, path, phases=wanted)) == expected
    gone = office.publish()
    assert uids(feed(gone, path, phases=wanted)) == expected
    assert all(name.startswith("【取消】") for _, name in told(feed(gone, path, phases=wanted)))


def test_from_and_to_are_inclusive() -> None:
    release = Office().publish(*phases())

    def between(first: int | None, last: int | None) -> list[str]:
        days = [None if day is None else DAY0 + day for day in (first, last)]
        return uids(feed(release, VENUE, first=days[0], last=days[1]))

    assert between(19, 20) == ["tea-in", "tea-show"]
    assert between(None, 19) == ["tea-in"]
    assert between(23, None) == ["tea-out"]
    assert between(24, None) == []


def test_busy_days_are_definite_ones_only_in_public() -> None:
    office = Office()
    release = office.publish(
        *phases(), entry("hold", status=TENTATIVE, span=Span(DAY0 + 30, DAY0 + 32))
    )
    assert [name for _, name in told(feed(release, "busy/expo.ics"))] == ["占用"]
    private = feed(release, "busy/expo.ics", public=False)
    assert [name for _, name in told(private)] == ["占用", "暂定占用"]
    assert [len(e.days) for e in private.children] == [6, 2]


def periods(calendar: Component) -> list[tuple[str, str]]:
    """Type and days of each period, as days of the city eight hours ahead."""
    (component,) = calendar.children
    assert component.name == "VFREEBUSY"
    found = []
    for name, value in component.lines:
        if name.startswith("FREEBUSY"):
            ends = [datetime.strptime(v, "%Y%m%dT%H%M%SZ") for v in value.split("/")]
            days = [(end + timedelta(hours=8)).date().toordinal() - DAY0 for end in ends]
            found.append((name.partition("FBTYPE=")[2], f"{days[0]}-{days[1]}"))
    return found


def test_free_busy_times() -> None:
    release = Office().publish(
        *phases(),
        entry("hold", status=TENTATIVE, span=Span(DAY0 + 22, DAY0 + 32), halls=ROOMS[:2]),
    )
    assert periods(feed(release, "freebusy/expo.ics")) == [("BUSY", "18-24")]
    both = [("BUSY", "18-24"), ("BUSY-TENTATIVE", "24-32")]
    assert periods(feed(release, "freebusy/expo.ics", public=False)) == both
    assert periods(feed(release, "freebusy/expo--h2.ics", public=False)) == [
        ("BUSY-TENTATIVE", "22-32")
    ]
    assert periods(feed(release, "freebusy/forum.ics")) == []
    (component,) = feed(release, "freebusy/expo.ics").children
    assert component.raw("DTSTART") == "20210331T160000Z"
    assert component.raw("DTEND") == "20210530T160000Z"
    assert component.raw("DTSTAMP") == f"{release.published:%Y%m%dT%H%M%SZ}"
    assert not any(component.has(name) for name in ("SUMMARY", "DESCRIPTION", "URL", "ORGANIZER"))
    clipped = feed(release, "freebusy/expo.ics", first=DAY0 + 20, last=DAY0 + 21)
    assert periods(clipped) == [("BUSY", "20-22")]


def test_nothing_but_entries_stands_among_entries() -> None:
    release = Office().publish(*phases())
    for made in render_all(release, "zh", DAY0, public=False):
        kinds = {child.name for child in parse(made.data).children}
        free = made.path.startswith("freebusy/")
        assert kinds in ([{"VFREEBUSY"}] if free else [{"VEVENT"}, {"VTIMEZONE"}])


def test_a_uid_stands_once_even_if_left_twice() -> None:
    release = Office().publish(entry())
    (tea,) = release.entries
    gone = replace(tea, status=CANCELLED)
    newer = replace(gone, state=replace(tea.state, sequence=4))
    left = tuple(Left(e, frozenset({HALL}), True) for e in (newer, gone))
    moved = replace(release, entries=(), left=left)
    (event,) = feed(moved, HALL).children
    assert event.raw("SEQUENCE") == "4"
    assert told(feed(replace(release, left=left), HALL)) == [("tea-show", "tea · 展期")]


def test_same_release_same_bytes_in_any_order() -> None:
    office = Office()
    office.publish(*phases(), *phases("boats"))
    release = office.publish(*phases(halls=ROOMS[1:2]))
    turned = replace(release, entries=release.entries[::-1], left=release.left[::-1])
    for public in (True, False):
        found = [list(render_all(r, "en", DAY0, public=public)) for r in (release, turned)]
        assert found[0] == found[1]


def test_modified_is_the_release_or_the_midnight_in_the_city() -> None:
    release = Office().publish(entry())

    def modified(today: int) -> datetime:
        made = render_feed(release, CITY, "zh", today, public=True)
        assert made
        return made.modified

    gone = DAY0 + 23 + 30  # the day on which the show is more than 30 days back
    assert modified(DAY0) == modified(gone - 1) == release.published
    assert modified(gone) == modified(gone + 1) == datetime(2021, 5, 23, 16, tzinfo=UTC)
    whole = DIRECTORY.horizon.end
    assert modified(whole) == modified(whole + 400) == datetime(2021, 5, 30, 16, tzinfo=UTC)


def test_private_calendars_ask_for_discretion() -> None:
    release = Office().publish(entry())
    assert "请勿外传" in feed(release, public=False).text("X-WR-CALDESC")
    assert "do not pass on" in feed(release, public=False, lang="en").text("X-WR-CALDESC")
    assert "外传" not in feed(release).text("X-WR-CALDESC")
    assert feed(release).text("NAME") == feed(release, public=False).text("NAME")
    assert SITES[0].name.zh == feed(release, VENUE).text("NAME")
