"""A feed with exactly one oddity is told exactly that; a sound one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.doctor import AGAIN, CHECKS, SERVING, SEVERITIES
from scheduler.doctor.base import READERS
from scheduler.errors import InputError
from tests.doctor.feeds import SOUND, feed, findings, ids

UID = "UID:boats-show@bayport.example\n"
END = "DTEND;VALUE=DATE:20210504\n"
TEA = "SUMMARY:Tea\n"
ZONE = SOUND[SOUND.index("BEGIN:VTIMEZONE") : SOUND.index("BEGIN:VEVENT")]
BOATS = SOUND[SOUND.index("BEGIN:VEVENT") : SOUND.index("BEGIN:VEVENT\nUID:tea")]
ALARM = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT1H\n{}END:VALARM\n"
DEEP = "BEGIN:X-A\n" * 16, "END:X-A\n" * 16

CASES = {
    "bom": b"\xef\xbb\xbf" + feed(),
    "not-utf8": feed().replace("船".encode(), b"\xb4\xac"),
    "split-character": feed().replace("船".encode(), b"\xe8\x88\r\n \xb9"),
    "bare-lf": feed().replace(b"NAME:Bayport\r\n", b"NAME:Bayport\n", 1),
    "blank-line": feed(TEA, TEA + "\n"),
    "long-line": feed(TEA, f"SUMMARY:{'T' * 68}\n"),
    "tab-fold": feed(TEA, "SUMMARY:Te\n\ta\n"),
    "control-character": feed(TEA, "SUMMARY:T\x01ea\n"),
    "stray-line": feed(TEA, TEA + "and a second line\n"),
    "outside": feed("BEGIN:VCALENDAR\n", "X-A:1\nBEGIN:VCALENDAR\n"),
    "no-end": feed("END:VCALENDAR\n", ""),
    "too-deep": feed("SEQUENCE:0\n", f"SEQUENCE:0\n{DEEP[0]}{DEEP[1]}"),
    "several-calendars": feed() + feed(BOATS, "").replace(b"Tea", b"Tea 2").replace(b"tea", b"t2"),
    "version": feed("VERSION:2.0", "VERSION:1.0"),
    "prodid": feed("PRODID:-//Bayport//Scheduler//EN\n", ""),
    "no-name": feed("X-WR-CALNAME:Bayport\nNAME:Bayport\n", ""),
    "names-differ": feed("\nNAME:Bayport", "\nNAME:Other"),
    "no-refresh": feed("REFRESH-INTERVAL;VALUE=DURATION:PT1H\nX-PUBLISHED-TTL:PT1H\n", ""),
    "refresh-differs": feed("X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT2H"),
    "no-timezone": feed("X-WR-TIMEZONE:Asia/Shanghai\n", ""),
    "refresh-not-hourly": feed().replace(b":PT1H", b":P1D"),
    "refresh-undeclared": feed("REFRESH-INTERVAL;VALUE=DURATION", "REFRESH-INTERVAL"),
    "bad-refresh": feed("X-PUBLISHED-TTL:PT1H\n", "").replace(b"L;VALUE", b"L:VALUE"),
    "method": feed("VERSION:2.0\n", "VERSION:2.0\nMETHOD:REQUEST\n"),
    "late-properties": feed("END:VCALENDAR", "X-WR-CALDESC:late\nEND:VCALENDAR"),
    "calendar-uid": feed("VERSION:2.0\n", "VERSION:2.0\nUID:a@b.example\n"),
    "freebusy-mixed": feed("END:VCALENDAR", "BEGIN:VFREEBUSY\nEND:VFREEBUSY\nEND:VCALENDAR"),
    "volatile": feed("VERSION:2.0\n", "VERSION:2.0\nX-GENERATED-AT:20210101T000000Z\n"),
    "no-uid": feed(UID, ""),
    "uid-twice": feed("UID:tea-show", "UID:boats-show"),
    "uid-not-global": feed(UID, "UID:17\n"),
    "uid-not-ascii": feed(UID, "UID:船@bayport.example\n"),
    "twins": feed(BOATS, BOATS + BOATS.replace("boats-show@", "boats2-show@")),
    "no-dtstamp": feed("DTSTAMP:20210101T000000Z\n", ""),
    "bad-stamp": feed("DTSTAMP:20210101T000000Z\n", "DTSTAMP:20210101T000000\n"),
    "no-last-modified": feed("LAST-MODIFIED:20210101T000000Z\n", ""),
    "no-sequence": feed("SEQUENCE:0\n", ""),
    "dtstamp-differs": feed("DTSTAMP:20210101", "DTSTAMP:20210102"),
    "relation-lost": feed(TEA, TEA + "RELATED-TO:wine-show@bayport.example\n"),
    "bad-sequence": feed("SEQUENCE:0\n", "SEQUENCE:-1\n"),
    "bad-date": feed(END, "DTEND;VALUE=DATE:20210231\n"),
    "date-undeclared": feed(END, "DTEND:20210504\n"),
    "inclusive-end": feed(END, "DTEND;VALUE=DATE:20210501\n"),
    "end-before-start": feed(END, "DTEND;VALUE=DATE:20210430\n"),
    "mixed-types": feed(END, "DTEND:20210504T000000Z\n"),
    "end-and-duration": feed(END, END + "DURATION:P3D\n"),
    "no-dtend": feed(END, ""),
    "floating": feed("DTEND;TZID=Asia/Shanghai", "DTEND"),
    "midnights": feed("T090000", "T000000").replace(b"20210601T170000", b"20210602T000000"),
    "zone-undefined": feed(ZONE, ""),
    "zone-name": feed("DTEND;TZID=Asia/Shanghai", "DTEND;TZID=China Standard Time"),
    "zone-name-defined": feed("END:VTIMEZONE\n", "END:VTIMEZONE\n" + ZONE.replace(
        "Asia/Shanghai", "China Standard Time")),
    "zone-rdates": feed("TZNAME:CST\n", "TZNAME:CST\nRDATE:19860504T000000\n"),
    "no-transp": feed("TRANSP:OPAQUE\n", ""),
    "two-summaries": feed(TEA, TEA + "SUMMARY;LANGUAGE=zh:茶\n"),
    "property-twice": feed("SEQUENCE:0\n", "SEQUENCE:0\nSEQUENCE:1\n"),
    "no-summary": feed(TEA, ""),
    "bare-comma": feed("Expo\\, Bay", "Expo, Bay"),
    "bare-semicolon": feed("Expo\\, Bay", "Expo; Bay"),
    "escaped-twice": feed("Expo\\, Bay", "Expo\\\\\\, Bay"),
    "geo-escaped": feed("GEO:36.07;120.38", "GEO:36.07\\;120.38"),
    "url-not-ascii": feed("example/boats", "example/船"),
    "status": feed("STATUS:CONFIRMED", "STATUS:CANCELED"),
    "cancelled-unmarked": feed("STATUS:CONFIRMED\nTRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY",
                               "STATUS:CANCELLED\nTRANSP:TRANSPARENT"),
    "tentative-unmarked": feed("STATUS:CONFIRMED", "STATUS:TENTATIVE"),
    "cancelled-busy": feed("SUMMARY:船展 Boats", "SUMMARY:【取消】Boats").replace(
        b"STATUS:CONFIRMED", b"STATUS:CANCELLED", 1),
    "busystatus": feed("BUSYSTATUS:BUSY", "BUSYSTATUS:FREE"),
    "location-type": feed("END:VEVENT", "BEGIN:VLOCATION\nUID:h@b.example\nNAME:H\n"
                          "LOCATION-TYPE:hall\nEND:VLOCATION\nEND:VEVENT"),
    "alarm-silent": feed("END:VEVENT", ALARM.format("") + "END:VEVENT"),
    "alarm": feed("END:VEVENT", ALARM.format("DESCRIPTION:Tea\n") + "END:VEVENT"),
    "people": feed(TEA, TEA + "ORGANIZER:mailto:a@b.example\n"),
    "large": feed(BOATS, "".join(
        BOATS.replace("boats", f"boats{n}") for n in range(1000))),
}  # fmt: skip


def test_a_sound_feed_is_clean() -> None:
    assert ids(feed()) == []


def test_every_check_has_its_case() -> None:
    assert sorted(CASES) == sorted(one.id for one in CHECKS)
    assert len({one.id for one in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("name", CASES)
def test_one_oddity_is_told_alone(name: str) -> None:
    assert ids(CASES[name]) == [name]


@pytest.mark.parametrize("one", (*CHECKS, *AGAIN, *SERVING), ids=lambda c: c.id)
def test_pages_are_whole(one) -> None:  # type: ignore[no-untyped-def]
    assert one.severity in SEVERITIES
    for text in (one.wrong, one.remedy):
        assert text.zh
        assert text.en
    assert bool(one.clients.reported.zh) == bool(one.clients.reported.en)
    assert len(one.clients.measured) in (0, len(READERS))
    assert set(one.clients.measured) <= set(".dX-")


def test_line_uid_and_value_are_told() -> None:
    (found,) = findings(CASES["date-undeclared"])
    (hit,) = found.hits
    assert (hit.line, hit.uid, hit.value) == (25, "boats-show@bayport.example", "20210504")


def test_lines_count_as_in_the_file_although_folded() -> None:
    data = feed(TEA, "SUMMARY:Te\n a\n").replace(b"STATUS:CONFIRMED", b"STATUS:MAYBE")
    (found,) = findings(data)
    assert [hit.line for hit in found.hits] == [26, 42]


def test_what_is_as_good_is_not_told() -> None:
    assert ids(feed().replace(b":PT1H", b":PT60M")) == []
    assert ids(feed(TEA, TEA + "RELATED-TO:boats-show@bayport.example\n")) == []
    assert ids(feed("LAST-MODIFIED:20210101T000000Z\n", "")) == ["no-last-modified"]


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
def test_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="there is no BEGIN:VCALENDAR"):
        ids(data)


def test_the_document_lists_every_check() -> None:
    text = (Path(__file__).parents[2] / "docs" / "doctor.md").read_text(encoding="utf-8")
    checks = (*CHECKS, *AGAIN, *SERVING)
    rows = [f"| `{c.id}` | {c.severity} | {c.wrong.en} | {c.wrong.zh} |" for c in checks]
    assert text.splitlines()[-len(rows) :] == rows
