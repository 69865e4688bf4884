"""The calendar's own lines: names, refreshing, METHOD, size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.doctor.base import DEFECT, NOTE, WARNING, Check, Clients, Hit, at, check
from scheduler.doctor.feed import Feed
from scheduler.domain.text import Text

MOST_EVENTS, MOST_BYTES = 1_000, 900_000
_DURATION = re.compile(r"P(\d+W|\d+D(T(\d+H)?(\d+M)?(\d+S)?)?|T(\d+H)?(\d+M)?(\d+S)?)")
_UNITS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}
_VOLATILE = re.compile(r"X-.*(GENERATED|RENDERED|FETCHED|EXPORTED).*")


@check(
    "version", DEFECT,
    Text("缺少 VERSION:2.0", "VERSION:2.0 is missing"),
    Text("写上 VERSION:2.0", "write VERSION:2.0"),
)  # fmt: skip
def version(feed: Feed) -> Iterator[Hit]:
    """RFC 5545, 3.7.4."""
    for calendar in feed.calendars:
        if calendar.value("VERSION") != "2.0":
            yield at(calendar, calendar.first("VERSION"))


@check(
    "prodid", WARNING,
    Text("缺少 PRODID", "PRODID is missing"),
    Text("写上程序的名称", "name the program that writes the feed"),
)  # fmt: skip
def prodid(feed: Feed) -> Iterator[Hit]:
    """RFC 5545, 3.7.3."""
    for calendar in feed.calendars:
        if not calendar.value("PRODID"):
            yield at(calendar)


@check(
    "no-name", WARNING,
    Text("日历没有名称", "the calendar has no name"),
    Text("X-WR-CALNAME 与 NAME 都写上", "write both X-WR-CALNAME and NAME"),
    Clients(reported=Text("Google、Nextcloud 显示网址", "Google and Nextcloud show the URL")),
)  # fmt: skip
def no_name(feed: Feed) -> Iterator[Hit]:
    """Neither dialect."""
    for calendar in feed.calendars:
        if not calendar.value("X-WR-CALNAME") and not calendar.value("NAME"):
            yield at(calendar)


@check(
    "names-differ", WARNING,
    Text("X-WR-CALNAME 与 NAME 不同", "X-WR-CALNAME and NAME differ"),
    Text("两者写成一样", "write the same in both"),
)  # fmt: skip
def names_differ(feed: Feed) -> Iterator[Hit]:
    """Both are there."""
    yield from _differ(feed, "X-WR-CALNAME", "NAME")


@check(
    "no-refresh", NOTE,
    Text("没有写明多久更新一次", "how often to refresh is not said"),
    Text("X-PUBLISHED-TTL 与 REFRESH-INTERVAL;VALUE=DURATION 都写上",
         "write both X-PUBLISHED-TTL and REFRESH-INTERVAL;VALUE=DURATION"),
    Clients(reported=Text("Nextcloud 七天才更新", "Nextcloud refreshes after 7 days only")),
)  # fmt: skip
def no_refresh(feed: Feed) -> Iterator[Hit]:
    """Neither dialect."""
    for calendar in feed.calendars:
        if not calendar.value("X-PUBLISHED-TTL") and not calendar.value("REFRESH-INTERVAL"):
            yield at(calendar)


@check(
    "refresh-differs", WARNING,
    Text("X-PUBLISHED-TTL 与 REFRESH-INTERVAL 不同", "X-PUBLISHED-TTL and REFRESH-INTERVAL differ"),
    Text("两者写成一样", "write the same in both"),
)  # fmt: skip
def refresh_differs(feed: Feed) -> Iterator[Hit]:
    """Both are there."""
    yield from _differ(feed, "X-PUBLISHED-TTL", "REFRESH-INTERVAL")


@check(
    "refresh-undeclared", WARNING,
    Text("REFRESH-INTERVAL 没有 VALUE=DURATION", "REFRESH-INTERVAL stands without VALUE=DURATION"),
    Text("写作 REFRESH-INTERVAL;VALUE=DURATION:PT1H", "write REFRESH-INTERVAL;VALUE=DURATION:PT1H"),
    Clients("." * 18),
)  # fmt: skip
def refresh_undeclared(feed: Feed) -> Iterator[Hit]:
    """RFC 7986, 5.7 demands it."""
    for calendar in feed.calendars:
        line = calendar.first("REFRESH-INTERVAL")
        if line and _DURATION.fullmatch(line.value.strip()) and not line.param("VALUE"):
            yield at(calendar, line)


@check(
    "bad-refresh", DEFECT,
    Text("更新间隔不是时长", "the refresh interval is no duration"),
    Text("写作 REFRESH-INTERVAL;VALUE=DURATION:PT1H", "write REFRESH-INTERVAL;VALUE=DURATION:PT1H"),
    Clients("XX..XX.......d....", Text("Home Assistant 拒读", "Home Assistant refuses the feed")),
)  # fmt: skip
def bad_refresh(feed: Feed) -> Iterator[Hit]:
    """As ``REFRESH-INTERVAL:VALUE=DURATION:PT1H``."""
    for calendar in feed.calendars:
        for line in calendar.lines:
            hint = line.name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL")
            if hint and not _DURATION.fullmatch(line.value.strip()):
                yield at(calendar, line)


@check(
    "method", DEFECT,
    Text("METHOD 不是 PUBLISH：这是邀请而非日历", "METHOD is not PUBLISH: an invitation, no feed"),
    Text("去掉 METHOD，或写 PUBLISH", "leave METHOD out, or write PUBLISH"),
    Clients("." * 18, Text("邮件类程序要求答复", "mail-minded clients ask for a reply")),
)  # fmt: skip
def method(feed: Feed) -> Iterator[Hit]:
    """RFC 5546, 3.2."""
    for calendar in feed.calendars:
        line = calendar.first("METHOD")
        if line and line.value.strip().upper() != "PUBLISH":
            yield at(calendar, line)


@check(
    "late-properties", WARNING,
    Text("日历属性写在组件之后", "a property of the calendar stands after a component"),
    Text("全部写在第一个组件之前", "write all of them before the first component"),
    Clients("." * 18, Text("Outlook 忽略它们", "Outlook ignores them")),
)  # fmt: skip
def late_properties(feed: Feed) -> Iterator[Hit]:
    """Told by their line numbers."""
    for calendar in feed.calendars:
        first = min((c.number for c in calendar.children), default=None)
        for line in calendar.lines:
            if first is not None and line.number > first and calendar.closed:
                yield at(calendar, line, line.name)


@check(
    "calendar-uid", DEFECT,
    Text("VCALENDAR 带有 UID", "the VCALENDAR has a UID"),
    Text("去掉", "leave it out"),
    Clients("............dd...."),
)  # fmt: skip
def calendar_uid(feed: Feed) -> Iterator[Hit]:
    """Allowed by RFC 7986, yet vdirsyncer makes one item of the whole feed."""
    for calendar in feed.calendars:
        if line := calendar.first("UID"):
            yield at(calendar, line)


@check(
    "freebusy-mixed", DEFECT,
    Text("VFREEBUSY 与 VEVENT 在同一日历中", "VFREEBUSY stands among VEVENTs"),
    Text("放到单独的地址", "give it an address of its own"),
    Clients("............X-...."),
)  # fmt: skip
def freebusy_mixed(feed: Feed) -> Iterator[Hit]:
    """Alone it is fine."""
    for calendar in feed.calendars:
        names = {c.name for c in calendar.children}
        for one in calendar.children:
            if one.name == "VFREEBUSY" and "VEVENT" in names:
                yield at(one)


@check(
    "volatile", WARNING,
    Text("日历属性像是随每次生成而变",
         "a property of the calendar seems to change at every rendering"),
    Text("去掉",
         "leave it out"),
    Clients(reported=Text("vdirsyncer 重传全部事件（实测）",
                          "vdirsyncer uploads all again (measured)")),
)  # fmt: skip
def volatile(feed: Feed) -> Iterator[Hit]:
    """As ``X-GENERATED-AT``."""
    for calendar in feed.calendars:
        for line in calendar.lines:
            if _VOLATILE.fullmatch(line.name):
                yield at(calendar, line, line.name)


@check(
    "large", WARNING,
    Text(f"超过 {MOST_EVENTS} 个事件或 {MOST_BYTES // 1000} kB",
         f"over {MOST_EVENTS} events or {MOST_BYTES // 1000} kB"),
    Text("缩短时段，或按展厅、行业分开", "shorten the window, or part it by hall or industry"),
    Clients(reported=Text("Google 限约 1 MB、1000 个事件",
                          "Google takes about 1 MB and 1,000 events")),
)  # fmt: skip
def large(feed: Feed) -> Iterator[Hit]:
    """The demand; readers' limits lie a little above."""
    if len(feed.events) > MOST_EVENTS or len(feed.data) > MOST_BYTES:
        yield Hit(value=f"{len(feed.events)}; {len(feed.data)} B")


