"""Which entries of a release a feed holds, in its public form and in its private one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from scheduler.domain.entry import CANCELLED, CONFIRMED, Entry
from scheduler.domain.feedpaths import industry_path, organizer_path, organizers_of, paths_of
from scheduler.domain.release import Directory, Release
from scheduler.domain.text import Text


def standing(release: Release, *, public: bool) -> Iterator[Entry]:
    """What stands; no hold is ever public."""
    return (e for e in release.entries if not public or e.status == CONFIRMED)


def members(
    release: Release, *, public: bool, only: str | None = None
) -> dict[str, list[Entry]]:  # fmt: skip
    """Entries of each feed in one pass (feeds times entries is too many), in feed order.

    Parameters
    ----------
    only
        Leave out all feeds but this one.
    """
    here = ((paths_of(e), e) for e in standing(release, public=public))
    left = ((x.paths, x.entry) for x in release.left if x.public == public)
    return _carried((*here, *left), only)


def members_in_full(
    release: Release, *, public: bool, only: str | None = None
) -> dict[str, list[Entry]]:  # fmt: skip
    """As `members`, but feeds that show only shows have the other phases of their events, too."""
    here = ((_shown_in(e), e) for e in standing(release, public=public))
    left = (
        (x.paths.union(() if x.entry.phase == "show" else _shown_in(x.entry)), x.entry)
        for x in release.left
        if x.public == public
    )
    return _carried((*here, *left), only)


def _shown_in(entry: Entry) -> Iterator[str]:
    """Feeds that carry the show of an entry's event."""
    return paths_of(replace(entry, phase="show"))


def _carried(
    found: Iterable[tuple[Iterable[str], Entry]], only: str | None
) -> dict[str, list[Entry]]:
    carried: dict[str, list[Entry]] = defaultdict(list)
    for paths, entry in found:
        for path in paths:
            if only in (None, path):
                carried[path].append(entry)
    return {path: ordered(entries) for path, entries in carried.items()}


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in feed order, each UID once: many readers lose an entry whose UID stands twice.

    What stands goes before what was cancelled, and the latest cancelled before older ones.
    """
    best: dict[str, Entry] = {}
    for entry in entries:
        other = best.get(entry.uid)
        if other is None or _weight(entry) > _weight(other):
            best[entry.uid] = entry
    return sorted(best.values(), key=lambda entry: entry.order)


def years_of(directory: Directory) -> range:
    """Years of the horizon."""
    return range(_year(directory.horizon.start), _year(directory.horizon.last) + 1)


def in_year(entries: Iterable[Entry], year: int) -> list[Entry]:
    """Entries with a day in a year."""
    return [e for e in entries if _year(e.span.start) <= year <= _year(e.span.last)]


def readable(release: Release, *, public: bool) -> Directory:
    """The release's directory with what may be seen of it.

    Industries and organizers that are listed no more keep their feeds while there is a
    cancellation to tell. Publicly, an organizer of holds alone is nobody: the name is a secret.
    """
    directory = release.directory
    left = [x for x in release.left if x.public == public]
    organizers = [] if public else list(directory.organizers)
    if public:
        for entry in standing(release, public=True):
            organizers += entry.subject.organizers
    industries = dict(directory.industries)
    for x in left:
        slugs = organizers_of(x.entry.subject.organizers)
        organizers += (n for s, n in slugs.items() if organizer_path(s) in x.paths)
        for slug in x.entry.subject.industries:
            if industry_path(slug) in x.paths:
                industries.setdefault(slug, Text())
    once = tuple(dict.fromkeys(organizers))
    return replace(directory, organizers=once, industries=industries)


def _weight(entry: Entry) -> tuple[bool, int, object]:
    return entry.status != CANCELLED, entry.state.sequence, entry.state.modified


def _year(day: int) -> int:
    return date.fromordinal(day).year
