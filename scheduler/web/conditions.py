"""Conditional requests and choice of encoding, as RFC 9110 has them (sections 8, 12.5.3, 13)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache

Headers = Mapping[bytes, bytes]
"""Request headers by lower-case name, lines of one name joined by commas."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_LONG_DAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_DAY}, (?P<day>\d\d) {_MONTH} (?P<year>\d{{4}}) {_TIME} GMT",
        rf"{_LONG_DAY}, (?P<day>\d\d)-{_MONTH}-(?P<short>\d\d) {_TIME} GMT",
        rf"{_DAY} {_MONTH} (?P<day>[ \d]\d) {_TIME} (?P<year>\d{{4}})",
    )
)
_TAG = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII | re.IGNORECASE)
LONGEST = 4096
"""Bytes of a conditional header or Accept-Encoding beyond which it is not read."""


def http_date(moment: datetime) -> str:
    """Write a moment as ``Sun, 06 Nov 1994 08:49:37 GMT``."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


@lru_cache(maxsize=256)
def read_date(text: bytes) -> datetime | None:
    """Read any of the three forms of HTTP-date; ``None`` for everything else.

    A two-digit year more than 50 years ahead is one of the past.
    """
    found = next((m for p in _DATES if (m := p.fullmatch(text.decode("latin-1").strip()))), None)
    if found is None:
        return None
    parts = found.groupdict()
    if "year" in parts:
        return _moment(int(parts["year"]), parts)
    now = datetime.now(UTC)
    read = _moment(now.year // 100 * 100 + int(parts["short"]), parts)
    if read and read > now + timedelta(days=50 * 365.25):
        return _moment(read.year - 100, parts)
    return read


def _moment(year: int, parts: Mapping[str, str]) -> datetime | None:
    hour, minute, second = (int(parts[name]) for name in ("hour", "minute", "second"))
    second -= second == 60  # a leap second counts as the one before
    try:
        month = _MONTHS.index(parts["month"]) + 1
        return datetime(year, month, int(parts["day"]), hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def matches(field: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names an entity tag, compared weakly; ``*`` names all."""
    if field.strip() == b"*":
        return True
    # What is left beside the tags must be commas; one pattern for the whole list would backtrack.
    if len(field) > LONGEST or _TAG.sub(b"", field).strip(b", \t"):
        return False
    return etag in _TAG.findall(field)


def unmodified(headers: Headers, etag: bytes, modified: datetime) -> bool:
    """Whether a GET is to be answered by 304: entity tags first, dates only without them."""
    tags = headers.get(b"if-none-match")
    if tags is not None:
        return matches(tags, etag)
    since = headers.get(b"if-modified-since")
    if since is None or len(since) > LONGEST:
        return False
    date = read_date(since)
    return date is not None and modified <= date


def failed(headers: Headers, etag: bytes, modified: datetime) -> bool:
    """Whether a GET is to be answered by 412: If-Match, compared strongly, else the date."""
    tags = headers.get(b"if-match")
    if tags is not None:
        strong = re.findall(rb'(W/)?("[^"]*")', tags[:LONGEST])
        return tags.strip() != b"*" and (b"", etag) not in strong
    since = headers.get(b"if-unmodified-since")
    date = read_date(since) if since is not None and len(since) <= LONGEST else None
    return date is not None and modified > date


@lru_cache(maxsize=256)
def wants_gzip(field: bytes) -> bool:
    """Whether Accept-Encoding takes gzip and does not like plain bytes better."""
    if len(field) > LONGEST:
        return False
    qualities: dict[str, float] = {}
    for item in field.decode("latin-1").lower().split(","):
        coding, *rest = (part.strip() for part in item.split(";"))
        qualities["gzip" if coding == "x-gzip" else coding] = _quality(rest)
    zipped = qualities.get("gzip", qualities.get("*", 0.0))
    return zipped > 0 and zipped >= qualities.get("identity", 0.0)


def _quality(parameters: list[str]) -> float:
    if not parameters:
        return 1.0
    found = _QUALITY.fullmatch(parameters[0].replace(" ", ""))
    return float(found[1]) if found else 0.0
