"""When each feed was last made known otherwise.

A feed that a release leaves alone keeps its bytes, its own LAST-MODIFIED among them, and its
Last-Modified over HTTP. A release therefore remembers these stamps:

1. A feed whose content differs from that of the last release gets the moment of the release.
2. Any other keeps its stamp, or the last midnight at which the window rolled over an entry if that
   was later: once an entry is past and forgotten, nobody could tell of that midnight any more.
3. One that has nothing, and had nothing, is under the name `ANY`: it changes with the city only.

What is past and cancelled is seen by nobody and does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.entry import CANCELLED
from scheduler.domain.feedpaths import (
    CITY,
    archive_path,
    busy_path,
    freebusy_path,
    hall_path,
    industry_path,
    venue_path,
)
from scheduler.domain.release import Directory, Key, Release
from scheduler.domain.span import Day, Span
from scheduler.releases.freebusy import times_of
from scheduler.releases.members import in_year, members, readable, years_of
from scheduler.releases.window import midnight, window_of

ANY = ""
"""Path under which feeds are remembered that never had anything."""

Seen = list[tuple[Span, str]]


@dataclass(frozen=True)
class _Content:
    """What a feed follows from.

    Parameters
    ----------
    seen
        Days and status of what the window rolls over.
    rolling
        Whether the window limits what is seen.
    """

    said: object
    seen: tuple[tuple[Span, str], ...] = ()
    rolling: bool = True


def told_after(previous: Release | None, release: Release, today: Day) -> dict[Key, datetime]:
    """Stamps of all feeds in a release that follows `previous`.

    Parameters
    ----------
    today
        In the city, when it is published.
    """
    new = _contents(release, today)
    if previous is None:
        return dict.fromkeys(new, release.published)
    old = _contents(previous, today)
    found = {}
    for key in {**old, **new, **previous.told}:
        nothing = ANY, key[1]
        had, has = (of.get(key, of[nothing]) for of in (old, new))
        same = had.said == has.said
        found[key] = _kept(previous, key, had, today) if same else release.published
    return found


def stamp_of(release: Release, key: Key) -> datetime:
    """When a feed was last made known otherwise; releases of old stores do not tell."""
    other = release.told.get((ANY, key[1]), release.published)
    return release.told.get(key, other)


def _kept(previous: Release, key: Key, had: _Content, today: Day) -> datetime:
    stamp = stamp_of(previous, key)
    rolled = window_of(previous.directory, today, rolling=had.rolling).rolled(had.seen)
    return stamp if rolled is None else max(stamp, midnight(previous.directory, rolled))


def _contents(release: Release, today: Day) -> dict[Key, _Content]:
    """Content of every feed, in both forms."""
    return {
        (path, public): content
        for public in (True, False)
        for path, content in _feeds(release, today, public=public)
    }


def _feeds(release: Release, today: Day, *, public: bool) -> Iterator[tuple[str, _Content]]:
    directory = release.directory
    city = _city(directory)
    names = _names(readable(release, public=public))
    carried = members(release, public=public)
    yield ANY, _Content((city, None, []))
    for path in {**names, **carried}:
        seen = tuple((e.span, e.status) for e in carried.get(path, ()))
        said = [e for e in carried.get(path, ()) if _counts(e.span, e.status, today)]
        yield path, _Content((city, names.get(path), said), seen)
    for year in years_of(directory):
        here = in_year(carried.get(CITY, []), year)
        seen = tuple((e.span, e.status) for e in here)
        said = [e for e in here if _counts(e.span, e.status, today)]
        yield archive_path(year), _Content((city, said), seen, rolling=False)
    busy = defaultdict(list)
    for days in release.busy:
        if days.public == public:
            busy[days.venue_id].append(days)
    for site, halls in directory.venues:
        own = busy[site.id]
        seen = tuple((o.span, o.status) for o in own)
        kept = [o for o in own if _counts(o.span, o.status, today)]
        yield busy_path(site.id), _Content((city, site.name, kept), seen)
        places = [(freebusy_path(site.id), venue_path(site.id))]
        places += [(freebusy_path(site.id, h.id), hall_path(site.id, h.id)) for h in halls]
        for path, source in places:
            times = times_of(directory, carried.get(source, ()))
            yield path, _Content((city, names[source], times))


def _counts(span: Span, status: str, today: Day) -> bool:
    return status != CANCELLED or span.end > today


def _city(directory: Directory) -> object:
    """What every feed shows of the city."""
    place = directory.city_id, directory.city_name, directory.timezone
    return (*place, directory.domain, directory.url, directory.horizon)


def _names(directory: Directory) -> dict[str, object]:
    """Names of feeds that exist whether or not they have entries."""
    found: dict[str, object] = {industry_path(s): n for s, n in directory.industries.items()}
    for site, halls in directory.venues:
        found[venue_path(site.id)] = site.name
        for hall in halls:
            found[hall_path(site.id, hall.id)] = site.name, hall.name
    return found