@check(
    "no-timezone", NOTE,
    Text("没有 X-WR-TIMEZONE", "there is no X-WR-TIMEZONE"),
    Text("写上日历所在的时区，如 X-WR-TIMEZONE:Asia/Shanghai",
         "name the calendar's zone, as X-WR-TIMEZONE:Asia/Shanghai"),
    Clients(reported=Text("Google 按订阅者的时区显示没有时区的时间",
                          "Google shows times without a zone in the reader's own")),
)  # fmt: skip
def no_timezone(feed: Feed) -> Iterator[Hit]:
    """Not of RFC 5545, yet read by many."""
    for calendar in feed.calendars:
        if not calendar.value("X-WR-TIMEZONE"):
            yield at(calendar)


@check(
    "refresh-not-hourly", NOTE,
    Text("更新间隔不是一小时", "the refresh interval is not an hour"),
    Text("写成 PT1H：更长则变动迟到，更短则多数程序不理会",
         "write PT1H: with more, changes come late; less is ignored by most programs"),
)  # fmt: skip
def refresh_not_hourly(feed: Feed) -> Iterator[Hit]:
    """Where both dialects agree; where they differ that is told instead."""
    for calendar in feed.calendars:
        lines = [x for x in calendar.lines if x.name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL")]
        said = {line.value.strip() for line in lines}
        if len(said) == 1 and _seconds(said.pop()) not in (None, 3600):
            yield at(calendar, lines[0])


def _seconds(duration: str) -> int | None:
    """Length of a duration; ``None`` for what is none."""
    if not _DURATION.fullmatch(duration):
        return None
    return sum(int(n) * _UNITS[unit] for n, unit in re.findall(r"(\d+)([WDHMS])", duration))


def _differ(feed: Feed, a: str, b: str) -> Iterator[Hit]:
    for calendar in feed.calendars:
        one, other = calendar.value(a), calendar.value(b)
        if one and other and one != other:
            yield at(calendar, calendar.first(b), f"{one} / {other}")


PAGES: tuple[Check[Feed], ...] = (
    version, prodid, no_name, names_differ, no_refresh, refresh_differs, refresh_undeclared,
    bad_refresh, method, late_properties, calendar_uid, freebusy_mixed, volatile, large,
    no_timezone, refresh_not_hourly,
)  # fmt: skip
