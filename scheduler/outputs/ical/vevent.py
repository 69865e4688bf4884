"""Parts that every VEVENT has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scheduler.domain.entry import State
from scheduler.domain.span import Span
from scheduler.outputs.ical.contentline import Field

_SHOWN_AS = {"CONFIRMED": b"BUSY", "TENTATIVE": b"TENTATIVE"}


def identity(uid: str, state: State) -> Iterator[Field]:
    """Who the entry is, when it was made and last changed."""
    yield "UID", uid
    yield "DTSTAMP", state.modified
    yield "LAST-MODIFIED", state.modified
    yield "CREATED", state.created
    yield "SEQUENCE", state.sequence


def dates(span: Span) -> Iterator[Field]:
    """Whole days; DTEND is the day after the last, as RFC 5545 wants it."""
    yield "DTSTART", date.fromordinal(span.start)
    yield "DTEND", date.fromordinal(span.end)


def framed(lines: bytes, status: str, *, opaque: bool) -> bytes:
    """Make a VEVENT of its lines; only the last two differ between the feeds that carry it.

    Parameters
    ----------
    opaque
        Whether the feed is the calendar of a place, which the entry occupies; else it is
        information only and makes no reader busy. A cancelled entry occupies nothing.
    """
    busy = _SHOWN_AS.get(status) if opaque else None
    transp, shown_as = (b"OPAQUE", busy) if busy else (b"TRANSPARENT", b"FREE")
    tail = b"TRANSP:%b\r\nX-MICROSOFT-CDO-BUSYSTATUS:%b\r\n" % (transp, shown_as)
    return b"BEGIN:VEVENT\r\n" + lines + tail + b"END:VEVENT\r\n"
