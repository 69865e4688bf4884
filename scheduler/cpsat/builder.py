"""Builds the model: draft the sites, narrow and price them, make literals, post the rules.

Formulation: one 0/1 variable per (unit, venue, first show day); all loads are linear rows over
them. Halls are chosen by one 0/1 variable per (event, need, block) with optional intervals that
must not overlap in a hall; counting rows over families of halls carry the bound meanwhile.
"""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.draft import Draft, Need, Site, Unit
from scheduler.cpsat.encode import ENCODERS
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


def build(
    problem: Problem,
    draft: Draft | None = None,
    exact: frozenset[str] = frozenset(),
    skip: str = "",
) -> Model:
    """The whole model of a problem, less the rows of one rule to `skip`.

    Starts and blocks have the same indices whatever `exact` is: what it adds comes last.
    """
    draft = draft or draft_of(problem)
    for unit in draft.units:
        for site in unit.sites:
            for need in site.needs:
                for block in need.blocks:
                    block.points = 0
            site.points[:] = 0
    model = Model(problem, draft, exact)
    for unit in draft.units:
        for site in unit.sites:
            if site.ok.any():
                _add_site(model, site)
    model.chosen = len(model.upper)
    for encoder in ENCODERS:
        if encoder.rule != skip:
            encoder.post(model)
    return model


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
