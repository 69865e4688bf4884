"""Builds the model: draft the sites, narrow and price them, make literals, post the rules.

Formulation: one 0/1 variable per (unit, venue, first show day); all loads are linear rows over
them. Halls are chosen by one 0/1 variable per (event, need, block) with optional intervals that
must not overlap in a hall; counting rows over families of halls carry the bound meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from scheduler.cpsat.draft import Draft, Need, Site, Unit
from scheduler.cpsat.encode import ENCODERS
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, NeedVars, SiteVars
from scheduler.cpsat.moves import limit_moves
from scheduler.cpsat.rows import Rows
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.venue import Venue

VenuesOf = Callable[[tuple[Event, ...]], Iterable[Venue]]
"""Venues to draft for the members of a unit."""

NARROWING = [e for e in ENCODERS if type(e).narrow is not Encoder.narrow]
PRICING = [e for e in ENCODERS if type(e).price is not Encoder.price]


def draft_of(problem: Problem, venues: VenuesOf | None = None) -> Draft:
    """Units and sites, with all rules and prices applied that concern one unit alone.

    With `venues`, only these are looked at.
    """
    draft = Draft(problem)
    for group in problem.groups:
        events = tuple(problem.event_by_id[e] for e in group)
        unit = Unit(events, draft.always, np.zeros(draft.size, np.int64))
        for encoder in ENCODERS:
            encoder.narrow_unit(draft, unit)
            encoder.price_unit(draft, unit)
        for venue in problem.venues if venues is None else venues(events):
            unit.sites.append(site_of(draft, unit, venue))
        draft.units.append(unit)
    return draft


def site_of(draft: Draft, unit: Unit, venue: Venue) -> Site:
    """A unit at a venue, narrowed and priced."""
    site = Site(unit, venue, unit.ok, unit.emptied_by)
    for encoder in NARROWING:
        if site.emptied_by:
            return site
        encoder.narrow(draft, site)
    price_site(draft, site)
    return site


def price_site(draft: Draft, site: Site) -> None:
    """Add the points that a venue has for a unit."""
    for encoder in PRICING:
        encoder.price(draft, site)


def build(problem: Problem, draft: Draft | None = None, skip: str = "") -> Model:
    """The whole model of a problem, less the rows of one rule to `skip`."""
    draft = draft or draft_of(problem)
    model = Model(problem, draft)
    for unit in draft.units:
        for site in unit.sites:
            if not site.emptied_by:
                _add_site(model, site)
    _tie_needs(model)
    for encoder in ENCODERS:
        if encoder.rule != skip:
            encoder.post(model)
    limit_moves(model)
    return model


def _add_site(model: Model, site: Site) -> None:
    index = site.starts
    opens = model.new(len(index), points=site.points[index])
    places = SiteVars(site, index + model.draft.first, opens)
    model.add_site(places)
    for need in site.needs:
        _add_need(model, places, need)


def _add_need(model: Model, places: SiteVars, need: Need) -> None:
    always = model.draft.always
    blocks = [b for b in need.blocks if b.ok is always or (b.ok & places.site.ok).any()]
    takes = model.new(len(blocks))
    for block, take in zip(blocks, takes, strict=True):
        if block.points:
            model.charge(block.points, take)
    model.add_need(NeedVars(places, need, blocks, takes))


def _tie_needs(model: Model) -> None:
    """One block of each need is taken where its unit opens, and none elsewhere."""
    count = len(model.needs)
    pairs = [r for nv in model.needs for r in (nv.site.opens, nv.takes)]
    start, stop = np.array([(r.start, r.stop) for r in pairs], np.int64).reshape(-1, 2).T
    row, weight = np.repeat(np.arange(count), 2), np.tile([-1, 1], count)
    model.rows.extend(Rows(count, row, start, stop, weight, np.full(2 * count, -1)), 0, 0)
