"""Which entries each feed of a release shows on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from scheduler.domain.entry import CANCELLED, CONFIRMED, Entry
from scheduler.domain.feedpaths import paths_of
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Day, Span

Shown = Mapping[str, Mapping[str, Entry]]
"""Entries by feed path and UID."""


def shown(release: Release | None, today: Day, *, public: bool) -> Shown:
    """Entries of every feed that has any.

    Public feeds hold definite entries only; what has left a feed is in it as cancelled.
    """
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    if release:
        window = window_of(release.directory, today)
        for path, entry in _all(release, public):
            past = entry.status == CANCELLED and entry.span.end <= today
            if entry.span.overlaps(window) and not past:
                found[path][entry.uid] = entry
    return found


def window_of(directory: Directory, today: Day) -> Span:
    """Days that feeds show: 30 back and 18 months ahead; all of a horizon that is past."""
    if directory.horizon.end <= today:
        return directory.horizon
    return Span(today - 30, today + 548)


def _all(release: Release, public: bool) -> Iterator[tuple[str, Entry]]:
    for left in release.left:
        if left.public == public:
            yield from ((path, left.entry) for path in left.paths)
    for entry in release.entries:
        if not public or entry.status == CONFIRMED:
            yield from ((path, entry) for path in paths_of(entry))
