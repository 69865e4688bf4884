"""The contract as counters by the day: what a placed group adds to which row, and what a row costs.

Every rule that is counted by the day is a row of numbers with what is free, a unit and a price:
hall and day, theme and day, moving, openings, large events, loads, main industries. A local search
then only adds and takes away. What one group alone decides (closures, opening of the venue, wishes) is
looked up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from benchmarks.peers.bits import numbers
from benchmarks.peers.run import Places
from benchmarks.peers.world import Way, World

MOST_COMBINATIONS = 200
"""Ways to house a whole co-located group at a venue; those with the least waste are kept."""

MOST_OPTIONS, LEAST_EACH = 1_000_000, 60
"""Options of all groups together that fit into memory, and those that each group has at least: of the
largest cities each group keeps the venues it wishes for or stands in, and then others drawn at random."""

Effect = tuple[int, int, int, int]
"""Row, first day after the start, number of days, amount."""


@dataclass
class Option:
    """A venue and halls for each event of a group: points, effects, and the starts that are legal (bits)."""

    ways: tuple[Way, ...]
    points: int
    effects: list[Effect]
    legal: int


@dataclass
class Unit:
    """A group: its options, starts, points of each start, effects wherever it stands."""

    events: tuple[int, ...]
    options: list[Option]
    starts: list[int]
    costs: list[int]
    unplaced: int
    booked: bool
    effects: list[Effect]
    covers: list[int]


@dataclass
class Counters:
    """Rows with what is free, unit, price, and whether what goes beyond breaks a rule.

    Parameters
    ----------
    world : World
    standing : dict
        Places that are options in any case.
    """

    world: World
    standing: Places = field(default_factory=dict)
    free: list[int] = field(default_factory=list)
    unit: list[int] = field(default_factory=list)
    price: list[int] = field(default_factory=list)
    hard: list[bool] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows: dict[object, int] = {}
        self._counts = self.world.coverage()
        self.goals = [most for _, most in self._counts]
        self.units = [self._unit(group) for group in self.world.groups]

    def _row(self, name: object, free: int, unit: int = 1, price: int = 0) -> int:
        if name not in self._rows:
            self._rows[name] = len(self.free)
            self.free.append(free)
            self.unit.append(unit)
            self.price.append(price or 1)
            self.hard.append(not price)
        return self._rows[name]

    def _unit(self, group: tuple[int, ...]) -> Unit:
        world = self.world
        venues = [v for v in world.venues_of(group[0]) if all(v in world.venues_of(e) for e in group[1:])]
        options: list[Option] = []
        for v in self._in_order(group, venues):
            if len(options) >= max(LEAST_EACH, MOST_OPTIONS // len(world.groups)):
                break
            options += self._options(group, v)
        costs = sum(world.day_costs(e) for e in group)
        legal = 0
        for one in options:
            legal |= one.legal
        covers = [n for n, (events, _) in enumerate(self._counts) for e in group if e in events]
        return Unit(group, options, list(numbers(legal)) or [0], [int(c) for c in costs], sum(map(world.unplaced_cost, group)),
                    any(world.events[e].booked_start for e in group), list(self._anywhere(group)), covers)

    def _in_order(self, group: tuple[int, ...], venues: list[int]) -> list[int]:
        """The venues, first those where the group stands or wishes to be."""
        liked = {self.world.events[e].preferred_venue for e in group}
        here = {self.standing[e][0].venue for e in group if e in self.standing}
        drawn = random.Random(group[0]).sample(venues, len(venues))
        return sorted(drawn, key=lambda v: (v not in here, self.world.venues[v].id not in liked))

    def _anywhere(self, group: tuple[int, ...]) -> Iterator[Effect]:
        world, longest = self.world, dict[str, int]()
        most, same = world.city.limit("limits", "openings_per_day"), world.city.weight("same-industry")
        for e in group:
            event = world.events[e]
            if event.leaders_open and most is not None:
                yield self._row("openings", most), 0, 1, 1
            for n, (weight, comfort, unit, amounts) in enumerate(world.loads()):
                if amounts[e]:
                    yield self._row(("load", n), comfort, unit, weight), 0, event.show_days, amounts[e]
            if same:
                yield self._row(("industry", event.industries[0]), 1, 1, same), 0, event.show_days, 1
            if event.theme in world.protected:
                longest[event.theme] = max(longest.get(event.theme, 0), event.show_days)
        for theme, days in longest.items():
            yield self._row(("theme", theme), 1), 0, days + (world.gap(theme) or 0), 1

    def _options(self, group: tuple[int, ...], v: int) -> Iterator[Option]:
        world = self.world
        each = [sorted(world.ways(e, v), key=lambda way: way.waste) for e in group]
        found = 0
        for ways in product(*each):
            halls = [h for way in ways for h in way.halls]
            if len(set(halls)) == len(halls) and found < MOST_COMBINATIONS:
                legal = -1
                for e, way in zip(group, ways, strict=True):
                    legal &= world.starts(e, v) & world.unclosed(e, way)
                if legal:
                    found += 1
                    points = sum(way.waste + world.venue_cost(e, v) for e, way in zip(group, ways, strict=True))
                    yield Option(ways, points, list(self._there(group, v, ways)), legal)

    def _there(self, group: tuple[int, ...], v: int, ways: tuple[Way, ...]) -> Iterator[Effect]:
        world, venue = self.world, self.world.venues[v]
        large = world.city.limit("limits", "large_events_per_district_day")
        for e, way in zip(group, ways, strict=True):
            event = world.events[e]
            for h in way.halls:
                yield self._row(("hall", h), 1), -event.move_in_days, world.length(e) + venue.turnaround_days, 1
            if way.halls and venue.moving_halls_per_day is not None:
                row = self._row(("moving", v), venue.moving_halls_per_day)
                yield row, -event.move_in_days, event.move_in_days, len(way.halls)
                yield row, event.show_days, event.move_out_days, len(way.halls)
            if large is not None and world.is_large(e):
                yield self._row(("large", venue.district), large), 0, event.show_days, 1
