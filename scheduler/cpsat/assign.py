"""Writes a plan as values of a model's variables; `extract` reads it back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

import numpy as np

from scheduler.cpsat.matrix import Ints
from scheduler.cpsat.model import Model, NeedVars, SiteVars
from scheduler.domain.plan import Placement, Plan

MOST_SPLITS = 400
"""Ways tried to tell which of an event's halls serves which of its needs."""


def values_of(model: Model, plan: Plan) -> Ints:
    """Starts and blocks that say what `plan` says, as far as the model has variables for it.

    A unit is left out as a whole when it has no start at the place and day, when its members
    stand apart, or when their halls are no blocks of their needs. Whether those that are in
    keep the rows is not asked here.
    """
    rows = plan.by_event()
    out = np.zeros(len(model.upper), np.int64)
    for unit in model.draft.units:
        mine = [rows[e.id] for e in unit.events if e.id in rows]
        if len(mine) == len(unit.events) and len({(p.venue_id, p.show_first) for p in mine}) == 1:
            for site in model.places(unit):
                if site.site.venue.id == mine[0].venue_id:
                    out[_literals(model, site, mine)] = 1
    return out


def _literals(model: Model, site: SiteVars, rows: Sequence[Placement]) -> list[int]:
    """The start of all members and the blocks that are their halls; none if one is missing."""
    day = rows[0].show_first
    at = int(np.searchsorted(site.days, day))
    if at == len(site.days) or site.days[at] != day:
        return []
    found = [site.opens[at]]
    for row in rows:
        needs = [nv for nv in model.needs_of(site) if nv.need.event.id == row.event_id]
        takes = _takes(needs, frozenset(row.hall_ids), day - model.draft.first)
        if takes is None:
            return []
        found.extend(takes)
    return found


def _takes(needs: Sequence[NeedVars], halls: frozenset[str], index: int) -> list[int] | None:
    """Blocks open on a day, one a need, that together are exactly `halls`."""
    fitting = [
        [
            (take, block.halls)
            for block, take in zip(nv.blocks, nv.takes, strict=True)
            if block.ok[index] and halls.issuperset(block.halls)
        ]
        for nv in needs
    ]
    for choice in islice(product(*fitting), MOST_SPLITS):
        used = [hall for _, block in choice for hall in block]
        if len(used) == len(halls) and set(used) == halls:
            return [take for take, _ in choice]
    return None
