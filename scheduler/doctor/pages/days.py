"""Days and times of events: what hurts most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from scheduler.doctor.base import DEFECT, NOTE, Check, Clients, Hit, at, check
from scheduler.doctor.feed import Component, Feed
from scheduler.doctor.lines import Line
from scheduler.doctor.moments import Moment, moment_of
from scheduler.domain.text import Text

_MIDNIGHT = time()


def _sides(feed: Feed) -> Iterator[tuple[Component, Line, Moment]]:
    """Every readable start and end."""
    for event in feed.events:
        for name in ("DTSTART", "DTEND"):
            line = event.first(name)
            moment = moment_of(line)
            if line and moment:
                yield event, line, moment


def _both(feed: Feed) -> Iterator[tuple[Component, Line, Moment, Moment]]:
    """Events with a readable start and end; the line is that of the end."""
    for event in feed.events:
        line = event.first("DTEND")
        start, end = moment_of(event.first("DTSTART")), moment_of(line)
        if line and start and end:
            yield event, line, start, end


@check(
    "bad-date", DEFECT,
    Text("日期或时间缺失或无法读取", "a date or time is missing or unreadable"),
    Text("写作 DTSTART;VALUE=DATE:20210501", "write it as DTSTART;VALUE=DATE:20210501"),
)  # fmt: skip
def bad_date(feed: Feed) -> Iterator[Hit]:
    """No start at all, or a start or end that is no moment."""
    for event in feed.events:
        if event.first("DTSTART") is None:
            yield at(event, value="DTSTART")
        for name in ("DTSTART", "DTEND"):
            for line in event.all(name):
                if moment_of(line) is None:
                    yield at(event, line)


@check(
    "date-undeclared", DEFECT,
    Text("日期之前没有 VALUE=DATE", "a date stands without VALUE=DATE"),
    Text("写作 DTSTART;VALUE=DATE:20210501", "write it as DTSTART;VALUE=DATE:20210501"),
    Clients("......X.......d..."),
)  # fmt: skip
def date_undeclared(feed: Feed) -> Iterator[Hit]:
    """Eight digits, taken for a broken time by some."""
    for event, line, moment in _sides(feed):
        if moment.form == "date" and not moment.declared:
            yield at(event, line)


@check(
    "inclusive-end", DEFECT,
    Text("DTEND 等于 DTSTART：长度为零", "DTEND equals DTSTART: the event has no length"),
    Text("DTEND 写最后一天的次日", "DTEND is the day after the last"),
    Clients("ddddddddddd...dddd", Text("Google 少显示一天", "one day short in Google")),
)  # fmt: skip
def inclusive_end(feed: Feed) -> Iterator[Hit]:
    """The last day written as the end."""
    for event, line, start, end in _both(feed):
        if start.form == end.form and start.zone == end.zone and start.at == end.at:
            yield at(event, line)


@check(
    "end-before-start", DEFECT,
    Text("DTEND 早于 DTSTART", "DTEND is before DTSTART"),
    Text("改正其中之一", "correct one of them"),
)  # fmt: skip
def end_before_start(feed: Feed) -> Iterator[Hit]:
    """Compared only where both are written alike."""
    for event, line, start, end in _both(feed):
        if start.form == end.form and start.zone == end.zone and end.at < start.at:
            yield at(event, line)


@check(
    "mixed-types", DEFECT,
    Text("DTSTART 与 DTEND 一个是日期，一个是时间",
         "one of DTSTART and DTEND is a date, one a time"),
    Text("两者写法须相同", "write both alike"),
    Clients("dX.dddd.dddd.ddX.d"),
)  # fmt: skip
def mixed_types(feed: Feed) -> Iterator[Hit]:
    """RFC 5545, 3.8.2.2."""
    for event, line, start, end in _both(feed):
        if (start.form == "date") != (end.form == "date"):
            yield at(event, line)


@check(
    "end-and-duration", DEFECT,
    Text("同时有 DTEND 与 DURATION", "there are both DTEND and DURATION"),
    Text("只留 DTEND", "keep DTEND only"),
)  # fmt: skip
def end_and_duration(feed: Feed) -> Iterator[Hit]:
    """RFC 5545, 3.6.1."""
    for event in feed.events:
        line = event.first("DURATION")
        if line and event.first("DTEND"):
            yield at(event, line)


@check(
    "no-dtend", NOTE,
    Text("没有 DTEND，视为一天", "there is no DTEND; it lasts one day"),
    Text("写明 DTEND", "write DTEND"),
    Clients("." * 18),
)  # fmt: skip
def no_dtend(feed: Feed) -> Iterator[Hit]:
    """A date alone; allowed."""
    for event in feed.events:
        if not event.first("DTEND") and not event.first("DURATION") and event.first("DTSTART"):
            yield at(event)


@check(
    "floating", DEFECT,
    Text("时间没有时区", "a time has no time zone"),
    Text("写明 TZID 并附 VTIMEZONE，或用 UTC", "give a TZID with its VTIMEZONE, or use UTC"),
    Clients("dddd..d.dddd...ddd"),
)  # fmt: skip
def floating(feed: Feed) -> Iterator[Hit]:
    """Each reader takes it for the own zone."""
    for event, line, moment in _sides(feed):
        if moment.form == "floating":
            yield at(event, line)


@check(
    "midnights", DEFECT,
    Text("整日写成零点到零点", "whole days are written from midnight to midnight"),
    Text("改用 VALUE=DATE", "use VALUE=DATE"),
    Clients("dddddddddddd.ddddd"),
)  # fmt: skip
def midnights(feed: Feed) -> Iterator[Hit]:
    """It moves with the reader's zone."""
    for event, line, start, end in _both(feed):
        times = start.form in ("zoned", "floating") and start.form == end.form
        if times and start.at.time() == end.at.time() == _MIDNIGHT and start.at < end.at:
            yield at(event, line)


