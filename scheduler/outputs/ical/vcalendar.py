"""A calendar around its entries."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.release import Directory
from scheduler.outputs.ical.contentline import content
from scheduler.outputs.ical.zone import vtimezone

_FIXED = (
    b"VERSION:2.0\r\n"
    b"PRODID:-//Convention calendar scheduler//Feeds//EN\r\n"
    b"CALSCALE:GREGORIAN\r\n"
    b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
    b"X-PUBLISHED-TTL:PT1H\r\n"
)
"""Nothing here may ever change by itself: some readers copy it into every entry."""


def render_calendar(
    directory: Directory, name: str, about: str, vevents: Iterable[bytes]
) -> bytes:
    """One calendar file.

    All properties stand before the first component, since Outlook reads none after it.

    Parameters
    ----------
    name, about
        Title and sentence shown to subscribers, in the feed's language.
    vevents
        Entries in their order; a calendar without any holds the city's VTIMEZONE instead,
        for RFC 5545 wants a component.
    """
    zone = directory.timezone
    names = {"NAME": name, "X-WR-CALNAME": name, "X-WR-CALDESC": about, "X-WR-TIMEZONE": zone}
    body = b"".join(vevents) or vtimezone(zone, directory.horizon)
    return b"BEGIN:VCALENDAR\r\n%b%b%bEND:VCALENDAR\r\n" % (_FIXED, content(names.items()), body)
