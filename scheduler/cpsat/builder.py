"""Builds the model: draft the sites, narrow and price them, make literals, post the rules.

Formulation: one 0/1 variable per (unit, venue, first show day); all loads are linear rows over
them. Halls are chosen by one 0/1 variable per (event, need, block) with optional intervals that
must not overlap in a hall; counting rows over families of halls carry the bound meanwhile.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.cpsat.draft import Draft, Need, Site, Unit
from scheduler.cpsat.encode import ENCODERS
from scheduler.cpsat.encode.occupancy import say_lets
from scheduler.cpsat.model import Model, NeedVars, SiteVars, whole
from scheduler.domain.problem import Problem


def draft_of(problem: Problem) -> Draft:
    """Units and sites, with all rules applied that concern one unit alone."""
    draft = Draft(problem)
    for group in problem.groups:
        unit = Unit(tuple(problem.event_by_id[e] for e in group))
        for venue in problem.venues:
            site = Site(unit, venue, np.ones(draft.size, bool), np.zeros(draft.size, np.int64))
            for encoder in ENCODERS:
                encoder.narrow(draft, site)
                if not site.ok.any():
                    break
            unit.sites.append(site)
        draft.units.append(unit)
    return draft


def build(problem: Problem, draft: Draft | None = None, skip: str = "") -> Model:
    """The whole model of a problem, less the rows of one rule to `skip`."""
    draft = draft or draft_of(problem)
    model = Model(problem, draft)
    for unit in draft.units:
        for site in unit.sites:
            if site.ok.any():
                _add_site(model, site)
    for encoder in ENCODERS:
        if encoder.rule != skip:
            encoder.post(model)
    return model


def refine(model: Model, exact: frozenset[str]) -> Model:
    """The model with the lets of some venues in linear rows too; all that was keeps its index."""
    finer = replace(
        model,
        lower=model.lower.copy(),
        upper=model.upper.copy(),
        points=model.points.copy(),
        rows=model.rows.copy(),
        implied=model.implied.copy(),
        hall_days=[],
    )
    for venue_id in sorted(exact):
        say_lets(finer, model.problem.venue_by_id[venue_id])
    return finer


def _add_site(model: Model, site: Site) -> None:
    for encoder in ENCODERS:
        encoder.price(model.draft, site)
    index = np.flatnonzero(site.ok)
    opens = model.new(len(index))
    model.points[opens.start : opens.stop] = site.points[index].tolist()
    places = SiteVars(site, index + model.draft.first, opens)
    model.add_site(places)
    for need in site.needs:
        _add_need(model, places, need)


def _add_need(model: Model, places: SiteVars, need: Need) -> None:
    blocks = [b for b in need.blocks if (b.ok & places.site.ok).any()]
    takes = model.new(len(blocks))
    for block, take in zip(blocks, takes, strict=True):
        model.charge(block.points, take)
    model.add_need(NeedVars(places, need, blocks, takes))
    model.require([whole(takes), whole(places.opens, -1)], low=0, high=0)
