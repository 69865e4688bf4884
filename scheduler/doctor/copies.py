"""An earlier and a later copy of one feed, and which of their events belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from scheduler.doctor.feed import Component, Feed
from scheduler.doctor.moments import moment_of

_STAMPS = {"DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE"}
_PLACED = {"DTSTART", "DTEND", "DURATION", "RRULE", "LOCATION", "STATUS"}
Key = tuple[str, str]


@dataclass(frozen=True)
class Copies:
    """Two copies of a feed.

    Parameters
    ----------
    today
        Events that end on an earlier day may go without a word.
    """

    earlier: Feed
    later: Feed
    today: date

    @cached_property
    def pairs(self) -> tuple[tuple[Component, Component], ...]:
        """(earlier, later) of each UID that both have, in the later one's order."""
        old = _keyed(self.earlier)
        return tuple((old[k], new) for k, new in _keyed(self.later).items() if k in old)

    @cached_property
    def renamed(self) -> tuple[tuple[Component, Component], ...]:
        """(earlier, later) where a new UID stands for the name and days of one that is gone."""
        old, new = _keyed(self.earlier), _keyed(self.later)
        gone = {_shown(event): event for k, event in old.items() if k not in new}
        fresh = [event for k, event in new.items() if k not in old]
        return tuple((gone[_shown(e)], e) for e in fresh if _shown(e) in gone)

    @cached_property
    def lost(self) -> tuple[Component, ...]:
        """Events of the earlier copy that are gone, not past, and not under another UID."""
        new = _keyed(self.later)
        renamed = {id(old) for old, _ in self.renamed}
        return tuple(
            event for k, event in _keyed(self.earlier).items()
            if k not in new and id(event) not in renamed and self._ahead(event)
        )  # fmt: skip

    def _ahead(self, event: Component) -> bool:
        start, end = moment_of(event.first("DTSTART")), moment_of(event.first("DTEND"))
        if end and end.form == "date" and end.at.date() > date.min:
            return end.at.date() - timedelta(days=1) >= self.today
        last = end or start
        return last is not None and last.at.date() >= self.today


def moved(old: Component, new: Component) -> bool:
    """Whether days, place or status differ."""
    return _said(old, _PLACED) != _said(new, _PLACED)


def body(event: Component) -> list[tuple[object, ...]]:
    """All that an event says but its stamps, in any order."""
    return _said(event, {line.name for line in event.lines} - _STAMPS)


def _said(event: Component, names: set[str]) -> list[tuple[object, ...]]:
    return sorted((x.name, sorted(x.params), x.value) for x in event.lines if x.name in names)


def _shown(event: Component) -> tuple[str, str, str]:
    return event.value("SUMMARY"), event.value("DTSTART"), event.value("DTEND")


def _keyed(feed: Feed) -> dict[Key, Component]:
    """Events that have a UID; of several with one UID the first."""
    found: dict[Key, Component] = {}
    for key, event in _keys(feed):
        found.setdefault(key, event)
    return found


def _keys(feed: Feed) -> Iterator[tuple[Key, Component]]:
    for event in feed.events:
        if event.value("UID"):
            yield (event.value("UID"), event.value("RECURRENCE-ID")), event
