"""Which entries each feed of a release shows on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scheduler.domain.entry import Entry
from scheduler.domain.feedpaths import (
    CITY,
    archive_path,
)
from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.releases.members import in_year, members, readable, years_of
from scheduler.releases.window import window_of

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
    for path, entries in carried.items():
        yield path, {e.uid: e for e in entries if rolling.shows(e.span, e.status)}
    for year in years_of(directory):
        chosen = in_year(carried.get(CITY, []), year)
        yield archive_path(year), {e.uid: e for e in chosen if whole.shows(e.span, e.status)}
