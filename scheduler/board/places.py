"""Where an event may be dragged to: every start day of every stretch of halls that fits it.

A place is legal when the event breaks no hard rule there, the rest of the plan being as it is.
What a rule says of one event is asked from its page; what it says of pairs and sums of events is
counted here by day, since asking the pages for thousands of places would take seconds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scheduler.board.blocks import EVER, Block, Moving, by_day, by_district, by_hall, by_venue
from scheduler.board.judge import Judge
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Day, Span, iso
from scheduler.domain.venue import Hall, Venue
from scheduler.rules import BY_ID
from scheduler.rules.crowding import Crowding
from scheduler.rules.hotels import Hotels
from scheduler.rules.load import DailyLoad
from scheduler.rules.splits import splits

Json = dict[str, Any]
Said = tuple[int, list[Json]]
"""Blocked start days as the bits of a number, and one by one with the rule that blocks them."""

ELSEWHERE = Block("booking", EVER)
"""A booking is for other halls."""

BY_DATE = ("preferred-date", "weekend", "neighbour")
"""Soft rules that ask for the date of one event alone."""

BY_PLACE = ("preferred-venue", "waste")
"""Soft rules that ask for the venue and halls of one event alone."""

ALIKE = ("unplaced", "coverage")
"""Soft rules that cost the same wherever an event stands."""

_ONES = re.compile("1+")

MOST = 400
"""Sets of halls of a venue that are offered, the smallest first."""


@dataclass(frozen=True)
class Site:
    """A venue and halls that fit an event by size and features.

    Parameters
    ----------
    stretch_m2
        Of the smallest stretch that leaves enough of the halls for the other needs.
    """

    venue: Venue
    halls: tuple[Hall, ...]
    stretch_m2: int | None = None


class Places:
    """The places of one event in a plan.

    Parameters
    ----------
    cost
        Of the plan as it stands, the event included if it is placed.
    judge
        One that has judged plans of the problem before.
    """

    def __init__(
        self, problem: Problem, plan: Plan, event_id: str, cost: int,
        judge: Judge | None = None,
    ) -> None:  # fmt: skip
        self.problem, self.event = problem, problem.event_by_id[event_id]
        self.alone = replace(problem, events=(self.event,))
        self.rest = (judge or Judge(problem)).audit(plan.without(event_id))
        self.cost_now = cost
        self.days = problem.horizon
        self._districts = by_district(problem, self.rest.roster, self.event)
        self._noted: dict[int, tuple[Block, int, Json | None]] = {}
        self._spans: dict[int, list[Json]] = {}
        self._extras: dict[tuple[str, int | None], int] = {}

    def answer(self) -> Json:
        """What a drag needs; a place costs the day's points and the halls' ``extra`` together."""
        shared = list(by_day(self.problem, self.rest.roster, self.event))
        always, told = self._said(shared)
        venues = [self._venue(venue, always) for venue in self.problem.venues]
        return {
            "event_id": self.event.id,
            "first": iso(self.days.start),
            "days": len(self.days),
            "cost": self.costs(),
            "blocked": told,
            "venues": {said["venue_id"]: said["blocked"] for said, _ in venues},
            "halls": {ref: told for said, _ in venues for ref, told in said["halls"].items()},
            "stretches": [stretch for _, found in venues for stretch in found],
        }

    def _venue(self, venue: Venue, always: int) -> tuple[Json, list[Json]]:
        """What forbids days at a venue and in its halls, and the stretches that fit."""
        rest = self.rest.roster
        whole = list(by_venue(self.problem, rest, self.event, venue))
        whole += self._districts[venue.district]
        mask, told = self._said(whole)
        always |= mask
        sites = list(_sites(self.event, venue))
        used = {h.id for site in sites for h in site.halls}
        blocks = by_hall(rest, self.event, venue, used) if used else {}
        halls = {hall: self._said(own) for hall, own in blocks.items()}
        moving = Moving(rest, self.event, venue)
        crowds = {n: self._said(moving.blocks(n)) for n in {len(site.halls) for site in sites}}
        found = [self._stretch(site, always, halls, crowds[len(site.halls)]) for site in sites]
        shown = {f"{venue.id}/{hall}": said for hall, (_, said) in halls.items()}
        return {"venue_id": venue.id, "blocked": told, "halls": shown}, found

    def _stretch(self, site: Site, mask: int, halls: Mapping[str, Said], crowd: Said) -> Json:
        """Halls that can be let together, and the days that are left for them."""
        booked, own = set(self.event.booked_halls), crowd
        if booked and booked != {(site.venue.id, h.id) for h in site.halls}:
            never = self._said([ELSEWHERE])
            own = own[0] | never[0], own[1] + never[1]
        mask |= own[0]
        for hall in site.halls:
            mask |= halls[hall.id][0]
        return {
            "venue_id": site.venue.id, "hall_ids": [h.id for h in site.halls],
            "extra": self.extra(site), "legal": self._free(mask), "blocked": own[1],
        }  # fmt: skip

    def _said(self, blocks: Iterable[Block]) -> Said:
        """Blocked start days as bits, and as they are told."""
        mask, told = 0, []
        for block in blocks:
            _, days, said = self._noted.get(id(block)) or self._note(block)
            if said is not None:
                mask |= days
                told.append(said)
        return mask, told

    def _note(self, block: Block) -> tuple[Block, int, Json | None]:
        """A block's days as bits, the horizon's first day lowest, and as they are told.

        Once for all the halls that it is of; a block beyond the horizon is not told.
        """
        mask, said, first = 0, None, self.days.start
        a, b = max(block.span.start, first), min(block.span.end, self.days.end)
        if a < b:
            mask = ((1 << (b - a)) - 1) << (a - first)
            said = {**_span(Span(a, b)), "rule": block.rule, "events": list(block.events)}
        # With the block, so that no other one comes to have its id.
        self._noted[id(block)] = found = block, mask, said
        return found

    def _free(self, mask: int) -> list[Json]:
        """The days that a mask leaves, as spans."""
        found = self._spans.get(mask)
        if found is None:
            free = f"{~mask & ((1 << len(self.days)) - 1):0{len(self.days)}b}"[::-1]
            at = self.days.start
            found = [_span(Span(at + m.start(), at + m.end())) for m in _ONES.finditer(free)]
            self._spans[mask] = found
        return found

    def extra(self, site: Site) -> int:
        """Points that hang on the halls: on their venue, and on what is let beyond the need."""
        key = site.venue.id, site.stretch_m2
        if key not in self._extras:
            tenancy = self._at(site.venue, site.halls, self.days.start)
            self._extras[key] = self._points(BY_PLACE, tenancy)
        return self._extras[key]

    def costs(self) -> list[int]:
        """Points against now by start day, whatever the halls."""
        city, venue = self._city(), self.problem.venues[0]
        placed = self._roster(self._at(venue, (), self.days.start), self.rest.roster)
        alike = self._sum(ALIKE, self.problem, placed)
        base = sum(v for k, v in self.rest.cost_by_rule.items() if k not in ALIKE) + alike
        show = range(self.event.show_days)
        return [
            base - self.cost_now + sum(city[day + i] for i in show)
            + self._points(BY_DATE, self._at(venue, (), day))
            for day in self.days
        ]  # fmt: skip

    def _city(self) -> Mapping[Day, int]:
        """Points that a show day of the event adds to the city's."""
        added: Counter[Day] = Counter()
        shows = self.rest.roster.on_show()
        weight = self.problem.policy.weights["same-industry"]
        for day in range(self.days.start, self.days.end + self.event.show_days):
            there = [t.event for t in shows.get(day, ())]
            for rule in (Crowding(), Hotels()):
                added[day] += self._load(rule, there)
            if any(e.main_industry == self.event.main_industry for e in there):
                added[day] += weight
        return added

    def _load(self, rule: DailyLoad, there: list[Event]) -> int:
        level = rule.comfort(self.problem)
        if level is None:
            return 0
        before = sum(map(rule.load, there))
        after = before + rule.load(self.event)
        steps = [-(-max(0, have - level) // rule.step) for have in (before, after)]
        return self.problem.policy.weights[rule.id] * (steps[1] - steps[0])

    def _at(self, venue: Venue, halls: tuple[Hall, ...], day: Day) -> Tenancy:
        row = Placement(self.event.id, venue.id, tuple(h.id for h in halls), day)
        return Tenancy(
            self.event, venue, halls, self.event.show(day), self.event.tenancy(day), row
        )

    def _points(self, rules: tuple[str, ...], tenancy: Tenancy) -> int:
        return self._sum(rules, self.alone, self._roster(tenancy))

    def _roster(self, tenancy: Tenancy, others: Roster | None = None) -> Roster:
        every = (*(others.tenancies if others else ()), tenancy)
        return Roster(self.problem, every, (), {t.event.id: t for t in every})

    def _sum(self, rules: tuple[str, ...], problem: Problem, roster: Roster) -> int:
        found = (f for r in rules for f in BY_ID[r].findings(problem, roster))
        return sum(f.amount for f in found if not f.hard)


def _sites(event: Event, venue: Venue) -> Iterator[Site]:
    """Every set of halls of a venue that serves the event's needs, the fewest halls first."""
    if not event.has_needs:
        yield Site(venue, ())
        return
    fit = [h for h in venue.halls if h.outdoor or event.requires <= h.features]
    rooms = [(h,) for h in fit if not h.outdoor and h.seats >= event.seats] if event.seats else [()]
    grounds = [(h,) for h in fit if h.outdoor] if event.outdoor_m2 else [()]
    stretches: list[tuple[Hall, ...]] = [()]
    if event.gross_m2:
        # Most stretches are too small or too plain; that is seen without a look at each split.
        m2 = {h.id: h.gross_m2 for h in fit if not h.outdoor}
        stretches = [
            tuple(venue.hall_by_id[h] for h in s) for s in venue.stretches
            if m2.keys() >= {*s} and sum(m2[h] for h in s) >= event.gross_m2
        ]  # fmt: skip
    sets: dict[frozenset[str], Site] = {}
    for stretch in sorted(stretches, key=len):
        for room in rooms:
            for ground in grounds:
                halls = (*stretch, *room, *ground)
                key = frozenset(h.id for h in halls)
                if len(key) == len(halls) and key not in sets and len(sets) < MOST:
                    ordered = tuple(sorted(halls, key=lambda h: venue.hall_order[h.id]))
                    areas = [split.stretch_m2 for split in splits(event, venue, ordered)]
                    if areas:
                        sets[key] = Site(venue, ordered, min(areas))
    yield from sets.values()


def _span(span: Span) -> Json:
    return {"from": iso(span.start), "to": iso(span.last)}
