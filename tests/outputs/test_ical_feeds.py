"""Which feeds there are, what each carries and how its head looks."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from hashlib import sha256

import pytest

from scheduler.domain.text import LANGS, Text
from scheduler.outputs.ical.feeds import calendars
from tests.outputs.factory import AUTO, OCEAN, PLACEMENTS, TEA, city, crowd, roster
from tests.outputs.rfc5545 import Component, parse


def feeds(lang: str = "zh") -> dict[str, Component]:
    """Parsed feeds by path."""
    problem = city()
    return {path: parse(data) for path, data in calendars(problem, roster(problem), lang)}


def uids(calendar: Component) -> list[str]:
    """First parts of the UIDs, in order."""
    return [e.raw("UID").split("@")[0] for e in calendar.children if e.name == "VEVENT"]


def org(name: str) -> str:
    """The contract's file of an organizer."""
    return f"organizers/org-{sha256(name.encode()).hexdigest()[:8]}.ics"


def test_every_listed_thing_has_its_feed() -> None:
    names = ("海湾会展集团", "Tea, Coffee & Co.", "无地可去公司")
    expected = {
        "city.ics",
        *(f"kinds/{kind}.ics" for kind in ("conference", "exhibition", "festival")),
        *(f"industries/{slug}.ics" for slug in ("ocean", "food", "trade", "finance")),
        *(f"venues/{venue}.ics" for venue in ("expo", "forum")),
        *(f"halls/{hall}.ics" for hall in ("expo--h1", "expo--h2", "expo--h3", "forum--plenary")),
        *(f"busy/{venue}.ics" for venue in ("expo", "forum")),
        *map(org, names),
    }
    problem = city()
    for lang in LANGS:
        paths = [path for path, _ in calendars(problem, roster(problem), lang)]
        assert len(paths) == len(set(paths))
        assert set(paths) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("city.ics", ["tea-show", "auto-show", "ocean-show"]),
        ("kinds/conference.ics", ["ocean-show"]),
        ("kinds/exhibition.ics", ["tea-show", "auto-show"]),
        ("kinds/festival.ics", []),
        ("industries/food.ics", ["tea-show"]),
        ("industries/trade.ics", ["tea-show", "auto-show"]),
        ("industries/finance.ics", []),
        (org("海湾会展集团"), ["tea-show", "ocean-show"]),
        (org("Tea, Coffee & Co."), ["tea-show"]),
        (org("无地可去公司"), []),
        ("venues/forum.ics", ["ocean-show", "ocean-out"]),
        ("halls/expo--h1.ics", ["tea-in", "tea-show", "tea-out"]),
        ("halls/expo--h2.ics", ["tea-in", "tea-show", "tea-out"]),
        ("halls/expo--h3.ics", ["auto-in", "auto-show", "auto-out"]),
    ],
)
def test_what_a_feed_carries(path: str, expected: list[str]) -> None:
    assert uids(feeds()[path]) == expected


