"""Which feeds a city has, and which of them an entry belongs to."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.domain.entry import Entry, Site
from scheduler.domain.release import Directory
from scheduler.outputs.ical import words
from scheduler.outputs.ical.text import one_line, title
from scheduler.outputs.labels import KINDS


@dataclass(frozen=True)
class Feed:
    """A calendar file; `opaque` if it is the calendar of a place."""

    path: str
    name: str
    about: str
    opaque: bool


def catalogue(directory: Directory, lang: str) -> Iterator[Feed]:
    """Feeds with names; those of listed things exist whether or not they have entries."""
    for path, name in _subjects(directory, lang):
        yield Feed(path, name, words.SHOWS.get(lang), opaque=False)
    for path, name in _places(directory, lang):
        yield Feed(path, name, words.ALL_PHASES.get(lang), opaque=True)


def busy_feed(venue: Site, lang: str) -> Feed:
    """Feed of a venue's occupied days."""
    name = f"{title(venue.name, lang, venue.id)} · {words.BUSY.get(lang)}"
    return Feed(f"busy/{venue.id}.ics", name, words.BUSY_DAYS.get(lang), opaque=True)


def paths_of(entry: Entry) -> Iterator[str]:
    """Feeds that carry an entry: places have every phase, all others the show only."""
    yield venue_path(entry.site.id)
    for hall in entry.halls:
        yield _hall_path(entry.site.id, hall.id)
    if entry.phase == "show":
        yield "city.ics"
        yield f"kinds/{entry.subject.kind}.ics"
        yield from (f"industries/{slug}.ics" for slug in entry.subject.industries)
        yield from (f"organizers/{slug}.ics" for slug in organizers_of(entry.subject.organizers))


def organizers_of(written: Iterable[str]) -> dict[str, str]:
    """Organizers' names by slug: ``org-`` and 8 hex digits of sha256 of the NFC name."""
    names = (unicodedata.normalize("NFC", name.strip()) for name in written)
    return {_slug(name): name for name in names if name}


def venue_path(venue_id: str) -> str:
    """Path of a venue's own calendar."""
    return f"venues/{venue_id}.ics"


def _hall_path(venue_id: str, hall_id: str) -> str:
    return f"halls/{venue_id}--{hall_id}.ics"


def _slug(name: str) -> str:
    # A lone surrogate cannot be encoded; the name counts as having a question mark there.
    return "org-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]


def _subjects(directory: Directory, lang: str) -> Iterator[tuple[str, str]]:
    city = title(directory.city_name, lang, directory.city_id)
    yield "city.ics", f"{city} · {words.CITY_TITLE.get(lang)}"
    for kind in KINDS:
        yield f"kinds/{kind}.ics", f"{city} · {KINDS[kind].get(lang)}"
    for slug, name in directory.industries.items():
        yield f"industries/{slug}.ics", f"{city} · {title(name, lang, slug)}"
    # Organizers of events that found no place are subscribed to their feed all the same.
    for slug, organizer in sorted(organizers_of(directory.organizers).items()):
        yield f"organizers/{slug}.ics", one_line(organizer) or slug


def _places(directory: Directory, lang: str) -> Iterator[tuple[str, str]]:
    for venue, halls in directory.venues:
        name = title(venue.name, lang, venue.id)
        yield venue_path(venue.id), name
        for hall in halls:
            yield _hall_path(venue.id, hall.id), f"{name} {title(hall.name, lang, hall.id)}"
