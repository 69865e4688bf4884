"""A sound feed, and how to break it."""

from __future__ import annotations

from scheduler.doctor import Finding, examine

SOUND = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Bayport//Scheduler//EN
X-WR-CALNAME:Bayport
NAME:Bayport
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Asia/Shanghai
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:boats-show@bayport.example
DTSTAMP:20210101T000000Z
LAST-MODIFIED:20210101T000000Z
SEQUENCE:0
SUMMARY:船展 Boats
DTSTART;VALUE=DATE:20210501
DTEND;VALUE=DATE:20210504
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
LOCATION:Expo\\, Bay 1
GEO:36.07;120.38
URL:https://bayport.example/boats
END:VEVENT
BEGIN:VEVENT
UID:tea-show@bayport.example
DTSTAMP:20210101T000000Z
LAST-MODIFIED:20210101T000000Z
SEQUENCE:0
SUMMARY:Tea
DTSTART;TZID=Asia/Shanghai:20210601T090000
DTEND;TZID=Asia/Shanghai:20210601T170000
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""


def feed(old: str = "", new: str = "") -> bytes:
    """The sound feed with one place changed, which must be there."""
    assert old in SOUND
    return SOUND.replace(old, new, 1).replace("\n", "\r\n").encode()


def findings(data: bytes) -> tuple[Finding, ...]:
    """What the doctor says of it."""
    return examine("feed.ics", data)[1]


def ids(data: bytes) -> list[str]:
    """Checks that strike, sorted."""
    return sorted(f.check.id for f in findings(data))
