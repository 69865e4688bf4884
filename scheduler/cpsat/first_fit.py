"""Halls of one venue let one stay after the other, each to the cheapest that are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scheduler.cpsat.model import Model, NeedVars
from scheduler.domain.venue import Venue

Opened = tuple[NeedVars, int, int]
"""A need, the start of its unit, and the day on which that opens."""


def first_fit(model: Model, venue: Venue, opened: Sequence[Opened]) -> list[int] | None:
    """Blocks for all needs, none of which could have a cheaper one; ``None`` if it finds none.

    So it is as good as any when it comes to something, as it does for most venues of a large
    city in a thousandth of the time of a solver. Stays are taken by their first day; of the
    cheapest blocks that are free then, one whose halls have stood empty for the fewest days.

    It knows nothing of limits for halls that move on a day, nor of halls that somebody is to stay
    in: there it finds none.
    """
    if venue.moving_halls_per_day is not None or model.home:
        return None
    first, free_from = model.draft.first, defaultdict[str, int](lambda: model.draft.first - 1_000)
    found = []
    for nv, _, day in sorted(opened, key=_begin):
        begin, blocks = _begin((nv, 0, day)), [
            (model.points[take], take, block.halls)
            for block, take in zip(nv.blocks, nv.takes, strict=True)
            if block.ok[day - first]
        ]
        least = min((points for points, *_ in blocks), default=0)
        able = [
            (sum(begin - free_from[hall] for hall in halls), take, halls)
            for points, take, halls in blocks
            if points == least and all(free_from[hall] <= begin for hall in halls)
        ]
        if not able:
            return None
        _, take, halls = min(able)
        found.append(take)
        e = nv.need.event
        end = day + e.show_days + e.move_out_days + venue.turnaround_days
        free_from.update(dict.fromkeys(halls, end))
    return found


def _begin(one: Opened) -> int:
    """First day of a stay."""
    nv, _, day = one
    return day - nv.need.event.move_in_days
