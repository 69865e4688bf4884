"""VFREEBUSY: when a place is taken, for scheduling software.

A calendar of its own, never among entries: vdirsyncer stops at one that stands there.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from scheduler.domain.release import Directory
from scheduler.domain.span import Span
from scheduler.outputs.ical.contentline import content
from scheduler.releases.freebusy import Times
from scheduler.releases.window import midnight


def vfreebusy(directory: Directory, place: str, times: Times, stamp: datetime) -> bytes:
    """Render the one component of a place's free/busy calendar.

    Parameters
    ----------
    place
        Path of its feed.
    stamp
        When this was last made known.
    """
    key = f"{directory.city_id}\nfreebusy\n{place}".encode()
    uid = f"{hmac.new(directory.domain.encode(), key, sha256).hexdigest()[:32]}@{directory.domain}"
    start, end = (midnight(directory, day) for day in (times.within.start, times.within.end))
    head = (("UID", uid), ("DTSTAMP", stamp), ("DTSTART", start), ("DTEND", end))
    lines = (
        *_line(directory, "BUSY", times.firm),
        *_line(directory, "BUSY-TENTATIVE", times.maybe),
    )
    return b"BEGIN:VFREEBUSY\r\n" + content(head) + b"".join(lines) + b"END:VFREEBUSY\r\n"


def _line(directory: Directory, kind: str, spans: Iterable[Span]) -> Iterator[bytes]:
    """One FREEBUSY a period: short lines, which no reader has to unfold."""
    for span in spans:
        first, end = (f"{midnight(directory, d):%Y%m%dT%H%M%SZ}" for d in (span.start, span.end))
        yield f"FREEBUSY;FBTYPE={kind}:{first}/{end}\r\n".encode()
