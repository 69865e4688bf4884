"""Which entries each feed of a release shows on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scheduler.domain import feedpaths as paths
from scheduler.domain.entry import Entry, Site, Subject
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.releases.busy import busy_uid
from scheduler.releases.members import in_year, members, readable, years_of
from scheduler.releases.window import window_of

BUSY = "busy"
"""Phase of what stands in a busy feed, which is of no event."""

_NOBODY = Subject("", Text(), "")

Shown = Mapping[str, Mapping[str, Entry]]
"""Entries by feed path and UID."""


def shown(release: Release | None, today: Day, *, public: bool) -> Shown:
    """Entries of every feed that shows any."""
    return dict(_shown(release, today, public)) if release else {}


def _shown(release: Release, today: Day, public: bool) -> Iterator[tuple[str, Mapping[str, Entry]]]:
    directory = readable(release, public=public)
    rolling = window_of(directory, today)
    whole = window_of(directory, today, rolling=False)
    carried = members(release, public=public)
    feeds = {**carried, **_busy(release, directory, public)}
    listed = set(_listed(directory))
    for path, entries in feeds.items():
        if path in listed or path.startswith("kinds/"):
            yield path, {e.uid: e for e in entries if rolling.shows(e.span, e.status)}
    for year in years_of(directory):
        chosen = in_year(carried.get(paths.CITY, []), year)
        yield paths.archive_path(year), {e.uid: e for e in chosen if whole.shows(e.span, e.status)}


def _listed(directory: Directory) -> Iterator[str]:
    """Feeds that there are; what was left in another one has nobody to tell it."""
    yield paths.CITY
    yield from map(paths.industry_path, directory.industries)
    yield from map(paths.organizer_path, paths.organizers_of(directory.organizers))
    for venue, halls in directory.venues:
        yield paths.venue_path(venue.id)
        yield paths.busy_path(venue.id)
        yield from (paths.hall_path(venue.id, hall.id) for hall in halls)


def _busy(release: Release, directory: Directory, public: bool) -> dict[str, list[Entry]]:
    """Occupied days as entries without a name, by the path of their feed."""
    # Names of the venue are not in them, so a new one changes none of them.
    sites = {site.id: Site(site.id, Text()) for site, _ in directory.venues}
    found: dict[str, list[Entry]] = {}
    for days in release.busy:
        if days.public == public and days.venue_id in sites:
            uid = busy_uid(directory, days.venue_id, days.span)
            site = sites[days.venue_id]
            entry = Entry(uid, uid, _NOBODY, site, (), BUSY, days.span, days.status, days.state)
            found.setdefault(paths.busy_path(site.id), []).append(entry)
    return found
