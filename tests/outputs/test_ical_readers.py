"""Other people's readers all find the same entries and texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import ics
import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from scheduler.domain.text import LANGS, Text
from scheduler.outputs.ical.feeds import calendars
from tests.outputs.factory import PLACEMENTS, TEA, city, roster
from tests.outputs.rfc5545 import parse

Read = tuple[Any, ...]


def by_letter(data: bytes) -> list[Read]:
    return [
        (e.raw("UID"), e.days[0], e.days[-1] + timedelta(1), *map(e.text, TEXTS), e.raw("STATUS"))
        for e in parse(data).children
        if e.name == "VEVENT"
    ]


def by_icalendar(data: bytes) -> list[Read]:
    return [_icalendar(e) for e in Calendar.from_ical(data).events]


def by_recurring(data: bytes) -> list[Read]:
    found = recurring_ical_events.of(Calendar.from_ical(data)).between((2021,), (2022,))
    return [_icalendar(e) for e in found]


def by_vobject(data: bytes) -> list[Read]:
    return [
        (
            e.uid.value, e.dtstart.value, e.dtend.value,
            e.summary.value, e.location.value, e.description.value, e.status.value,
        )
        for e in vobject.readOne(data.decode()).contents.get("vevent", [])
    ]  # fmt: skip


def by_ics(data: bytes) -> list[Read]:
    return [
        (e.uid, e.begin.date(), e.end.date(), e.name, e.location, e.description, e.status)
        for e in ics.Calendar(data.decode()).events
    ]


def ical_events(data: bytes) -> Any:
    return IcsCalendarStream.calendar_from_ics(data.decode()).events


def by_ical(data: bytes) -> list[Read]:
    return [
        (e.uid, e.start, e.end, e.summary, e.location, e.description, e.status.value)
        for e in ical_events(data)
    ]


TEXTS = ("SUMMARY", "LOCATION", "DESCRIPTION")
READERS = [by_icalendar, by_recurring, by_vobject, by_ics, by_ical]


def _icalendar(e: Any) -> Read:
    return (str(e["UID"]), e.start, e.end, *(str(e[key]) for key in TEXTS), str(e["STATUS"]))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_reader_reads_the_same(reader: Callable[[bytes], list[Read]], lang: str) -> None:
    problem = city()
    for path, data in calendars(problem, roster(problem), lang):
        if not path.startswith("busy/"):
            assert sorted(reader(data)) == sorted(by_letter(data))


@pytest.mark.parametrize("lang", LANGS)
def test_busy_feeds_are_read(lang: str) -> None:
    problem = city()
    for venue in ("expo", "forum"):
        data = dict(calendars(problem, roster(problem), lang))[f"busy/{venue}.ics"]
        (e,) = parse(data).children
        (read,) = ical_events(data)
        (seen,) = vobject.readOne(data.decode()).vevent_list
        assert read.summary == seen.summary.value == e.text("SUMMARY")
        assert read.start == seen.dtstart.value == e.days[0]
        assert read.end == seen.dtend.value == e.days[-1] + timedelta(1)


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=()), max_size=120))
def test_any_name_reads_the_same_everywhere(name: str) -> None:
    # ics 0.7 takes an escaped backslash before an n for a newline, and drops a folded line that
    # is blank.
    safe = re.sub(r"\\+(?=[nN;,])", "", re.sub(r"\s{20,}", " ", name))
    event = replace(TEA, name=Text(safe, safe), organizers=(safe, "乙"))
    problem = city(event)
    data = dict(calendars(problem, roster(problem, PLACEMENTS[0]), "zh"))["venues/expo.ics"]
    expected = sorted(by_letter(data))
    for reader in READERS:
        assert sorted(reader(data)) == expected, reader.__name__


def test_categories_and_places_read_the_same() -> None:
    problem = city()
    data = dict(calendars(problem, roster(problem), "zh"))["industries/food.ics"]
    (ours,) = parse(data).children
    (read,) = ical_events(data)
    (seen,) = vobject.readOne(data.decode()).vevent_list
    (known,) = Calendar.from_ical(data).events
    expected = ["食品,饮料", "商贸", "展期", "tea"]  # ical 14 parts even an escaped comma
    assert ours.texts("CATEGORIES") == seen.categories.value == known.categories == expected
    assert (read.geo.lat, read.geo.lng) == (36.1, 120.466)
