"""Which starts of a large city are promising: a choice of venues and days, as a draft."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scheduler.cpsat.draft import Draft, Mask, Site, Unit
from scheduler.cpsat.matrix import Floats
from scheduler.cpsat.model import Model
from scheduler.cpsat.outline import ELSEWHERE, Outlook, narrowed
from scheduler.cpsat.relaxation import Relaxation
from scheduler.domain.plan import Plan

OTHERS, ALONE = 2, 6
"""Venues a unit may use besides those it asks for; and when it asks for none."""

Prices = Callable[[int, Unit, Site], Floats]
"""What opening on each day of the horizon seems to add, by the unit's place, unit and site."""


def by_points(place: int, unit: Unit, site: Site) -> Floats:
    """A start's own points; what is known before anything is solved."""
    return site.points.astype(float)


def by_relaxation(model: Model, relaxation: Relaxation) -> Prices:
    """What the relaxation of an outline says that a plan with a start costs more at least.

    A venue that the outline has not drafted is priced as elsewhere.
    """
    size = model.draft.size
    prices: list[dict[str, Floats]] = [{} for _ in model.draft.units]
    unit_of = model.starts.unit
    for site in model.sites:
        adds = np.full(size, np.inf)
        adds[site.days - model.draft.first] = relaxation.adds[site.opens.start : site.opens.stop]
        name = site.site.venue.id
        key = ELSEWHERE if name.startswith(ELSEWHERE) else name
        prices[int(unit_of[site.place])][key] = adds
    nowhere = np.full(size, np.inf)

    def price(place: int, unit: Unit, site: Site) -> Floats:
        known = prices[place]
        return known.get(site.venue.id, known.get(ELSEWHERE, nowhere))

    return price


def choice_of(outlook: Outlook) -> Draft:
    """Draft of the venues that units ask for and of some others."""
    return outlook.choices(OTHERS, ALONE)


def promising(
    draft: Draft, prices: Prices, count: int, near: float, standing: Plan | None = None
) -> Draft:
    """Of each unit the `count` starts that add least, if less than `near`, and where it stands."""
    rows = {} if standing is None else standing.by_event()
    keep: list[list[Mask]] = []
    for place, unit in enumerate(draft.units):
        adds = [np.where(s.ok, prices(place, unit, s), np.inf) for s in unit.sites]
        flat = np.concatenate([*adds, np.zeros(0)])
        least = np.partition(flat, count - 1)[count - 1] if len(flat) > count else np.inf
        limit = max(min(least, near + flat.min(initial=np.inf)), flat.min(initial=np.inf))
        mine = [np.isfinite(a) & (a <= limit) for a in adds]
        was = rows.get(unit.events[0].id)
        for site, mask in zip(unit.sites, mine, strict=True):
            if was is not None and was.venue_id == site.venue.id:
                at = was.show_first - draft.first
                mask[at : at + 1] = True
        keep.append(mine)
    return narrowed(draft, keep)
