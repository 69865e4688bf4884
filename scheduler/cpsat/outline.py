"""Drafts of large cities: a few venues for each unit, and one elsewhere for all the others.

A full draft has a site for each unit and venue: two million for ten thousand events. An
*outline* keeps the venues that a unit asks for and lets one site without halls stand for all
others, which costs as little as the cheapest of them: a relaxation, whose bound holds for the
city. A *choice* keeps these venues and a few others: a restriction, whose plans are plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from scheduler.cpsat.builder import draft_of, price_site, site_of
from scheduler.cpsat.draft import Draft, Mask, Site, Unit
from scheduler.cpsat.encode.change import standing
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.domain.venue import Venue

FEW = 3
"""A unit with no more venues than this has each of them in the outline."""

ELSEWHERE = "~elsewhere"
"""Beginning of the ids of sites that stand for several venues; no slug begins so."""


class Outlook:
    """Which venues each unit asks for, and which others might serve it.

    Parameters
    ----------
    seed
        Of the draws by which a choice takes other venues.
    """

    def __init__(self, problem: Problem, seed: int = 1) -> None:
        self.problem = problem
        self._place = {v.id: i for i, v in enumerate(problem.venues)}
        self._most = np.array([_most(v) for v in problem.venues], np.int64).reshape(-1, 3)
        self._draws = np.random.default_rng(seed)

    def asked(self, events: Sequence[Event]) -> list[Venue]:
        """Venues that a member prefers, is booked for or stood at; all if there are few."""
        able = self._able(events)
        if able.sum() <= FEW:
            return self._venues(able)
        return self._venues(able & self._wanted(events))

    def choice(self, events: Sequence[Event], others: int) -> list[Venue]:
        """The venues asked for and up to so many others, drawn at random, the smaller likelier."""
        asked, able = self._wanted(events), self._able(events)
        rest = np.flatnonzero(able & ~asked)
        if len(rest) > others:
            size = self._most[rest].sum(axis=1) + 1.0
            rest = rest[np.argsort(size * self._draws.exponential(1.0, len(rest)))[:others]]
        asked[rest] = True
        return self._venues(able & asked)

    def outline(self) -> Draft:
        """Draft of the relaxation."""
        draft = draft_of(self.problem, self.asked)
        self._seek(draft)
        for i, unit in enumerate(draft.units):
            if self._able(unit.events).sum() > len(unit.sites):
                draft.units[i].sites.append(_elsewhere(draft, unit, i))
        return draft

    def choices(self, others: int, alone: int) -> Draft:
        """Draft of a restriction: so many other venues; `alone` for units that ask for none."""

        def venues(events: tuple[Event, ...]) -> list[Venue]:
            return self.choice(events, others if self.asked(events) else alone)

        draft = draft_of(self.problem, venues)
        self._seek(draft)
        return draft

    def widen(self, draft: Draft, unit: Unit, others: int) -> None:
        """Give a unit of a choice further venues, up to as many as `others` in all."""
        known = {s.venue.id for s in unit.sites}
        for venue in self.choice(unit.events, others):
            if venue.id not in known and len(unit.sites) < others:
                unit.sites.append(site_of(draft, unit, venue))

    def _seek(self, draft: Draft) -> None:
        """Draft all venues that might serve a unit, where none of the first is open for it."""
        for unit in draft.units:
            if unit.sites and all(s.emptied_by for s in unit.sites):
                unit.sites = [site_of(draft, unit, v) for v in self.able(unit.events)]

    def able(self, events: Sequence[Event]) -> list[Venue]:
        """Venues that every member allows and that are large enough for each by itself."""
        return self._venues(self._able(events))

    def site(self, draft: Draft, unit: Unit, venue: Venue, days: Mask) -> Site:
        """A unit at a venue on some days at most."""
        site = site_of(draft, unit, venue)
        site.keep(days, "outline")
        return site

    def _venues(self, chosen: Mask) -> list[Venue]:
        return [self.problem.venues[i] for i in np.flatnonzero(chosen)]

    def _able(self, events: Sequence[Event]) -> Mask:
        able = np.ones(len(self._most), bool)
        for e in events:
            able &= (self._most >= (e.gross_m2, e.seats, e.outdoor_m2)).all(axis=1)
            for ids in filter(None, (e.venues, {v for v, _ in e.booked_halls})):
                able &= self._mask(ids)
        return able

    def _wanted(self, events: Sequence[Event]) -> Mask:
        ids = {e.preferred_venue for e in events} | {v for e in events for v, _ in e.booked_halls}
        ids |= {was.venue_id for e in events if (was := standing(self.problem, e))}
        if self.problem.moves is not None:
            # Who stays is told by the halls, which elsewhere has not.
            rows = self.problem.moves.standing.rows_of
            ids |= {was.venue_id for e in events for was in rows.get(e.id, ())}
        return self._mask(ids)

    def _mask(self, ids: Iterable[str]) -> Mask:
        out = np.zeros(len(self._most), bool)
        out[[self._place[i] for i in ids if i in self._place]] = True
        return out


def is_elsewhere(site: Site) -> bool:
    """Whether a site stands for several venues."""
    return site.venue.id.startswith(ELSEWHERE)


def _most(venue: Venue) -> tuple[int, int, int]:
    """The largest stretch, room and ground of a venue."""
    gross = {h.id: h.gross_m2 for h in venue.halls}
    return (
        max((sum(gross[h] for h in s) for s in venue.stretches), default=0),
        max((h.seats for h in venue.halls if not h.outdoor), default=0),
        max((h.gross_m2 for h in venue.halls if h.outdoor), default=0),
    )


def _elsewhere(draft: Draft, unit: Unit, number: int) -> Site:
    """A site without halls, in a district of its own."""
    name = f"{ELSEWHERE}-{number}"
    site = Site(unit, Venue(name, Text(), name, ()), unit.ok, unit.emptied_by)
    price_site(draft, site)
    return site


def narrowed(draft: Draft, keep: Sequence[Sequence[Mask]]) -> Draft:
    """The draft with only the days that `keep` has for each site of each unit."""
    found = Draft(draft.problem)
    for unit, masks in zip(draft.units, keep, strict=True):
        mine = Unit(unit.events, unit.ok, unit.points, unit.emptied_by, unit.kept)
        for site, mask in zip(unit.sites, masks, strict=True):
            days = site.ok & mask
            if not site.emptied_by and days.any():
                mine.sites.append(Site(mine, site.venue, days, "", site.extra, site.needs))
        found.units.append(mine)
    return found