@check(
    "zone-undefined", DEFECT,
    Text("TZID 没有对应的 VTIMEZONE", "a TZID has no VTIMEZONE"),
    Text("附上 VTIMEZONE", "add the VTIMEZONE"),
    Clients("......d...d.......", Text("Outlook 差若干小时", "hours off in Outlook")),
)  # fmt: skip
def zone_undefined(feed: Feed) -> Iterator[Hit]:
    """IANA names; others are a defect of their own."""
    for event, line, moment in _sides(feed):
        if _known(moment.zone) and moment.zone not in feed.zones:
            yield at(event, line, moment.zone)


@check(
    "zone-name", DEFECT,
    Text("时区名不是 IANA 名，且未定义", "the zone's name is no IANA name, and it is not defined"),
    Text("改用 IANA 名，如 Asia/Shanghai", "use an IANA name, such as Asia/Shanghai"),
    Clients(".Xdd..d.d.dd..dd.d"),
)  # fmt: skip
def zone_name(feed: Feed) -> Iterator[Hit]:
    """``China Standard Time`` and the like."""
    for event, line, moment in _sides(feed):
        if moment.form == "zoned" and not _known(moment.zone) and moment.zone not in feed.zones:
            yield at(event, line, moment.zone)


@check(
    "zone-name-defined", DEFECT,
    Text("时区名不是 IANA 名", "the zone's name is no IANA name"),
    Text("改用 IANA 名，如 Asia/Shanghai", "use an IANA name, such as Asia/Shanghai"),
    Clients(".dd.XX........dd.d"),
)  # fmt: skip
def zone_name_defined(feed: Feed) -> Iterator[Hit]:
    """Misread in spite of its definition."""
    for one in feed.components:
        if one.name == "VTIMEZONE" and one.value("TZID") and not _known(one.value("TZID")):
            yield at(one, one.first("TZID"))


@cache
def _zones() -> frozenset[str]:
    # The library looks through the whole folder of zones each time.
    return frozenset(available_timezones())


def _known(zone: str) -> bool:
    return zone in _zones()


PAGES: tuple[Check[Feed], ...] = (
    bad_date, date_undeclared, inclusive_end, end_before_start, mixed_types, end_and_duration,
    no_dtend, floating, midnights, zone_undefined, zone_name, zone_name_defined,
)  # fmt: skip
