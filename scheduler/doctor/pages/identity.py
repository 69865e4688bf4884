"""Who an entry is, and since when: UID, stamps and SEQUENCE."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.doctor.base import DEFECT, NOTE, WARNING, Check, Clients, Hit, at, check
from scheduler.doctor.feed import Feed
from scheduler.domain.text import Text

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_STAMP = re.compile(r"\d{8}T\d{6}Z")
_STAMPS = ("DTSTAMP", "LAST-MODIFIED", "CREATED")


@check(
    "no-uid", DEFECT,
    Text("事件没有 UID", "an event has no UID"),
    Text("给每条一个永不改变的 UID", "give each entry a UID that never changes"),
    Clients("dddXdddddddd...ddd"),
)  # fmt: skip
def no_uid(feed: Feed) -> Iterator[Hit]:
    """Each poll would make new events."""
    for event in feed.events:
        if not event.value("UID"):
            yield at(event)


@check(
    "uid-twice", DEFECT,
    Text("两个事件用同一个 UID", "two events have one UID"),
    Text("每条用自己的 UID；同一系列以 RECURRENCE-ID 区分",
         "give each its own UID; occurrences of one series need a RECURRENCE-ID"),
    Clients("dddddddddddddd.Xdd", Text("Google 只显示最后一个", "Google shows only the last one")),
)  # fmt: skip
def uid_twice(feed: Feed) -> Iterator[Hit]:
    """Revisions of a series differ in RECURRENCE-ID."""
    seen: set[tuple[str, str]] = set()
    for event in feed.events:
        key = event.value("UID"), event.value("RECURRENCE-ID")
        if key[0] and key in seen:
            yield at(event, event.first("UID"))
        seen.add(key)


@check(
    "uid-not-global", WARNING,
    Text("UID 并非全球唯一", "the UID is not unique in the world"),
    Text("写作 名称@域名，或用 UUID", "write it as name@domain, or use a UUID"),
)  # fmt: skip
def uid_not_global(feed: Feed) -> Iterator[Hit]:
    """Neither ``name@domain`` nor a UUID."""
    for event in feed.events:
        uid = event.value("UID")
        if uid and not _UUID.fullmatch(uid) and not all(uid.partition("@")):
            yield at(event, event.first("UID"))


@check(
    "uid-not-ascii", WARNING,
    Text("UID 含 ASCII 以外的字符", "the UID has characters beyond ASCII"),
    Text("UID 只用 ASCII", "use ASCII only"),
)  # fmt: skip
def uid_not_ascii(feed: Feed) -> Iterator[Hit]:
    """Some compare it byte by byte, some normalize first."""
    for event in feed.events:
        if not event.value("UID").isascii():
            yield at(event, event.first("UID"))


@check(
    "twins", WARNING,
    Text("两个事件除 UID 与时间戳外完全相同", "two events are the same but for UID and stamps"),
    Text("在 URL 或名称中区分", "tell them apart in URL or name"),
    Clients(reported=Text("vdirsyncer 合成一个（实测）",
                          "vdirsyncer makes one of them (measured)")),
)  # fmt: skip
def twins(feed: Feed) -> Iterator[Hit]:
    """What vdirsyncer's http storage takes for one event."""
    ignored = {"UID", "SEQUENCE", *_STAMPS}
    seen: set[tuple[tuple[str, str], ...]] = set()
    for event in feed.events:
        said = tuple(sorted((x.name, x.value) for x in event.lines if x.name not in ignored))
        if said and said in seen:
            yield at(event)
        seen.add(said)


@check(
    "no-dtstamp", WARNING,
    Text("没有 DTSTAMP", "there is no DTSTAMP"),
    Text("写上最后变动的时间", "write when the event last changed"),
    Clients("." * 18),
)  # fmt: skip
def no_dtstamp(feed: Feed) -> Iterator[Hit]:
    """RFC 5545 demands one."""
    for event in feed.events:
        if not event.value("DTSTAMP"):
            yield at(event)


