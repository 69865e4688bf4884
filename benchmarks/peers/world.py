"""A workspace as the peers see it: events, venues, halls and days as numbers.

Read by the independent checker's reader (closed days and splits of halls are its, too) and built from the
contract alone: no line is shared with
the scheduler, so that a peer's model can be neither helped nor hurt by ours. Every day is counted
from the first day of the horizon; a *start* is a first show day.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).parents[1]))  # the checker's files import each other

from checker_inputs import City, Event, Hall, Venue, days, load, started
from checker_rules import applies, splits

from benchmarks.peers.bits import runs, span

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Way:
    """One way to meet an event's needs: a venue and its halls (by number), and the points of waste."""

    venue: int
    halls: tuple[int, ...]
    waste: int


class World:
    """A city in numbers.

    Parameters
    ----------
    city : City
        The workspace, as the independent checker reads it.

    Attributes
    ----------
    events, venues, halls : list
        In the order of the files.
    days : int
        Days of the horizon.
    groups : list of tuple of int
        Events that share venue and start, each event in just one group.
    """

    def __init__(self, city: City) -> None:
        self.city = city
        self.first = city.horizon[0]
        self.days = (city.horizon[1] - city.horizon[0]).days + 1
        self.events: list[Event] = list(city.events.values())
        self.venues: list[Venue] = list(city.venues.values())
        self.halls: list[Hall] = [h for v in self.venues for h in v.halls.values()]
        self.number = {(n, h.id): sum(len(w.halls) for w in self.venues[:n]) + k
                       for n, v in enumerate(self.venues) for k, h in enumerate(v.halls.values())}
        self.closed = [self.bits(h.closures) for h in self.halls]
        self._ways: dict[tuple[object, ...], tuple[Way, ...]] = {}
        self._days: dict[tuple[object, ...], int] = {}
        self._able: dict[tuple[object, ...], list[int]] = {}

    @classmethod
    def read(cls, workspace: Path) -> World:
        """The world of a folder."""
        return cls(load(workspace))

    def at(self, day: date) -> int:
        """Number of a day; days outside the horizon are below 0 or beyond the last."""
        return (day - self.first).days

    def bits(self, spans_of_days: object) -> int:
        """Days of the horizon in any of the (inclusive) spans."""
        out = 0
        for a, b in spans_of_days:  # type: ignore[attr-defined]
            if a <= self.city.horizon[1] and b >= self.first:
                out |= span(self.at(max(a, self.first)), self.at(min(b, self.city.horizon[1])) + 1)
        return out

    @cached_property
    def groups(self) -> list[tuple[int, ...]]:
        """Co-located groups; an event alone is one, too."""
        found = defaultdict(list)
        for n, event in enumerate(self.events):
            found[self.city.group[event.id]].append(n)
        return [tuple(one) for one in found.values()]

    @cached_property
    def group_of(self) -> list[int]:
        """Number of each event's group."""
        out = [0] * len(self.events)
        for n, group in enumerate(self.groups):
            for e in group:
                out[e] = n
        return out

    def length(self, e: int) -> int:
        """Days of the tenancy."""
        event = self.events[e]
        return event.move_in_days + event.show_days + event.move_out_days

    # --- what is allowed ------------------------------------------------------------------------

    def starts(self, e: int, v: int) -> int:
        """Starts that horizon, opening, window, booking and closed days allow at a venue."""
        event, venue = self.events[e], self.venues[v]
        key = ("open", event.move_in_days, self.length(e), venue.open)
        if key not in self._days:
            there = self.bits([venue.open])
            self._days[key] = runs(there, self.length(e), self.days) << event.move_in_days
        return self._days[key] & self._show_starts(e)

    def _show_starts(self, e: int) -> int:
        event = self.events[e]
        if (e,) not in self._days:
            allowed = self.bits([(event.earliest or date.min, event.latest or date.max)])
            allowed &= ~self._closed_days(event)
            found = runs(allowed, event.show_days, self.days)
            booked = event.booked_start
            self._days[e,] = found & self.bits([(booked, booked)]) if booked else found
        return self._days[e,]

    def _closed_days(self, event: Event) -> int:
        key = ("shut", event.kind, event.daily_visitors)
        if key not in self._days:
            entries = self.city.policy.get("closed_days") or []
            shut = [(d, d) for d in days(self.city.horizon)
                    if any(applies(self.city, entry, event, d) for entry in entries)]
            self._days[key] = self.bits(shut)
        return self._days[key]

    def fits(self, e: int, free: int) -> int:
        """Starts whose whole tenancy lies on free days."""
        return runs(free, self.length(e), self.days) << self.events[e].move_in_days

    def unclosed(self, e: int, way: Way) -> int:
        """Starts at which no hall of the way is closed."""
        shut = 0
        for h in way.halls:
            shut |= self.closed[h]
        return self.fits(e, span(0, self.days) & ~shut)

    def venues_of(self, e: int) -> list[int]:
        """Venues that an event may have and that can meet its needs."""
        event = self.events[e]
        key = _needs(event)
        if key not in self._able:
            booked = {v for v, _ in event.booked_halls}
            self._able[key] = [n for n, venue in enumerate(self.venues)
                               if (not booked or venue.id in booked) and self.ways(e, n)]
        return [n for n in self._able[key] if not event.venues or self.venues[n].id in event.venues]

    def ways(self, e: int, v: int) -> tuple[Way, ...]:
        """Ways to meet the needs at a venue; a longer stretch than needed is never better, so left out."""
        event, venue = self.events[e], self.venues[v]
        key = (v, *_needs(event))
        if key not in self._ways:
            sets = self._booked(event, venue) if event.booked_halls else self._sets(event, venue)
            order = {h: n for n, h in enumerate(venue.halls)}
            found = {tuple(sorted(ids, key=order.__getitem__)) for ids in sets}
            self._ways[key] = tuple(self._way(event, v, ids) for ids in sorted(found))
        return self._ways[key]

    def _way(self, event: Event, v: int, ids: tuple[str, ...]) -> Way:
        venue = self.venues[v]
        halls = [venue.halls[h] for h in ids]
        single = event.seats or event.outdoor_m2
        surplus = min(splits(event, venue, halls)) if single and event.gross_m2 else (
            sum(h.gross_m2 for h in halls) - event.gross_m2) if event.gross_m2 else 0
        return Way(v, tuple(self.number[v, h] for h in ids), self.city.weight("waste") * started(surplus, 1000))

    @staticmethod
    def _booked(event: Event, venue: Venue) -> list[tuple[str, ...]]:
        ids = [h for v, h in event.booked_halls if v == venue.id]
        halls = [venue.halls[h] for h in ids if h in venue.halls]
        lacks = any(not h.outdoor and event.requires - h.features for h in halls)
        fit = len(halls) == len(event.booked_halls) and not lacks and splits(event, venue, halls)
        return [tuple(ids)] if fit else []

    def _sets(self, event: Event, venue: Venue) -> list[tuple[str, ...]]:
        indoor = {h.id for h in venue.halls.values() if not h.outdoor and not event.requires - h.features}
        stretches = list(self._stretches(venue, indoor, event.gross_m2)) if event.gross_m2 else [()]
        rooms = [(h,) for h in indoor if venue.halls[h].seats >= event.seats] if event.seats else [()]
        grounds = [(h.id,) for h in venue.halls.values() if h.outdoor and h.gross_m2 >= event.outdoor_m2
                   ] if event.outdoor_m2 else [()]
        joined = (sum(parts, ()) for parts in product(stretches, rooms, grounds))
        return [ids for ids in joined if len(set(ids)) == len(ids)]

    @staticmethod
    def _stretches(venue: Venue, indoor: set[str], need: int) -> set[tuple[str, ...]]:
        found = {(h,) for h in indoor if venue.halls[h].gross_m2 >= need}
        for run in venue.runs:
            for a in range(len(run)):
                total = 0
                for b in range(a, len(run)):
                    if run[b] not in indoor:
                        break
                    total += venue.halls[run[b]].gross_m2
                    if total >= need:
                        if total - venue.halls[run[a]].gross_m2 < need:
                            found.add(tuple(run[a:b + 1]))
                        break
        return found

    # --- what it costs --------------------------------------------------------------------------

    def day_costs(self, e: int) -> Ints:
        """Points of preferred-date, weekend and neighbour, a number for each start."""
        event, weight = self.events[e], self.city.weight
        starts = np.arange(self.days)
        points = np.zeros(self.days, int)
        if event.preferred_start is not None:
            points += weight("preferred-date") * abs(starts - self.at(event.preferred_start))
        if event.weekend:
            ends = self._weekends[starts + event.show_days] - self._weekends[starts]
            points += weight("weekend") * ((ends == 0) if event.weekend == "include" else ends)
        for spans_of_one in self._near(event):
            met = np.zeros(self.days, bool)
            for a, b in spans_of_one:
                met |= (a <= starts + event.show_days - 1) & (starts <= b)
            points += weight("neighbour") * met
        return event.priority * points

    @cached_property
    def _weekends(self) -> Ints:
        """Saturdays and Sundays before each day, the horizon twice over."""
        weekdays = (self.first.weekday() + np.arange(2 * self.days)) % 7
        return np.concatenate(([0], np.cumsum(weekdays >= 5)))

    def _near(self, event: Event) -> list[list[tuple[int, int]]]:
        """The days in which a show meets a neighbour of its theme, a list for each neighbour."""
        reach, found = self.city.limit("neighbours", "days") or 0, defaultdict(list)
        for n in self.city.neighbours if event.theme else ():
            if event.theme.casefold() in n.categories:
                found[n.key].append((self.at(n.days[0]) - reach, self.at(n.days[1]) + reach))
        return list(found.values())

    def venue_cost(self, e: int, v: int) -> int:
        """Points of preferred-venue."""
        event = self.events[e]
        away = event.preferred_venue not in ("", self.venues[v].id)
        return self.city.weight("preferred-venue") * event.priority * away

    def unplaced_cost(self, e: int) -> int:
        """Points for leaving an event out."""
        return self.city.weight("unplaced") * self.events[e].priority

    def gap(self, theme: str) -> int | None:
        """Free days between two shows of a theme; None when it is not protected."""
        rule = self.city.policy.get("date_protection") or {}
        days_ = (rule.get("themes") or {}).get(theme, rule.get("days"))
        return None if not theme or days_ is None else int(days_)

    def is_large(self, e: int) -> bool:
        """Whether an event counts for large-events."""
        size = self.city.limit("limits", "large_event_visitors")
        return size is not None and self.events[e].daily_visitors >= size

    def loads(self) -> list[tuple[str, int, int, list[int]]]:
        """Comforts: points, comfort, unit of what goes beyond it, and each event's amount a day."""
        out = []
        for rule, key, unit in (("crowding", "daily_visitors", 1000), ("hotels", "hotel_rooms", 100)):
            comfort, weight = self.city.limit("comfort", key), self.city.weight(rule)
            if comfort is not None and weight:
                out.append((weight, comfort, unit, [getattr(e, key) for e in self.events]))
        return out

    def coverage(self) -> list[tuple[list[int], int]]:
        """Events of which so many must be placed, for each industry and count."""
        out = []
        for slug in self.city.policy["industries"]:
            listed = [n for n, e in enumerate(self.events) if slug in e.industries]
            brands = [n for n in listed if self.events[n].is_brand]
            for chosen, key in ((brands, "brand_events"), (listed, "events")):
                if most := self.city.limit("coverage", key):
                    out.append((chosen, most))
        return out

    @property
    def coverage_is_hard(self) -> bool:
        """Whether coverage is required."""
        return (self.city.policy.get("coverage") or {}).get("required") is True

    @cached_property
    def protected(self) -> dict[str, list[int]]:
        """Events of each protected theme that more than one has."""
        found = defaultdict(list)
        for n, event in enumerate(self.events):
            if self.gap(event.theme) is not None:
                found[event.theme].append(n)
        return {theme: them for theme, them in found.items() if len(them) > 1}

    @cached_property
    def by_industry(self) -> dict[str, list[int]]:
        """Events by main industry."""
        found = defaultdict(list)
        for n, event in enumerate(self.events):
            found[event.industries[0]].append(n)
        return dict(found)


def _needs(event: Event) -> tuple[object, ...]:
    return event.gross_m2, event.seats, event.outdoor_m2, event.requires, event.booked_halls


__all__ = ["Way", "World"]
