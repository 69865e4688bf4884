"""Where an event can stand with everything else of a plan left exactly as it is."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, product

import numpy as np

from scheduler.audit import Audit, audit
from scheduler.cpsat.draft import Block, Draft, Mask, Need, Site, Unit
from scheduler.cpsat.encode import ENCODERS
from scheduler.cpsat.matrix import Floats
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.roster import Roster
from scheduler.domain.span import Day
from scheduler.rules import BY_ID

OWN = ("preferred-date", "preferred-venue", "weekend", "waste", "neighbour")
"""Rules whose points hang on an event's place alone; the city's points come on top of them."""

BY_CITY = ("crowding", "hotels", "same-industry")
"""Soft rules that count days of the city, whatever the venue."""

SAME_ANYWHERE = ("unplaced", "coverage", "change")
"""Rules that cost the same wherever an event stands."""

BY_DAY = ("date-protection", "openings", "large-events")
"""Hard rules between events that ask for day and district, not for halls."""

ADDING = tuple(rule for rule in BY_ID if rule != "coverage")
"""Rules that an event more can break; coverage it can only help."""

MOST_WAYS = 400
"""Ways to let halls for one start that are looked at."""


@dataclass(frozen=True)
class Place:
    """A place for an event and its group, with the whole plan judged.

    Attributes
    ----------
    halls : tuple
        Other sets of halls of the event that cost the same on that day, besides those of `plan`.
    """

    plan: Plan
    judged: Audit
    venue_id: str
    day: Day
    halls: tuple[tuple[str, ...], ...] = ()


@dataclass
class Places:
    """The free places of one event in a plan; its group moves with it.

    Where the plan itself breaks hard rules, a place is free when it adds no breach.
    """

    problem: Problem
    plan: Plan
    event_id: str
    _barred: dict[tuple[str, Day], bool] = field(default_factory=dict)
    _city: dict[int, int] = field(default_factory=dict)

    @cached_property
    def rest(self) -> Audit:
        """The plan without the event and its group."""
        group = self.problem.group_of[self.event_id]
        rows = (p for p in self.plan.placements if p.event_id not in group)
        return audit(self.problem, Plan(tuple(rows)))

    @cached_property
    def draft(self) -> Draft:
        """Day arithmetic."""
        return Draft(self.problem)

    @cached_property
    def unit(self) -> Unit:
        """The event's unit with its allowed days, blocks, and points of its own."""
        group = self.problem.group_of[self.event_id]
        events = tuple(self.problem.event_by_id[e] for e in group)
        unit = Unit(events, self.draft.always, np.zeros(self.draft.size, np.int64))
        for encoder in ENCODERS:
            encoder.narrow_unit(self.draft, unit)
            if encoder.rule in OWN:
                encoder.price_unit(self.draft, unit)
        for venue in self.problem.venues:
            site = Site(unit, venue, unit.ok, unit.emptied_by)
            for encoder in ENCODERS if not site.emptied_by else ():
                encoder.narrow(self.draft, site)
                if site.emptied_by:
                    break
            for encoder in ENCODERS if not site.emptied_by else ():
                if encoder.rule in OWN:
                    encoder.price(self.draft, site)
            unit.sites.append(site)
        return unit

    def cheapest(self, most: int) -> list[Place]:
        """Up to `most` free places, one a venue and day, cheapest first.

        Starts come in the order of the event's least own points, and once more with the city's
        points of their day, equal ones by day; so the search ends when no start can come before
        those that were found.
        """
        queue = [
            (int(points), int(index), k, False)
            for k, site in enumerate(self.unit.sites)
            for index, points in self._starts(site)
        ]
        heapq.heapify(queue)
        found: list[tuple[int, int, int, Place]] = []
        while queue and not (len(found) >= most and queue[0][:3] > found[most - 1][:3]):
            points, index, k, with_city = heapq.heappop(queue)
            if not with_city:
                more = self._city_points(self.unit.sites[k], index)
                heapq.heappush(queue, (points + more, index, k, True))
                continue
            place = self._at(self.unit.sites[k], index)
            if place is not None:
                found.append((self._asked(place), index, k, place))
                found.sort(key=lambda entry: entry[:3])
        return [place for *_, place in found[:most]]

    def _city_points(self, site: Site, index: int) -> int:
        """Points that the city has more when the event opens on a day, wherever that is."""
        if index not in self._city:
            day = self.draft.first + index
            rows = [Placement(e.id, site.venue.id, (), day) for e in self.unit.events]
            roster = Roster.read(self.problem, Plan((*self.rest_rows, *rows)))
            now = sum(
                f.amount
                for rule in BY_CITY
                for f in BY_ID[rule].findings(self.problem, roster)
            )
            self._city[index] = now - sum(self.rest.cost_by_rule.get(r, 0) for r in BY_CITY)
        return self._city[index]

    def first(self) -> Place | None:
        """The earliest free place."""
        starts = sorted(
            (int(index), k)
            for k, site in enumerate(self.unit.sites)
            for index, _ in self._starts(site)
        )
        tried = (self._at(self.unit.sites[k], index) for index, k in starts)
        return next((place for place in tried if place is not None), None)

    def _asked(self, place: Place) -> int:
        """Points that differ from place to place."""
        now, before = place.judged.cost_by_rule, self.rest.cost_by_rule
        return sum(
            now.get(r, 0) - before.get(r, 0) for r in {*now, *before} if r not in SAME_ANYWHERE
        )

    def _starts(self, site: Site) -> Iterator[tuple[int, int]]:
        """Days on which each need finds free halls, with the event's least own points."""
        if not site.emptied_by:
            points = self.own_points(site, free=True)
            for index in np.flatnonzero(np.isfinite(points)).tolist():
                yield index, int(points[index])

    def own_points(self, site: Site, free: bool = False) -> Floats:
        """The event's least own points by day, infinite where it cannot open.

        Parameters
        ----------
        free
            Whether only halls count that nobody has.
        """
        points = np.where(site.ok, site.points, np.inf)
        for need in site.needs:
            cheapest = np.full(self.draft.size, np.inf)
            masks = self._free(site, need) if free else [b.ok for b in need.blocks]
            for block, mask in zip(need.blocks, masks, strict=True):
                cheapest[mask] = np.minimum(cheapest[mask], block.points)
            points = points + cheapest
        return points

    def _free(self, site: Site, need: Need) -> list[Mask]:
        """For each block the first show days on which its halls are free."""
        event = need.event
        length = event.move_in_days + event.show_days + event.move_out_days
        return self.draft.once(
            (id(site), id(need)),
            lambda: [
                block.ok
                & ~self.draft.starts_meeting(self._busy(site, block), event.move_in_days, length)
                for block in need.blocks
            ],
        )

    def _busy(self, site: Site, block: Block) -> Mask:
        days = [self._lets.get((site.venue.id, hall), self.draft.never) for hall in block.halls]
        return np.logical_or.reduce(days) if days else self.draft.never

    @cached_property
    def _lets(self) -> dict[tuple[str, str], Mask]:
        """Days on which each hall is let or turned around, on either side."""
        found: dict[tuple[str, str], Mask] = {}
        for t in self.rest.roster.tenancies:
            gap = t.venue.turnaround_days
            wide = replace(t.span, start=t.span.start - gap, end=t.span.end + gap)
            days = self.draft.span_mask(wide)
            for hall in t.hall_ids:
                found[t.venue.id, hall] = found.get((t.venue.id, hall), self.draft.never) | days
        return found

    def _at(self, site: Site, index: int) -> Place | None:
        """The place with the cheapest halls that break nothing."""
        day = self.draft.first + index
        if self._is_barred(site, day):
            return None
        ways = self._ways(site, index)
        for n, (points, rows) in enumerate(ways):
            trial = Plan((*self.rest_rows, *rows))
            if not self._breaks(trial, ADDING):
                same = [w for p, w in ways[n + 1 :] if p == points]
                judged = audit(self.problem, trial)
                return Place(trial, judged, site.venue.id, day, self._others(rows, same))
        return None

    @cached_property
    def rest_rows(self) -> tuple[Placement, ...]:
        """Rows of the plan without the event and its group."""
        return tuple(t.placement for t in self.rest.roster.tenancies)

    def _is_barred(self, site: Site, day: Day) -> bool:
        """Whether others stand in the way of the day itself, whatever the halls."""
        key = site.venue.district, day
        if key not in self._barred:
            rows = [Placement(e.id, site.venue.id, (), day) for e in self.unit.events]
            self._barred[key] = self._breaks(Plan((*self.rest_rows, *rows)), BY_DAY)
        return self._barred[key]

    def _breaks(self, trial: Plan, rules: Sequence[str]) -> bool:
        """Whether a plan breaks one of some hard rules where the plan without the event did not."""
        roster = Roster.read(self.problem, trial)
        return any(
            f.hard and f.reason not in self._broken
            for rule in rules
            if BY_ID[rule].is_hard(self.problem)
            for f in BY_ID[rule].findings(self.problem, roster)
        )

    @cached_property
    def _broken(self) -> set[Reason]:
        return {f.reason for f in self.rest.hard}

    def _ways(self, site: Site, index: int) -> list[tuple[int, tuple[Placement, ...]]]:
        """Rows for all members in free halls, no hall twice, cheapest first, fewest halls first."""
        return self._combined(site, index, [self._free(site, need) for need in site.needs])

    def ways_among_all(self, site: Site, index: int) -> list[tuple[Placement, ...]]:
        """Rows for all members in any halls, whoever has them, cheapest first."""
        masks = [[block.ok for block in need.blocks] for need in site.needs]
        return [rows for _, rows in self._combined(site, index, masks)]

    def _combined(
        self, site: Site, index: int, masks: Sequence[Sequence[Mask]]
    ) -> list[tuple[int, tuple[Placement, ...]]]:
        free = [
            [b for b, ok in zip(need.blocks, mask, strict=True) if ok[index]]
            for need, mask in zip(site.needs, masks, strict=True)
        ]
        for blocks in free:
            blocks.sort(key=lambda b: (b.points, len(b.halls)))
        found = []
        for choice in islice(product(*free), MOST_WAYS):
            halls = [h for b in choice for h in b.halls]
            if len(set(halls)) == len(halls):
                found.append((sum(b.points for b in choice), self._rows(site, index, choice)))
        found.sort(key=lambda way: (way[0], sum(len(p.hall_ids) for p in way[1])))
        return found

    def _rows(self, site: Site, index: int, choice: Sequence[Block]) -> tuple[Placement, ...]:
        halls: dict[str, list[str]] = {e.id: [] for e in site.unit.events}
        for need, block in zip(site.needs, choice, strict=True):
            halls[need.event.id].extend(block.halls)
        order, day = site.venue.hall_order, self.draft.first + index
        return tuple(
            Placement(e, site.venue.id, tuple(sorted(ids, key=order.__getitem__)), day)
            for e, ids in halls.items()
        )

    def _others(
        self, rows: Sequence[Placement], same: Sequence[Sequence[Placement]]
    ) -> tuple[tuple[str, ...], ...]:
        """Halls of the event in other ways that are as cheap and let as many halls."""
        count = {p.event_id: len(p.hall_ids) for p in rows}
        mine = next(p for p in rows if p.event_id == self.event_id)
        sets = [
            next(p.hall_ids for p in way if p.event_id == self.event_id)
            for way in same
            if all(len(p.hall_ids) == count[p.event_id] for p in way)
        ]
        return tuple(h for h in dict.fromkeys(sets) if set(h) != set(mine.hall_ids))
