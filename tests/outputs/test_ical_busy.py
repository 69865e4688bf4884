"""Occupied days without names."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.event import Event
from scheduler.domain.plan import Placement
from scheduler.domain.span import day_of
from scheduler.outputs.ical.feeds import calendars
from tests.outputs.factory import AUTO, DOMAIN, TEA, city, roster
from tests.outputs.rfc5545 import Component, parse

MAY = day_of("2021-05-01")


def busy(*plan: tuple[Event, int], lang: str = "zh") -> list[Component]:
    """Entries of the venue's busy feed; each show starts so many days after 1 May."""
    problem = city(*(event for event, _ in plan))
    rows = [Placement(event.id, "expo", ("h1",), MAY + day) for event, day in plan]
    feed = parse(dict(calendars(problem, roster(problem, *rows), lang))["busy/expo.ics"])
    return feed.children


def days(entry: Component) -> tuple[int, int]:
    """First and last day of May."""
    return entry.days[0].day, entry.days[-1].day


def test_the_phases_of_an_event_are_one_span() -> None:
    assert [days(e) for e in busy((TEA, 9))] == [(7, 14)]


def test_touching_tenancies_are_merged_and_others_are_not() -> None:
    assert [days(e) for e in busy((TEA, 9), (AUTO, 16))] == [(7, 21)]
    assert [days(e) for e in busy((TEA, 9), (AUTO, 17))] == [(7, 14), (16, 22)]
    assert [days(e) for e in busy((AUTO, 10), (TEA, 9))] == [(7, 15)]


def test_tentative_only_when_all_of_it_is() -> None:
    firm, hold = busy((TEA, 9), (AUTO, 17))
    assert firm.text("SUMMARY") == "占用"
    assert firm.raw("STATUS") == "CONFIRMED"
    assert firm.raw("X-MICROSOFT-CDO-BUSYSTATUS") == "BUSY"
    assert hold.text("SUMMARY") == "暂定占用"
    assert hold.raw("STATUS") == hold.raw("X-MICROSOFT-CDO-BUSYSTATUS") == "TENTATIVE"
    (mixed,) = busy((AUTO, 9), (TEA, 9), lang="en")
    assert mixed.text("SUMMARY") == "Busy"
    (english,) = busy((AUTO, 9), lang="en")
    assert english.text("SUMMARY") == "Tentatively busy"


def test_nothing_tells_whose_days_they_are() -> None:
    (entry,) = busy((TEA, 9))
    assert [key for key, _ in entry.lines] == [
        "UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE",
        "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "STATUS",
        "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS",
    ]  # fmt: skip
    assert entry.raw("TRANSP") == "OPAQUE"


def test_uid_depends_on_the_days_alone() -> None:
    (entry,) = busy((TEA, 9))
    (other_event,) = busy((replace(TEA, id="other", status="proposed"), 9), lang="en")
    (other_days,) = busy((TEA, 10))
    assert entry.raw("UID") == other_event.raw("UID") != other_days.raw("UID")
    assert entry.raw("UID").endswith(f"@{DOMAIN}")
    assert "tea" not in entry.raw("UID").split("@")[0]
