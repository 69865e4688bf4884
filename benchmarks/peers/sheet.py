"""A plan being made: what is taken, what is still legal, and what it costs.

Kept up to date event by event, as the sheet on a planner's wall is. Coverage is not kept from being
broken while events come and go; `missing` tells what it lacks.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.bits import runs, span
from benchmarks.peers.run import Places
from benchmarks.peers.world import Ints, Way, World


class Sheet:
    """Places of events, and all that the hard rules count.

    Parameters
    ----------
    world : World
        The city.

    Attributes
    ----------
    places : dict
        Way and start of each placed event.
    cost : int
        Points of the places, coverage not counted.
    """

    def __init__(self, world: World) -> None:
        days, self.world = world.days, world
        self.places: Places = {}
        self.cost = sum(map(world.unplaced_cost, range(len(world.events))))
        self._taken: list[dict[int, int]] = [{} for _ in world.halls]
        self._free = [span(0, days) & ~shut for shut in world.closed]
        self._moving = {v: np.zeros(days, int) for v, one in enumerate(world.venues)
                        if one.moving_halls_per_day is not None}
        self._openings = np.zeros(days, int)
        self._large: dict[object, Ints] = defaultdict(lambda: np.zeros(days, int))
        self._opened, self._crowded = 0, defaultdict[object, int](int)
        self._most_openings = world.city.limit("limits", "openings_per_day")
        self._most_large = world.city.limit("limits", "large_events_per_district_day")
        self._themes: dict[str, set[int]] = defaultdict(set)
        self._loads = [(*load, np.zeros(days, int)) for load in world.loads()]
        self._shows: dict[str, Ints] = defaultdict(lambda: np.zeros(days, int))
        self._same = world.city.weight("same-industry")
        self._day_costs: dict[int, Ints] = {}
        self._full: dict[tuple[int, int], int] = {}
        self._coverage = world.coverage()
        self._counts = [0] * len(self._coverage)
        self._counted = defaultdict(list)
        for n, (events, _) in enumerate(self._coverage):
            for e in events:
                self._counted[e].append(n)

    @property
    def missing(self) -> int:
        """Events that coverage misses."""
        return sum(max(0, most - has) for has, (_, most) in zip(self._counts, self._coverage, strict=True))

    @property
    def points(self) -> int | None:
        """Cost of the plan by the contract; None while it breaks a rule: coverage or a booking."""
        world = self.world
        if self.missing and world.coverage_is_hard:
            return None
        if any(e.booked_start and n not in self.places for n, e in enumerate(world.events)):
            return None
        return self.cost + self.missing * world.city.weight("coverage")

    # --- legal starts -----------------------------------------------------------------------------

    def starts(self, e: int, v: int) -> int:
        """Starts that all rules but those of halls allow."""
        world, event = self.world, self.world.events[e]
        found = world.starts(e, v)
        if event.leaders_open and self._most_openings is not None:
            found &= ~self._opened
        if self._most_large is not None and world.is_large(e):
            calm = span(0, world.days) & ~self._crowded[world.venues[v].district]
            found &= runs(calm, event.show_days, world.days)
        return found & ~self._protected(e) if found else 0

    def _protected(self, e: int) -> int:
        world, event = self.world, self.world.events[e]
        out, gap = 0, world.gap(event.theme)
        for f in self._themes[event.theme] if gap is not None else ():
            if world.group_of[f] != world.group_of[e]:
                start = self.places[f][1]
                out |= span(start - gap - event.show_days + 1, start + world.events[f].show_days + gap)
        return out

    def fit(self, e: int, way: Way) -> int:
        """Starts at which the halls of a way are free, and can be moved in and out of."""
        free = span(0, self.world.days)
        for h in way.halls:
            free &= self._free[h]
        found = self.world.fits(e, free)
        return found & self._movable(e, way) if found and way.venue in self._moving and way.halls else found

    def _movable(self, e: int, way: Way) -> int:
        world, event, n = self.world, self.world.events[e], len(way.halls)
        if (way.venue, n) not in self._full:
            cap = world.venues[way.venue].moving_halls_per_day or 0
            busy = np.packbits(self._moving[way.venue] + n > cap, bitorder="little")
            self._full[way.venue, n] = int.from_bytes(busy.tobytes(), "little")
        calm = span(0, world.days) & ~self._full[way.venue, n]
        ins = runs(calm, event.move_in_days, world.days) << event.move_in_days
        return ins & (runs(calm, event.move_out_days, world.days) >> event.show_days)

    # --- costs ------------------------------------------------------------------------------------

    def day_costs(self, e: int) -> Ints:
        """Points of each start that belong to the event."""
        if e not in self._day_costs:
            self._day_costs[e] = self.world.day_costs(e)
        return self._day_costs[e]

    def extra(self, e: int) -> Ints:
        """Points of each start, those that the event adds to the city's included."""
        world, event = self.world, self.world.events[e]
        more: Ints = self._same * (self._shows[event.industries[0]] > 0).astype(int)
        for weight, comfort, unit, amounts, total in self._loads:
            before = np.maximum(0, -((comfort - total) // unit))
            more = more + weight * (np.maximum(0, -((comfort - total - amounts[e]) // unit)) - before)
        sums = np.concatenate(([0], np.cumsum(more)))
        last = np.minimum(np.arange(world.days) + event.show_days, world.days)
        return self.day_costs(e) + sums[last] - sums[:-1]

    # --- changes ----------------------------------------------------------------------------------

    def add(self, e: int, way: Way, start: int) -> None:
        """Place an event; the caller has seen that it is legal."""
        world, event = self.world, self.world.events[e]
        self.cost += int(self.extra(e)[start]) + way.waste + world.venue_cost(e, way.venue) - world.unplaced_cost(e)
        self.places[e] = way, start
        rest, first = world.venues[way.venue].turnaround_days, start - event.move_in_days
        for h in way.halls:
            taken = span(first - rest, first + world.length(e) + rest) & span(0, world.days)
            self._taken[h][e] = taken
            self._free[h] &= ~taken
        self._themes[event.theme].add(e)
        self._count(e, 1)

    def remove(self, e: int) -> None:
        """Take an event out again."""
        world, event = self.world, self.world.events[e]
        self._count(e, -1)
        way, start = self.places.pop(e)
        for h in way.halls:
            del self._taken[h][e]
            free = span(0, world.days) & ~world.closed[h]
            for taken in self._taken[h].values():
                free &= ~taken
            self._free[h] = free
        self._themes[event.theme].discard(e)
        self.cost -= int(self.extra(e)[start]) + way.waste + world.venue_cost(e, way.venue) - world.unplaced_cost(e)

    def _count(self, e: int, sign: int) -> None:
        world, event = self.world, self.world.events[e]
        way, start = self.places[e]
        show = slice(start, start + event.show_days)
        if way.venue in self._moving and way.halls:
            moving = self._moving[way.venue]
            moving[start - event.move_in_days:start] += sign * len(way.halls)
            moving[show.stop:show.stop + event.move_out_days] += sign * len(way.halls)
            self._full = {key: bits for key, bits in self._full.items() if key[0] != way.venue}
        if event.leaders_open and self._most_openings is not None:
            self._openings[start] += sign
            self._opened = _bits(self._openings >= self._most_openings)
        if self._most_large is not None and world.is_large(e):
            district = world.venues[way.venue].district
            self._large[district][show] += sign
            self._crowded[district] = _bits(self._large[district] >= self._most_large)
        for *_, amounts, total in self._loads:
            total[show] += sign * amounts[e]
        self._shows[event.industries[0]][show] += sign
        for n in self._counted[e]:
            self._counts[n] += sign


def _bits(days: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(days, bitorder="little").tobytes(), "little")
