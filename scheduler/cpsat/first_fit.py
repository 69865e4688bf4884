"""Halls of one venue let one stay after the other, each to the cheapest that are free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from scheduler.cpsat.model import Model, NeedVars
from scheduler.domain.venue import Venue

Opened = tuple[NeedVars, int, int]
"""A need, the start of its unit, and the day on which that opens."""


def first_fit(model: Model, venue: Venue, opened: Sequence[Opened]) -> list[int] | None:
    """Blocks for all needs, none of which could have a cheaper one; ``None`` if it finds none.

    So nothing that houses all is better, and no solver is needed. Stays are taken by their first
    day; of the cheapest blocks that are free then, one whose halls have stood empty for the fewest
    days.

    Where too many halls move on a day it finds none, nor where somebody is to stay in their halls.
    """
    if model.home:
        return None
    moving: Counter[int] = Counter()
    first, free_from = model.draft.first, defaultdict[str, int](lambda: model.draft.first - 1_000)
    found = []
    for nv, _, day in sorted(opened, key=_begin):
        begin, blocks = (
            _begin((nv, 0, day)),
            [
                (model.points[take], take, block.halls)
                for block, take in zip(nv.blocks, nv.takes, strict=True)
                if block.ok[day - first]
            ],
        )
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
        closes = day + e.show_days
        free_from.update(dict.fromkeys(halls, closes + e.move_out_days + venue.turnaround_days))
        for at in (*range(begin, day), *range(closes, closes + e.move_out_days)):
            moving[at] += len(halls)
    limit = venue.moving_halls_per_day
    return None if limit is not None and max(moving.values(), default=0) > limit else found


def _begin(one: Opened) -> int:
    """First day of a stay."""
    nv, _, day = one
    return day - nv.need.event.move_in_days
