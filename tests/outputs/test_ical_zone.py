"""VTIMEZONE against the zone data."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from scheduler.domain.span import Span, day_of
from scheduler.outputs.ical.feeds import calendars
from scheduler.outputs.ical.zone import vtimezone
from tests.outputs.factory import city, roster
from tests.outputs.rfc5545 import parse

YEARS = Span.inclusive(day_of("2021-04-01"), day_of("2023-12-31"))
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
         "Africa/Casablanca", "Europe/Dublin", "Asia/Kathmandu"]  # fmt: skip


def wrapped(zone: bytes) -> bytes:
    """The zone as a calendar."""
    return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + zone + b"END:VCALENDAR\r\n"


def test_shanghai_is_one_standard_time() -> None:
    problem = city()
    data = dict(calendars(problem, roster(problem), "zh"))["industries/finance.ics"]
    (zone,) = parse(data).children
    assert zone.lines == [("TZID", "Asia/Shanghai")]
    (standard,) = zone.children
    assert standard.name == "STANDARD"
    assert standard.lines == [
        ("DTSTART", "19700101T000000"),
        ("TZOFFSETFROM", "+0800"),
        ("TZOFFSETTO", "+0800"),
        ("TZNAME", "CST"),
    ]


@pytest.mark.parametrize("tzid", ZONES)
def test_offsets_are_right_on_every_hour_of_the_horizon(tzid: str) -> None:
    (component,) = Calendar.from_ical(wrapped(vtimezone(tzid, YEARS))).timezones
    ours, real = component.to_tz(), ZoneInfo(tzid)
    hour = datetime(2021, 4, 1)
    while hour.year < 2024:
        there = hour.replace(tzinfo=real)
        # An hour that a clock shows twice or never has no one offset.
        if there.utcoffset() == there.replace(fold=1).utcoffset():
            assert hour.replace(tzinfo=ours).utcoffset() == there.utcoffset(), hour
        hour += timedelta(hours=6)


def test_summer_time_has_its_onsets_in_local_time() -> None:
    (zone,) = parse(
        wrapped(vtimezone("Europe/Berlin", Span(day_of("2021-04-01"), day_of("2021-12-31"))))
    ).children
    assert [
        (c.name, c.raw("DTSTART"), c.raw("TZOFFSETFROM"), c.raw("TZOFFSETTO"))
        for c in zone.children
    ] == [
        ("STANDARD", "19700101T000000", "+0100", "+0100"),
        ("DAYLIGHT", "20210328T020000", "+0100", "+0200"),
        ("STANDARD", "20211031T030000", "+0200", "+0100"),
    ]


@pytest.mark.parametrize(
    "horizon", [Span.inclusive(None, None), Span(1, 400), Span(3_000_000, 3_000_400)]
)
def test_any_horizon_has_a_zone(horizon: Span) -> None:
    assert parse(wrapped(vtimezone("Europe/Berlin", horizon))).children
