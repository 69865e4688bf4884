"""Texts, values and parts of an event, and what it says of its state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.doctor.base import DEFECT, NOTE, WARNING, Check, Clients, Hit, at, check
from scheduler.doctor.feed import Component, Feed
from scheduler.doctor.lines import Line
from scheduler.domain.text import Text

_TEXTS = ("SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "CONTACT")
_ONCE = (
    "SUMMARY", "DTSTART", "DTEND", "UID", "DTSTAMP", "SEQUENCE", "STATUS", "LOCATION",
    "DESCRIPTION", "TRANSP", "LAST-MODIFIED", "CREATED", "URL", "GEO", "CLASS", "PRIORITY",
)  # fmt: skip
_STATES = ("TENTATIVE", "CONFIRMED", "CANCELLED")
_CANCELLED = re.compile(r"取消|cancel+ed", re.IGNORECASE)
_HELD = re.compile(r"暂定|待定|占用|tentative|hold|held|busy", re.IGNORECASE)
_BARE_COMMA, _BARE_SEMICOLON = re.compile(r"(?<!\\)(?:\\\\)*,"), re.compile(r"(?<!\\)(?:\\\\)*;")
_DOUBLED = re.compile(r"\\\\[,;nN]")


def _texts(feed: Feed) -> Iterator[tuple[Component, Line]]:
    for event in feed.events:
        for line in event.lines:
            if line.name in _TEXTS:
                yield event, line


@check(
    "two-summaries", DEFECT,
    Text("一个事件有两个 SUMMARY", "an event has two SUMMARYs"),
    Text("每种语言一个日历", "make one feed a language"),
    Clients("dXXXdd.d..dd.ddXd."),
)  # fmt: skip
def two_summaries(feed: Feed) -> Iterator[Hit]:
    """Two languages side by side, mostly."""
    for event in feed.events:
        for line in event.all("SUMMARY")[1:]:
            yield at(event, line)


@check(
    "property-twice", DEFECT,
    Text("只许出现一次的属性出现两次", "a property that may stand once stands twice"),
    Text("只留一个", "keep one of them"),
)  # fmt: skip
def property_twice(feed: Feed) -> Iterator[Hit]:
    """RFC 5545, 3.6.1; SUMMARY has its own page."""
    for event in feed.events:
        for name in _ONCE[1:]:
            for line in event.all(name)[1:]:
                yield at(event, line, name)


@check(
    "no-summary", WARNING,
    Text("事件没有名称", "an event has no SUMMARY"),
    Text("写上 SUMMARY", "write a SUMMARY"),
)  # fmt: skip
def no_summary(feed: Feed) -> Iterator[Hit]:
    """Shown as an empty box."""
    for event in feed.events:
        if not event.value("SUMMARY"):
            yield at(event)


@check(
    "bare-comma", WARNING,
    Text("文本中的逗号未转义", "a comma in a text is not escaped"),
    Text("写作 \\,", "write it as \\,"),
    Clients("...d..........dd.."),
)  # fmt: skip
def bare_comma(feed: Feed) -> Iterator[Hit]:
    """In texts of one value."""
    for event, line in _texts(feed):
        if _BARE_COMMA.search(line.value):
            yield at(event, line)


@check(
    "bare-semicolon", WARNING,
    Text("文本中的分号未转义", "a semicolon in a text is not escaped"),
    Text("写作 \\;", "write it as \\;"),
    Clients("..........d...d..."),
)  # fmt: skip
def bare_semicolon(feed: Feed) -> Iterator[Hit]:
    """In texts of one value."""
    for event, line in _texts(feed):
        if _BARE_SEMICOLON.search(line.value):
            yield at(event, line)


@check(
    "escaped-twice", WARNING,
    Text("文本转义了两次", "a text is escaped twice"),
    Text("只转义一次", "escape it once"),
)  # fmt: skip
def escaped_twice(feed: Feed) -> Iterator[Hit]:
    """Readers show a backslash."""
    for event, line in _texts(feed):
        if _DOUBLED.search(line.value):
            yield at(event, line)


@check(
    "geo-escaped", WARNING,
    Text("GEO 被转义", "GEO is escaped"),
    Text("写作 GEO:36.07;120.38", "write it as GEO:36.07;120.38"),
    Clients("." * 18),
)  # fmt: skip
def geo_escaped(feed: Feed) -> Iterator[Hit]:
    """GEO is no text."""
    for event in feed.events:
        line = event.first("GEO")
        if line and "\\" in line.value:
            yield at(event, line)


@check(
    "url-not-ascii", WARNING,
    Text("网址含未编码的字符", "a URL has characters that are not encoded"),
    Text("以百分号编码", "percent-encode them"),
    Clients("." * 18),
)  # fmt: skip
def url_not_ascii(feed: Feed) -> Iterator[Hit]:
    """RFC 3986."""
    for one in feed.components:
        line = one.first("URL")
        if line and not line.value.isascii():
            yield at(one, line)


@check(
    "status", DEFECT,
    Text("STATUS 不是 TENTATIVE、CONFIRMED 或 CANCELLED",
         "STATUS is none of TENTATIVE, CONFIRMED and CANCELLED"),
    Text("取消写作 CANCELLED（两个 L）", "cancelled is spelled CANCELLED, with two Ls"),
    Clients("dXXddddddddd.d.ddd"),
)  # fmt: skip
def status(feed: Feed) -> Iterator[Hit]:
    """``CANCELED`` above all."""
    for event in feed.events:
        line = event.first("STATUS")
        if line and line.value.strip().upper() not in _STATES:
            yield at(event, line)


@check(
    "cancelled-unmarked", WARNING,
    Text("已取消，名称中却没有说明", "it is cancelled, but its name does not say so"),
    Text("名称前加【取消】", "write 【取消】 or Cancelled before the name"),
    Clients(reported=Text("Outlook 当作照常举行", "Outlook shows it as if it took place")),
)  # fmt: skip
def cancelled_unmarked(feed: Feed) -> Iterator[Hit]:
    """STATUS alone is not read by all."""
    yield from _unmarked(feed, "CANCELLED", _CANCELLED)


@check(
    "tentative-unmarked", WARNING,
    Text("是暂定，名称中却没有说明", "it is a hold, but its name does not say so"),
    Text("名称前加【暂定】", "write 【暂定】 or Tentative before the name"),
    Clients(reported=Text("Google 没有“暂定”，显示为占用",
                          "Google has no “tentative”, it shows busy")),
)  # fmt: skip
def tentative_unmarked(feed: Feed) -> Iterator[Hit]:
    """STATUS alone is not read by all."""
    yield from _unmarked(feed, "TENTATIVE", _HELD)


@check(
    "cancelled-busy", WARNING,
    Text("已取消却仍占用时间", "it is cancelled but still takes the time"),
    Text("写 TRANSP:TRANSPARENT", "write TRANSP:TRANSPARENT"),
)  # fmt: skip
def cancelled_busy(feed: Feed) -> Iterator[Hit]:
    """TRANSP is OPAQUE unless written."""
    for event in feed.events:
        free = event.value("TRANSP").upper() == "TRANSPARENT"
        if event.value("STATUS").upper() == "CANCELLED" and not free:
            yield at(event, event.first("TRANSP"))


@check(
    "busystatus", WARNING,
    Text("X-MICROSOFT-CDO-BUSYSTATUS 与 TRANSP 矛盾",
         "X-MICROSOFT-CDO-BUSYSTATUS contradicts TRANSP"),
    Text("TRANSPARENT 对 FREE，OPAQUE 对其余",
         "TRANSPARENT goes with FREE, OPAQUE with the others"),
    Clients(reported=Text("Outlook 只看前者", "Outlook reads the former alone")),
)  # fmt: skip
def busystatus(feed: Feed) -> Iterator[Hit]:
    """Only where both are written."""
    for event in feed.events:
        line, transp = event.first("X-MICROSOFT-CDO-BUSYSTATUS"), event.value("TRANSP").upper()
        if line and transp and (line.value.strip().upper() == "FREE") != (transp == "TRANSPARENT"):
            yield at(event, line)


@check(
    "location-type", WARNING,
    Text("VLOCATION 中有 LOCATION-TYPE 或 DESCRIPTION",
         "a VLOCATION has LOCATION-TYPE or DESCRIPTION"),
    Text("只留 UID、NAME、GEO、URL", "keep UID, NAME, GEO and URL only"),
    Clients("..............d..."),
)  # fmt: skip
def location_type(feed: Feed) -> Iterator[Hit]:
    """Calcurse drops the event."""
    for one in feed.components:
        for line in one.lines:
            if one.name == "VLOCATION" and line.name in ("LOCATION-TYPE", "DESCRIPTION"):
                yield at(one, line, line.name)


@check(
    "alarm-silent", DEFECT,
    Text("提醒没有 DESCRIPTION", "an alarm has no DESCRIPTION"),
    Text("共享日历不要提醒", "leave alarms out of shared feeds"),
    Clients(".XX..............."),
)  # fmt: skip
def alarm_silent(feed: Feed) -> Iterator[Hit]:
    """A DISPLAY alarm must have one."""
    for one in feed.components:
        if one.name == "VALARM" and not one.value("DESCRIPTION"):
            yield at(one)


@check(
    "alarm", NOTE,
    Text("日历带有提醒", "the feed has alarms"),
    Text("共享日历不要提醒", "leave alarms out of shared feeds"),
)  # fmt: skip
def alarm(feed: Feed) -> Iterator[Hit]:
    """Every subscriber would be rung."""
    for one in feed.components:
        if one.name == "VALARM" and one.value("DESCRIPTION"):
            yield at(one)


@check(
    "people", NOTE,
    Text("有 ORGANIZER 或 ATTENDEE：含个人邮箱", "there are ORGANIZER or ATTENDEE: mail addresses"),
    Text("共享日历不要写人", "leave people out of shared feeds"),
)  # fmt: skip
def people(feed: Feed) -> Iterator[Hit]:
    """The first such line of an event."""
    for event in feed.events:
        line = next((x for x in event.lines if x.name in ("ORGANIZER", "ATTENDEE")), None)
        if line:
            yield at(event, line, line.name)


def _unmarked(feed: Feed, state: str, words: re.Pattern[str]) -> Iterator[Hit]:
    for event in feed.events:
        line = event.first("SUMMARY")
        if event.value("STATUS").upper() == state and line and not words.search(line.value):
            yield at(event, line)


PAGES: tuple[Check[Feed], ...] = (
    two_summaries, property_twice, no_summary, bare_comma, bare_semicolon, escaped_twice,
    geo_escaped, url_not_ascii, status, cancelled_unmarked, tentative_unmarked, cancelled_busy,
    busystatus, location_type, alarm_silent, alarm, people,
)  # fmt: skip
