"""Calendars made ready: headers, their zipped twin, answers to conditional requests."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.web.item import Item, disposition, made, settled

MOMENT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
DATA = b"BEGIN:VCALENDAR\r\n" * 100
ZIP = {b"accept-encoding": b"gzip"}


def item(data: bytes = DATA, modified: datetime = MOMENT) -> Item:
    return made("halls/hongdao--h1.ics", "红岛 1号馆", data, modified, public=True)


def test_plain_and_zipped_have_tags_of_their_own() -> None:
    status, headers, body = item().answer({})
    told = dict(headers)
    assert (status, body) == (200, DATA)
    assert told[b"content-type"] == b"text/calendar; charset=utf-8"
    assert told[b"last-modified"] == b"Mon, 05 Jan 2026 02:00:00 GMT"
    assert told[b"vary"] == b"Accept-Encoding"
    assert int(told[b"content-length"]) == len(DATA)
    status, headers, body = item().answer(ZIP)
    zipped = dict(headers)
    assert (status, gzip.decompress(body)) == (200, DATA)
    assert zipped[b"content-encoding"] == b"gzip"
    assert int(zipped[b"content-length"]) == len(body) < len(DATA)
    assert zipped[b"etag"] != told[b"etag"]
    assert not told[b"etag"].startswith(b"W/")


def test_a_tag_gives_304_for_its_own_bytes_only() -> None:
    plain, zipped = (dict(item().answer(h)[1])[b"etag"] for h in ({}, ZIP))
    for mine, other, headers in ((plain, zipped, {}), (zipped, plain, ZIP)):
        status, told, body = item().answer(headers | {b"if-none-match": mine})
        assert (status, body) == (304, b"")
        assert dict(told)[b"etag"] == mine
        names = {name for name, _ in told}
        assert {b"cache-control", b"vary", b"last-modified"} <= names
        assert not {b"content-type", b"content-length", b"content-encoding"} & names
        assert item().answer(headers | {b"if-none-match": other})[0] == 200


def test_the_same_calendar_has_the_same_headers() -> None:
    assert item() == item()
    assert item(DATA + b"x").plain.etag != item().plain.etag


def test_what_is_small_is_not_zipped() -> None:
    tiny = item(b"BEGIN:VCALENDAR\r\n")
    assert tiny.answer(ZIP) == tiny.answer({})


@pytest.mark.parametrize("days", [-1, 0])
def test_last_modified_grows_with_new_bytes(days: int) -> None:
    newer = item(DATA * 2, MOMENT + timedelta(days=days))
    assert settled(newer, item(), public=True).modified == MOMENT + timedelta(seconds=1)


def test_last_modified_stays_or_moves_on() -> None:
    assert settled(item(modified=MOMENT - timedelta(1)), item(), public=True) == item()
    later = item(DATA * 2, MOMENT + timedelta(1))
    assert settled(later, item(), public=True) == later
    assert settled(later, None, public=True) == later


@pytest.mark.parametrize("name", ['a"b\r\nSet-Cookie: x', "红" * 500, "\ud800", "../..", ""])
def test_file_names_are_harmless(name: str) -> None:
    told = disposition("h1", name, "ics")
    assert told.startswith(b"inline; filename=\"h1.ics\"; filename*=UTF-8''")
    assert told.endswith(b".ics")
    assert not set(told) & set(b"\r\n")
    assert b"/" not in told
    assert len(told) < 1000
