"""At most so many events moved from a standing plan, as rows of the model.

An event stays when its unit opens at its venue on its day and its halls are its own again. Each
that the standing plan has may stay or count as moved; each that it has not counts when placed.
The rows are linear over starts and blocks, so that the relaxation sees the limit as well.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.cpsat.encode.change import all_of, ways_to_stay
from scheduler.cpsat.model import Model, SiteVars, one, whole
from scheduler.cpsat.rows import Segment
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement


def limit_moves(model: Model) -> None:
    """Post the problem's limit: events that stay − events newly placed ≥ events standing − most."""
    limit = model.problem.moves
    if limit is None:
        return
    rows = limit.standing.by_event()
    segments: list[Segment] = []
    for unit in model.draft.units:
        for event in unit.events:
            for site in model.places(unit):
                if event.id not in rows:
                    segments.append(whole(site.opens, -1))
                elif rows[event.id].venue_id == site.site.venue.id:
                    segments.extend(_stays(model, site, event, rows[event.id]))
    model.require(segments, low=len(rows) - limit.most)


def _stays(model: Model, site: SiteVars, event: Event, was: Placement) -> Iterator[Segment]:
    """The start where an event stood, less a literal that is true when its halls are others."""
    at = int(np.searchsorted(site.days, was.show_first))
    if at == len(site.days) or site.days[at] != was.show_first:
        return
    start = site.opens[at]
    if not any(nv.need.event is event for nv in model.needs_of(site)):
        if not was.hall_ids:
            yield one(start)
        return
    found = list(ways_to_stay(model, site, event, was))
    model.home.update((take, was.show_first) for takes in found for take in takes)
    ways = [all_of(model, takes) for takes in found]
    if ways:
        others = model.new(1)[0]
        model.require([one(start), one(others, -1), *(one(way, -1) for way in ways)], high=0)
        yield one(start)
        yield one(others, -1)
