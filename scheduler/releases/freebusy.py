"""Free and busy times of places, and when each was last made known otherwise.

They have no entries that could keep a state, so a release remembers their stamps itself: they stay
byte for byte from release to release until the days of their place are others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.entry import CANCELLED, CONFIRMED, TENTATIVE, Entry, Room
from scheduler.domain.feedpaths import freebusy_path, hall_path, venue_path
from scheduler.domain.release import Directory, Key, Release
from scheduler.domain.span import Span, merge


@dataclass(frozen=True)
class Times:
    """When a place is taken.

    Parameters
    ----------
    within
        Days of which this tells; on those that no period covers the place is free.
    firm, maybe
        Disjoint and in order; `maybe` are days that holds alone occupy.
    """

    within: Span
    firm: tuple[Span, ...]
    maybe: tuple[Span, ...]

    def common(self, wanted: Span) -> Times:
        """What it tells of the days that are wanted; of all its days if none is."""
        within = self.within.common(wanted)
        if not within:
            return self
        cut = ([s for s in map(within.common, of) if s] for of in (self.firm, self.maybe))
        return Times(within, *map(tuple, cut))


def times_of(directory: Directory, entries: Iterable[Entry]) -> Times:
    """Times of a place by what is there; of the whole horizon, and beyond where something is.

    A day of which they said nothing would count as free.
    """
    held = [e for e in entries if e.status != CANCELLED]
    spans = [directory.horizon, *(e.span for e in held)]
    firm = merge(e.span for e in held if e.status != TENTATIVE)
    maybe = merge(e.span for e in held if e.status == TENTATIVE)
    within = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Times(within, tuple(firm), tuple(_without(maybe, firm)))


def freebusy_after(
    previous: Release | None, directory: Directory, entries: Iterable[Entry], published: datetime
) -> dict[Key, datetime]:
    """Stamps of all free/busy documents in the next release."""
    new = _told(directory, entries)
    old = _told(previous.directory, previous.entries) if previous else {}
    found = {}
    for key, told in new.items():
        same = previous is not None and old.get(key) == told
        found[key] = stamp_of(previous, key) if previous and same else published
    return found


def stamp_of(release: Release, key: Key) -> datetime:
    """When a document was last made known otherwise; releases of old stores do not tell."""
    return release.freebusy.get(key, release.published)


def _told(directory: Directory, entries: Iterable[Entry]) -> dict[Key, object]:
    """Everything that a document follows from, for each of them."""
    here: dict[tuple[str, bool], list[Entry]] = defaultdict(list)
    for entry in entries:
        halls = (hall_path(entry.site.id, hall.id) for hall in entry.halls)
        for path in (venue_path(entry.site.id), *halls):
            here[path, False].append(entry)
            if entry.status == CONFIRMED:
                here[path, True].append(entry)
    head = directory.city_id, directory.domain, directory.timezone
    return {
        (path, public): (head, names, times_of(directory, here.get((source, public), ())))
        for path, source, names in _places(directory)
        for public in (True, False)
    }


def _places(directory: Directory) -> Iterator[tuple[str, str, object]]:
    for site, halls in directory.venues:
        yield freebusy_path(site.id), venue_path(site.id), site.name
        for hall in halls:
            names = site.name, Room(hall.id, hall.name)
            yield freebusy_path(site.id, hall.id), hall_path(site.id, hall.id), names


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """Days of `spans` that are in none of `taken`; both disjoint, `taken` sorted."""
    others = list(taken)
    for span in spans:
        start = span.start
        for other in others:
            if other.overlaps(Span(start, span.end)):
                if start < other.start:
                    yield Span(start, other.start)
                start = other.end
        if start < span.end:
            yield Span(start, span.end)
