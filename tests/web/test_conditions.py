"""Dates, entity tags and encodings of requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.web.conditions import failed, http_date, matches, read_date, unmodified, wants_gzip

MOMENT = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        b"Sun, 06 Nov 1994 08:49:37 GMT",
        b"Sunday, 06-Nov-94 08:49:37 GMT",
        b"Sun Nov  6 08:49:37 1994",
    ],
)
def test_three_forms_of_one_date(text: bytes) -> None:
    assert read_date(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        b"", b"yesterday", b"0", b"1994-11-06T08:49:37Z", b"Sun, 06 Nov 1994 08:49:37",
        b"Sun, 31 Feb 1994 08:49:37 GMT", b"Sun, 06 Nov 1994 25:49:37 GMT", b"\xff" * 40,
        b"Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, ٠٦ Nov 1994 08:49:37 GMT".encode(), b"Sun, 06 Nov 0000 08:49:37 GMT",
    ],
)  # fmt: skip
def test_no_date(text: bytes) -> None:
    assert read_date(text) is None


def test_dates_come_back() -> None:
    assert http_date(MOMENT) == "Sun, 06 Nov 1994 08:49:37 GMT"
    assert read_date(http_date(MOMENT).encode()) == MOMENT


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-1, False), (0, True), (1, True), (10**9, True)]
)
def test_if_modified_since(seconds: int, expected: bool) -> None:
    since = http_date(MOMENT + timedelta(seconds=seconds)).encode()
    assert unmodified({b"if-modified-since": since}, b'"a"', MOMENT) is expected


@pytest.mark.parametrize("since", [b"Thu, 01 Jan 1970 00:00:00 GMT", b"garbage", b"", b"-1"])
def test_if_modified_since_long_ago_or_garbage(since: bytes) -> None:
    assert not unmodified({b"if-modified-since": since}, b'"a"', MOMENT)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b'"a"', True), (b'W/"a"', True), (b"*", True), (b'"b", "a"', True), (b'"b",W/"a" ,', True),
        (b',, "a"', True), (b'"b"', False), (b"a", False), (b"", False), (b'"a', False),
        (b'w/"a"', False), (b'"b, "a"', False), (b'"b"' + b', "c"' * 2000 + b', "a"', False),
        (b'"\x00"', False), (b'"b"' + b", " * 1500 + b"x", False),
    ],
)  # fmt: skip
def test_if_none_match(field: bytes, expected: bool) -> None:
    assert matches(field, b'"a"') is expected


def test_tags_win_over_dates() -> None:
    later = http_date(MOMENT + timedelta(days=1)).encode()
    for tags in (b'"b"', b"nonsense", b""):
        headers = {b"if-none-match": tags, b"if-modified-since": later}
        assert not unmodified(headers, b'"a"', MOMENT)
    headers = {b"if-none-match": b'"a"', b"if-modified-since": b"Thu, 01 Jan 1970 00:00:00 GMT"}
    assert unmodified(headers, b'"a"', MOMENT)


def test_preconditions() -> None:
    before, after = (http_date(MOMENT + timedelta(days=n)).encode() for n in (-1, 1))
    assert not failed({}, b'"a"', MOMENT)
    assert not failed({b"if-match": b'"b", "a"'}, b'"a"', MOMENT)
    assert not failed({b"if-match": b"*"}, b'"a"', MOMENT)
    assert failed({b"if-match": b'W/"a"'}, b'"a"', MOMENT)
    assert failed({b"if-unmodified-since": before}, b'"a"', MOMENT)
    assert not failed({b"if-unmodified-since": after}, b'"a"', MOMENT)
    assert not failed({b"if-match": b'"a"', b"if-unmodified-since": before}, b'"a"', MOMENT)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b"", False), (b"gzip", True), (b"GZIP", True), (b"deflate, gzip;q=0.5", True),
        (b"gzip;q=0", False), (b"gzip;q=0.000", False), (b"*", True), (b"*;q=0", False),
        (b"gzip;q=0, *", False), (b"identity, gzip;q=0.5", False), (b"br", False),
        (b"identity;q=0.5, gzip; q=0.8", True), (b"x-gzip", True), (b"gzip;q=2", False),
        (b"gzip;q=x", False), (b"identity;q=0", False), (b"gzip," * 2000, False),
    ],
)  # fmt: skip
def test_accept_encoding(field: bytes, expected: bool) -> None:
    assert wants_gzip(field) is expected
