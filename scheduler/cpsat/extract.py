"""Reads a plan from the values of a model's variables."""

from __future__ import annotations

from collections.abc import Callable

from scheduler.cpsat.model import Model, SiteVars
from scheduler.domain.plan import Placement, Plan


def plan_of(model: Model, is_true: Callable[[int], bool]) -> Plan:
    """The plan under an assignment; halls in the order of venues.yaml, rows by date and id."""
    placements: list[Placement] = []
    for site in model.sites:
        for day, literal in zip(site.days.tolist(), site.opens, strict=True):
            if is_true(literal):
                placements.extend(_rows(model, site, day, is_true))
    placements.sort(key=lambda p: (p.show_first, p.event_id))
    return Plan(tuple(placements))


def _rows(
    model: Model, site: SiteVars, day: int, is_true: Callable[[int], bool]
) -> list[Placement]:
    venue = site.site.venue
    halls: dict[str, set[str]] = {e.id: set() for e in site.site.unit.events}
    for nv in model.needs_of(site):
        for block, take in zip(nv.blocks, nv.takes, strict=True):
            if is_true(take):
                halls[nv.need.event.id].update(block.halls)
    return [
        Placement(event_id, venue.id, tuple(sorted(ids, key=venue.hall_order.__getitem__)), day)
        for event_id, ids in halls.items()
    ]
