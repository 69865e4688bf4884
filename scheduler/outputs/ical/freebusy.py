"""VFREEBUSY: when a place is taken, for scheduling software.

A calendar of its own, never among entries: vdirsyncer stops at one that stands there.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from scheduler.domain.entry import CANCELLED, TENTATIVE, Entry
from scheduler.domain.release import Directory
from scheduler.domain.span import Span, merge
from scheduler.outputs.ical.contentline import content
from scheduler.releases.window import midnight


def vfreebusy(
    directory: Directory, place: str, entries: Iterable[Entry], within: Span, stamp: datetime
) -> bytes:
    """Render the one component of a place's free/busy calendar.

    Parameters
    ----------
    place
        Path of its feed.
    within
        Days of which this tells; on those that no period covers the place is free.
    stamp
        When this was last made known.
    """
    key = f"{directory.city_id}\nfreebusy\n{place}".encode()
    uid = f"{hmac.new(directory.domain.encode(), key, sha256).hexdigest()[:32]}@{directory.domain}"
    start, end = midnight(directory, within.start), midnight(directory, within.end)
    head = (("UID", uid), ("DTSTAMP", stamp), ("DTSTART", start), ("DTEND", end))
    held = [(e.span.common(within), e.status) for e in entries if e.status != CANCELLED]
    firm = merge(span for span, status in held if span and status != TENTATIVE)
    maybe = merge(span for span, status in held if span and status == TENTATIVE)
    lines = (
        *_line(directory, "BUSY", firm),
        *_line(directory, "BUSY-TENTATIVE", without(maybe, firm)),
    )
    return b"BEGIN:VFREEBUSY\r\n" + content(head) + b"".join(lines) + b"END:VFREEBUSY\r\n"


def without(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """Days of `spans` that are in none of `taken`; both disjoint, `taken` sorted."""
    others = list(taken)
    for span in spans:
        start = span.start
        for other in others:
            if other.overlaps(Span(start, span.end)):
                if start < other.start:
                    yield Span(start, other.start)
                start = other.end
        if start < span.end:
            yield Span(start, span.end)


def _line(directory: Directory, kind: str, spans: Iterable[Span]) -> Iterator[bytes]:
    """One FREEBUSY a period: short lines, which no reader has to unfold."""
    for span in spans:
        first, end = (f"{midnight(directory, d):%Y%m%dT%H%M%SZ}" for d in (span.start, span.end))
        yield f"FREEBUSY;FBTYPE={kind}:{first}/{end}\r\n".encode()
