"""`change`: points for moving away from a standing plan."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.cpsat.draft import Draft, Site, Unit
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.capacity import exact_splits
from scheduler.cpsat.model import Model, NeedVars, SiteVars, one
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement
from scheduler.domain.problem import Problem

MOST_DAYS = 60


def standing(problem: Problem, event: Event) -> Placement | None:
    """Where a standing plan has an event: its first row that names something real."""
    for was in problem.near.rows_of.get(event.id, ()) if problem.near else ():
        venue = problem.venue_by_id.get(was.venue_id)
        if venue is not None:
            once = len(set(was.hall_ids)) == len(was.hall_ids)
            if once and set(was.hall_ids) <= set(venue.hall_by_id):
                return was
    return None


class Change(Encoder):
    """Dates and venues are priced on the starts; the same halls give their points back."""

    rule = "change"

    def price_unit(self, draft: Draft, unit: Unit) -> None:
        """Add for the dates of each member that the standing plan places."""
        weights = draft.problem.policy.change
        for e in unit.events:
            was = standing(draft.problem, e)
            if was is not None:
                off = np.abs(draft.days - was.show_first)
                moved = weights["date"] * (off > 0) + weights["day"] * np.minimum(off, MOST_DAYS)
                unit.points += e.priority * (moved - weights["unplaced"])

    def price(self, draft: Draft, site: Site) -> None:
        """Add for another venue or, until they prove the same, for other halls."""
        weights = draft.problem.policy.change
        for e in site.unit.events if draft.problem.near else ():
            was = standing(draft.problem, e)
            if was is None:
                continue
            if was.venue_id != site.venue.id:
                site.extra += e.priority * weights["venue"]
            elif was.hall_ids or e.has_needs:
                site.extra += e.priority * weights["halls"]

    def post(self, model: Model) -> None:
        """Add the constant, and give points back where the halls stay the same."""
        if model.problem.near is None:
            return
        weights = model.problem.policy.change
        for e in model.problem.events:
            if standing(model.problem, e):
                model.constant += weights["unplaced"] * e.priority
        for site in model.sites:
            for e in site.site.unit.events:
                was = standing(model.problem, e)
                if was and was.venue_id == site.site.venue.id and was.hall_ids:
                    for takes in ways_to_stay(model, site, e, was):
                        model.charge(-weights["halls"] * e.priority, all_of(model, takes))


def all_of(model: Model, takes: list[int]) -> int:
    """A literal that may be true only if all `takes` are."""
    if len(takes) == 1:
        return takes[0]
    both = model.new(1)[0]
    for take in takes:
        model.require([one(both), one(take, -1)], high=0)
    return both


def ways_to_stay(
    model: Model, site: SiteVars, event: Event, was: Placement
) -> Iterator[list[int]]:
    """Yield the blocks that together are the standing halls, by each way to split them."""
    mine = [nv for nv in model.needs_of(site) if nv.need.event is event]
    for room, ground, stretch in exact_splits(event, site.site.venue, was.hall_ids):
        wanted = {
            "gross_m2": frozenset(stretch),
            "seats": frozenset([room.id] if room else []),
            "outdoor_m2": frozenset([ground.id] if ground else []),
            "booked": frozenset(was.hall_ids),
        }
        takes = [_take(nv, wanted[nv.need.kind]) for nv in mine]
        known = [take for take in takes if take is not None]
        if known and len(known) == len(mine):
            yield known
        if mine and mine[0].need.kind == "booked":
            return


def _take(nv: NeedVars, halls: frozenset[str]) -> int | None:
    for block, take in zip(nv.blocks, nv.takes, strict=True):
        if frozenset(block.halls) == halls:
            return take
    return None
