"""Which feeds a city has, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.entry import Site
from scheduler.domain.feedpaths import (
    CITY,
    archive_path,
    busy_path,
    freebusy_path,
    hall_path,
    industry_path,
    kind_path,
    organizer_path,
    organizers_of,
    venue_path,
)
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
    return Feed(busy_path(venue.id), name, words.BUSY_DAYS.get(lang), opaque=True)


def freebusy_feeds(directory: Directory, lang: str) -> Iterator[tuple[Feed, str]]:
    """Free and busy times of places, each with the path of its calendar of entries."""
    for venue, halls in directory.venues:
        name = title(venue.name, lang, venue.id)
        yield _freebusy(freebusy_path(venue.id), name, lang), venue_path(venue.id)
        for hall in halls:
            ids, hall_name = (venue.id, hall.id), f"{name} {title(hall.name, lang, hall.id)}"
            yield _freebusy(freebusy_path(*ids), hall_name, lang), hall_path(*ids)


def archive_feed(directory: Directory, year: int, lang: str) -> Feed:
    """All shows of a year."""
    city = title(directory.city_name, lang, directory.city_id)
    name = f"{city} · {words.CITY_TITLE.get(lang)} {year}"
    return Feed(archive_path(year), name, words.WHOLE_YEAR.get(lang), opaque=False)


def _freebusy(path: str, name: str, lang: str) -> Feed:
    full = f"{name} · {words.FREE_BUSY.get(lang)}"
    return Feed(path, full, words.FREE_BUSY_TIMES.get(lang), opaque=True)


def _subjects(directory: Directory, lang: str) -> Iterator[tuple[str, str]]:
    city = title(directory.city_name, lang, directory.city_id)
    yield CITY, f"{city} · {words.CITY_TITLE.get(lang)}"
    for kind in KINDS:
        yield kind_path(kind), f"{city} · {KINDS[kind].get(lang)}"
    for slug, name in directory.industries.items():
        yield industry_path(slug), f"{city} · {title(name, lang, slug)}"
    # Organizers of events that found no place are subscribed to their feed all the same.
    for slug, organizer in sorted(organizers_of(directory.organizers).items()):
        yield organizer_path(slug), one_line(organizer) or slug


def _places(directory: Directory, lang: str) -> Iterator[tuple[str, str]]:
    for venue, halls in directory.venues:
        name = title(venue.name, lang, venue.id)
        yield venue_path(venue.id), name
        for hall in halls:
            yield hall_path(venue.id, hall.id), f"{name} {title(hall.name, lang, hall.id)}"
