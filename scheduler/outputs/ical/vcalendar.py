"""A calendar around its entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from scheduler.domain.release import Directory
from scheduler.outputs.ical.contentline import SAFE, content
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
    directory: Directory, lang: str, name: str, about: str, modified: datetime,
    vevents: Iterable[bytes],
) -> bytes:  # fmt: skip
    """One calendar file.

    All properties stand before the first component, since Outlook reads none after it.

    Parameters
    ----------
    name, about
        Title and sentence shown to subscribers, in the feed's language.
    modified
        When anything in it last changed; readers and clients compare this, so that it may move
        with the entries alone.
    vevents
        Entries in their order; a calendar without any holds the city's VTIMEZONE instead,
        for RFC 5545 wants a component.
    """
    zone = directory.timezone
    names = {"NAME": name, "X-WR-CALNAME": name, "X-WR-CALDESC": about, "X-WR-TIMEZONE": zone}
    fields = (*names.items(), ("LAST-MODIFIED", modified), ("URL", _page(directory, lang)))
    body = b"".join(vevents) or vtimezone(zone, directory.horizon)
    return b"BEGIN:VCALENDAR\r\n%b%b%bEND:VCALENDAR\r\n" % (_FIXED, content(fields), body)


def _page(directory: Directory, lang: str) -> str:
    """Address of the page that lists all calendars, in ASCII."""
    return quote(f"{directory.url.rstrip('/')}/{lang}/", safe=SAFE, errors="replace")