def test_only_transparency_differs_between_copies() -> None:
    varying = ("TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
    copies: dict[str, set[tuple[tuple[str, str], ...]]] = {}
    for path, calendar in feeds().items():
        for entry in calendar.children if not path.startswith("busy/") else []:
            if entry.name == "VEVENT":
                lines = tuple(line for line in entry.lines if line[0] not in varying)
                copies.setdefault(entry.raw("UID"), set()).add(lines)
                place = path.startswith(("venues/", "halls/"))
                assert entry.raw("TRANSP") == ("OPAQUE" if place else "TRANSPARENT")
    assert len(copies) == 8
    assert {len(versions) for versions in copies.values()} == {1}


def test_a_hall_feed_has_the_venue_feeds_entries() -> None:
    found = feeds()
    venue = {e.raw("UID"): e.lines for e in found["venues/expo.ics"].children}
    for entry in found["halls/expo--h2.ics"].children:
        assert entry.lines == venue[entry.raw("UID")]


def test_order_is_start_then_place_then_uid() -> None:
    same_day = [replace(p, show_first=PLACEMENTS[0].show_first) for p in PLACEMENTS]
    bare = [replace(e, move_in_days=0) for e in (TEA, OCEAN, AUTO)]
    twin = replace(OCEAN, id="abalone")
    problem = city(*bare, twin)
    plan = (*same_day, replace(same_day[1], event_id="abalone"))
    for rows in (plan, plan[::-1]):
        data = dict(calendars(problem, roster(problem, *rows), "zh"))["city.ics"]
        assert uids(parse(data)) == ["tea-show", "auto-show", "abalone-show", "ocean-show"]


@pytest.mark.parametrize("lang", LANGS)
def test_head(lang: str) -> None:
    for calendar in feeds(lang).values():
        head = dict(calendar.lines)
        assert len(head) == len(calendar.lines) == 11
        assert head["VERSION"] == "2.0"
        assert head["PRODID"]
        assert head["CALSCALE"] == "GREGORIAN"
        assert head["NAME"] == head["X-WR-CALNAME"]
        assert head["X-WR-CALDESC"]
        assert head["X-WR-TIMEZONE"] == "Asia/Shanghai"
        assert head["X-PUBLISHED-TTL"] == head["REFRESH-INTERVAL;VALUE=DURATION"] == "PT1H"
        assert head["URL"] == f"https://events.invalid/{lang}/"
        assert head["LAST-MODIFIED"] == "20000101T000000Z"
        assert not calendar.has("METHOD")
        assert not calendar.has("UID")


def test_a_timezone_stands_only_in_a_calendar_without_entries() -> None:
    for calendar in feeds().values():
        kinds = [child.name for child in calendar.children]
        assert kinds == ["VTIMEZONE"] or set(kinds) == {"VEVENT"}


def test_names_say_what_the_feed_is() -> None:
    zh = {path: c.text("NAME") for path, c in feeds("zh").items()}
    en = {path: c.text("NAME") for path, c in feeds("en").items()}
    assert zh["city.ics"] == "海港 · 会展日历"
    assert en["city.ics"] == "Bayport · Convention calendar"
    assert zh["kinds/festival.ics"] == "海港 · 节庆"
    assert en["industries/food.ics"] == "Bayport · Food, drinks"
    assert zh["venues/expo.ics"] == "海湾会展中心"
    assert en["halls/expo--h1.ics"] == "Bay Expo Centre Hall 1"
    assert zh["halls/forum--plenary.ics"] == "国际会议中心 Plenary"
    assert zh[org("海湾会展集团")] == en[org("海湾会展集团")] == "海湾会展集团"
    assert en["busy/forum.ics"] == "Forum · Busy"
    assert len(set(zh.values())) == len(zh)


def test_an_organizer_is_known_by_the_nfc_name() -> None:
    decomposed = unicodedata.normalize("NFD", "Société")
    assert decomposed != "Société"
    problem = city(
        replace(TEA, organizers=(" Société ", decomposed)), replace(OCEAN, organizers=(decomposed,))
    )
    found = dict(calendars(problem, roster(problem), "zh"))
    assert [path for path in found if path.startswith("organizers/")] == [org("Société")]
    assert uids(parse(found[org("Société")])) == ["tea-show", "ocean-show"]


def test_rows_that_name_nothing_real_are_no_entries() -> None:
    problem = city()
    standing = roster(problem, *PLACEMENTS, replace(PLACEMENTS[0], event_id="ghost"))
    assert dict(calendars(problem, standing, "zh")) == dict(
        calendars(problem, roster(problem), "zh")
    )


def test_same_input_same_bytes() -> None:
    problem, again = city(), city()
    assert list(calendars(problem, roster(problem), "zh")) == list(
        calendars(again, roster(again, *PLACEMENTS[::-1]), "zh")
    )


def test_every_feed_of_a_large_city_is_read() -> None:
    problem, standing = crowd(60)
    found = {path: parse(data) for path, data in calendars(problem, standing, "en")}
    assert len(uids(found["venues/expo.ics"])) == 180
    assert sum(len(uids(c)) for p, c in found.items() if p.startswith("organizers/")) == 60


def test_a_name_in_one_language_serves_both() -> None:
    problem = city(replace(TEA, name=Text("茶业博览会", "")))
    data = dict(calendars(problem, roster(problem), "en"))["city.ics"]
    assert parse(data).children[0].text("SUMMARY") == "茶业博览会 · Show"


def test_the_library_is_loaded_only_when_a_feed_is_written() -> None:
    code = "import sys, scheduler.outputs.ical; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_paths_are_plain() -> None:
    assert all(re.fullmatch(r"([a-z]+/)?[a-z0-9-]+\.ics", path) for path in feeds())
