"""Paths of feeds (contract, section 5), and which of them an entry belongs to."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator

from scheduler.domain.entry import Entry

CITY = "city.ics"


def paths_of(entry: Entry) -> Iterator[str]:
    """Feeds that carry an entry: places have every phase, all others the show only."""
    yield venue_path(entry.site.id)
    for hall in entry.halls:
        yield hall_path(entry.site.id, hall.id)
    if entry.phase == "show":
        yield CITY
        yield kind_path(entry.subject.kind)
        yield from map(industry_path, entry.subject.industries)
        yield from map(organizer_path, organizers_of(entry.subject.organizers))


def organizers_of(written: Iterable[str]) -> dict[str, str]:
    """Organizers' names by slug: ``org-`` and 8 hex digits of sha256 of the NFC name."""
    names = (unicodedata.normalize("NFC", name.strip()) for name in written)
    return {_slug(name): name for name in names if name}


def venue_path(venue_id: str) -> str:
    """Path of a venue's own calendar."""
    return f"venues/{venue_id}.ics"


def hall_path(venue_id: str, hall_id: str) -> str:
    """Path of a hall's calendar."""
    return f"halls/{venue_id}--{hall_id}.ics"


def kind_path(kind: str) -> str:
    """Path of the calendar of a kind of event."""
    return f"kinds/{kind}.ics"


def industry_path(slug: str) -> str:
    """Path of an industry's calendar."""
    return f"industries/{slug}.ics"


def organizer_path(slug: str) -> str:
    """Path of an organizer's calendar."""
    return f"organizers/{slug}.ics"


def busy_path(venue_id: str) -> str:
    """Path of a venue's occupied days."""
    return f"busy/{venue_id}.ics"


def freebusy_path(venue_id: str, hall_id: str = "") -> str:
    """Path of the VFREEBUSY of a venue, or of one of its halls."""
    return f"freebusy/{venue_id}{hall_id and f'--{hall_id}'}.ics"


def archive_path(year: int) -> str:
    """Path of all shows of a year, whatever the day."""
    return f"archive/{year}/{CITY}"


def _slug(name: str) -> str:
    # A lone surrogate cannot be encoded; the name counts as having a question mark there.
    return "org-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
