"""Which starts of a large city are promising: a choice of venues and days, as a draft."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scheduler.cpsat.draft import Draft, Mask, Site, Unit
from scheduler.cpsat.matrix import Floats
from scheduler.cpsat.model import Model, SiteVars
from scheduler.cpsat.outline import ELSEWHERE, Outlook, is_elsewhere, narrowed
from scheduler.cpsat.relaxation import Relaxation
from scheduler.domain.plan import Plan

OTHERS, ALONE, MANY = 2, 6, 12
"""Venues a unit may use besides those it asks for; when it asks for none; and when a relaxation
has it elsewhere."""

EACH = 0.13
"""Share of a unit's starts that it has for each of its venues, if they come to more: some four of
thirty, and of ten one."""

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
        key = ELSEWHERE if is_elsewhere(site.site) else name
        prices[int(unit_of[site.place])][key] = adds
    nowhere = np.full(size, np.inf)

    def price(place: int, unit: Unit, site: Site) -> Floats:
        known = prices[place]
        return known.get(site.venue.id, known.get(ELSEWHERE, nowhere))

    return price


def choice_of(outlook: Outlook) -> Draft:
    """Draft of the venues that units ask for and of some others."""
    return outlook.choices(OTHERS, ALONE)


def widen(outlook: Outlook, choice: Draft, model: Model, relaxation: Relaxation) -> None:
    """Give the units of a choice more venues that the relaxation of the outline has elsewhere."""
    for unit, mine in zip(model.draft.units, choice.units, strict=True):
        if any(_used(site, relaxation) for site in model.places(unit) if is_elsewhere(site.site)):
            outlook.widen(choice, mine, MANY)


def promising(
    draft: Draft, prices: Prices, count: int, near: float, standing: Plan | None = None
) -> Draft:
    """Of each unit the `count` starts that add least, if less than `near`, and where it stands.

    With many venues it has some for each, since its best days would fill the `count` otherwise.

    Where moves are limited, it may stay as well where it stood at first.
    """
    moves = draft.problem.moves
    plans = [p.rows_of for p in (standing, moves and moves.standing) if p]
    keep: list[list[Mask]] = []
    for place, unit in enumerate(draft.units):
        adds = [
            np.where(s.ok & (not is_elsewhere(s)), prices(place, unit, s), np.inf)
            for s in unit.sites
        ]
        flat = np.concatenate([*adds, np.zeros(0)])
        most = max(count, int(count * EACH * len(unit.sites)))
        least = np.partition(flat, most - 1)[most - 1] if len(flat) > most else np.inf
        limit = max(min(least, near + flat.min(initial=np.inf)), flat.min(initial=np.inf))
        mine = [np.isfinite(a) & (a <= limit) for a in adds]
        places = [was for rows in plans for was in rows.get(unit.events[0].id, ())]
        for site, mask in zip(unit.sites, mine, strict=True):
            for at in (w.show_first - draft.first for w in places if w.venue_id == site.venue.id):
                if 0 <= at < len(mask):
                    mask[at] = True
        keep.append(mine)
    return narrowed(draft, keep)


USED = 1e-3
"""What a solution of the relaxation has elsewhere for that to be worth a closer look."""


def _used(site: SiteVars, relaxation: Relaxation) -> bool:
    return bool(relaxation.values[site.opens.start : site.opens.stop].sum() > USED)


def refined(
    outlook: Outlook, model: Model, relaxation: Relaxation, cost: float, standing: Plan
) -> Draft:
    """The outline again, closer: with every venue of the units that it had elsewhere.

    Only starts remain that a plan of less than `cost` may use, and the venues of the plan that
    stands; so no cheaper plan is lost.
    """
    rows, first = standing.by_event(), model.draft.first
    open_ = relaxation.could_be_in(cost - 1)
    found = Draft(model.problem)
    for unit in model.draft.units:
        mine = Unit(unit.events, unit.ok, unit.points, unit.emptied_by, unit.kept)
        was = rows.get(unit.events[0].id)
        drafted = {s.site.venue.id for s in model.places(unit)}
        for site in model.places(unit):
            literals = slice(site.opens.start, site.opens.stop)
            days = np.zeros(model.draft.size, bool)
            days[site.days[open_[literals]] - first] = True
            old = site.site
            if not is_elsewhere(old):
                mine.sites.append(Site(mine, old.venue, days, "", old.extra, old.needs))
                continue
            used = _used(site, relaxation)
            if not used:
                mine.sites.append(Site(mine, old.venue, days, "", old.extra))
            for venue in outlook.able(unit.events):
                stands = was is not None and venue.id == was.venue_id
                if venue.id not in drafted and (used or stands):
                    mine.sites.append(outlook.site(found, mine, venue, days))
        mine.sites = [s for s in mine.sites if not s.emptied_by and s.ok.any()]
        found.units.append(mine)
    return found