@check(
    "bad-stamp", DEFECT,
    Text("时间戳不是 UTC 时间", "a stamp is no UTC time"),
    Text("写作 20210501T080000Z", "write it as 20210501T080000Z"),
)  # fmt: skip
def bad_stamp(feed: Feed) -> Iterator[Hit]:
    """Stamps are UTC always."""
    for event in feed.events:
        for line in event.lines:
            if line.name in _STAMPS and not _STAMP.fullmatch(line.value.strip()):
                yield at(event, line)


@check(
    "no-last-modified", NOTE,
    Text("没有 LAST-MODIFIED", "there is no LAST-MODIFIED"),
    Text("写上最后变动的时间", "write when the event last changed"),
    Clients(reported=Text("ICSx⁵ 每次都更新该事件", "ICSx⁵ updates the event at every poll")),
)  # fmt: skip
def no_last_modified(feed: Feed) -> Iterator[Hit]:
    """Not demanded by RFC 5545."""
    for event in feed.events:
        if not event.value("LAST-MODIFIED"):
            yield at(event)


@check(
    "no-sequence", NOTE,
    Text("没有 SEQUENCE", "there is no SEQUENCE"),
    Text("写明，并在日期、展厅或状态变动时加一",
         "write it, and raise it when dates, hall or status change"),
    Clients(reported=Text("按 UID 合并的程序会保留旧日期",
                          "programs that merge by UID keep old dates")),
)  # fmt: skip
def no_sequence(feed: Feed) -> Iterator[Hit]:
    """Not demanded by RFC 5545."""
    for event in feed.events:
        if not event.value("SEQUENCE"):
            yield at(event)


@check(
    "bad-sequence", DEFECT,
    Text("SEQUENCE 不是非负整数", "SEQUENCE is no whole number from 0"),
    Text("写成非负整数", "write a whole number from 0"),
)  # fmt: skip
def bad_sequence(feed: Feed) -> Iterator[Hit]:
    """RFC 5545, 3.8.7.4."""
    for event in feed.events:
        line = event.first("SEQUENCE")
        if line and not re.fullmatch(r"[0-9]{1,10}", line.value.strip()):
            yield at(event, line)


@check(
    "dtstamp-differs", WARNING,
    Text("DTSTAMP 与 LAST-MODIFIED 不同", "DTSTAMP and LAST-MODIFIED differ"),
    Text("两者都写最后变动的时间，不写生成的时间",
         "write in both when the event last changed, not when the feed was made"),
    Clients(reported=Text("按时间戳比较的程序会当作有新变动，或错过变动",
                          "programs that compare stamps see changes that are none, or miss one")),
)  # fmt: skip
def dtstamp_differs(feed: Feed) -> Iterator[Hit]:
    """Of a feed without METHOD both mean the same (RFC 5545, 3.8.7.2)."""
    for event in feed.events:
        stamp, changed = event.value("DTSTAMP"), event.value("LAST-MODIFIED")
        whole = _STAMP.fullmatch(stamp) and _STAMP.fullmatch(changed)
        if whole and stamp != changed:
            yield at(event, event.first("DTSTAMP"), f"{stamp} / {changed}")


@check(
    "relation-lost", NOTE,
    Text("RELATED-TO 所指的事件不在本日历中", "RELATED-TO names an event that is not in the feed"),
    Text("写上本日历中某个事件的 UID，或去掉",
         "name the UID of an event of the feed, or leave it out"),
)  # fmt: skip
def relation_lost(feed: Feed) -> Iterator[Hit]:
    """At the edge of a rolling window it may be so for some days."""
    known = {event.value("UID") for event in feed.events}
    for event in feed.events:
        for line in event.all("RELATED-TO"):
            if line.value.strip() not in known:
                yield at(event, line)


PAGES: tuple[Check[Feed], ...] = (
    no_uid, uid_twice, uid_not_global, uid_not_ascii, twins, no_dtstamp, bad_stamp,
    no_last_modified, no_sequence, bad_sequence, dtstamp_differs, relation_lost,
)  # fmt: skip
