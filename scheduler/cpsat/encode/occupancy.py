"""`occupancy`: one tenancy per hall and day, with turnaround."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from scheduler.cpsat.counting import Counting
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.measures import Halls, Measures, strongest
from scheduler.cpsat.model import Let, Model, NeedVars
from scheduler.cpsat.rows import Ints
from scheduler.cpsat.stays import Stays
from scheduler.domain.span import Day, Span
from scheduler.domain.venue import Venue


class Occupancy(Encoder):
    """Intervals that may not overlap in a hall, and counting rows that say so linearly.

    Each interval is as long as the tenancy plus the turnaround after it; closures stay out of
    the intervals, for no turnaround is needed next to them.

    A counting row weighs each need by what it takes from a venue at least, and limits the sum by
    what the venue has on the day (see `Measures`).
    """

    rule = "occupancy"

    def post(self, model: Model) -> None:
        """Post both for every venue."""
        place = {id(unit): i for i, unit in enumerate(model.draft.units)}
        for venue, needs in by_venue(model):
            for nv in needs:
                model.lets.extend(_lets(venue, nv, place[id(nv.site.site.unit)]))
            model.counting.extend(_counting(model, venue, needs))


def by_venue(model: Model) -> Iterator[tuple[Venue, list[NeedVars]]]:
    """Venues with needs, and these."""
    found: dict[str, list[NeedVars]] = defaultdict(list)
    for nv in model.needs:
        found[nv.site.site.venue.id].append(nv)
    for venue_id, needs in found.items():
        yield model.problem.venue_by_id[venue_id], needs


def _lets(venue: Venue, nv: NeedVars, unit: int) -> Iterator[Let]:
    e = nv.need.event
    size = e.move_in_days + e.show_days + e.move_out_days + venue.turnaround_days
    for block, take in zip(nv.blocks, nv.takes, strict=True):
        yield Let(venue.id, unit, e.move_in_days, size, take, block.halls)


def _counting(model: Model, venue: Venue, needs: list[NeedVars]) -> Iterator[Counting]:
    horizon = model.problem.horizon
    shut = _shut(horizon, venue)
    cases = [frozenset[str](), *sorted(set(shut.values()), key=sorted)]
    weights, limits = _weights_and_limits(venue, needs, cases)
    case = np.array([cases.index(shut.get(d, frozenset())) for d in horizon], np.int64)
    days = np.arange(horizon.start, horizon.end)
    # Turnaround may lie in a closure, so a day with closures counts tenancies alone.
    free = (case == 0) | (venue.turnaround_days == 0)
    for chosen, turnaround in ((free, venue.turnaround_days), (~free, 0)):
        if chosen.any():
            stays = tenancies(model, needs, turnaround)
            yield Counting.made(stays, weights, days[chosen], limits[:, case[chosen]])


def tenancies(model: Model, needs: list[NeedVars], turnaround: int) -> Stays:
    """The tenancies of needs with the turnaround after them, all of weight 1."""
    pieces = []
    for nv in needs:
        e = nv.need.event
        length = e.move_in_days + e.show_days + e.move_out_days + turnaround
        pieces.append((nv.site.place, e.move_in_days, length, 1, 0))
    return Stays.at(model.starts, pieces)


def _weights_and_limits(
    venue: Venue, needs: list[NeedVars], cases: list[frozenset[str]]
) -> tuple[Ints, Ints]:
    """For each measure worth having: the needs' weights, and the limits by closed halls."""
    options = [tuple(b.halls for b in nv.blocks) for nv in needs]
    kinds = {halls: i for i, halls in enumerate(dict.fromkeys(options))}
    sizes = [nv.need.event.gross_m2 * (nv.need.kind == "gross_m2") for nv in needs]
    measures = Measures(venue, options, sizes)
    sets: dict[Halls, int] = {}
    flat = [sets.setdefault(halls, len(sets)) for kind in kinds for halls in kind]
    ends = np.cumsum([0, *map(len, kinds)])[:-1]
    weights = np.minimum.reduceat(measures.of(list(sets))[:, flat], ends, axis=1)
    limits = measures.of([_without(venue, case) for case in cases])
    kept = strongest(weights, limits)
    return weights[kept][:, [kinds[o] for o in options]], limits[kept]


def _without(venue: Venue, closed: frozenset[str]) -> tuple[str, ...]:
    return tuple(h.id for h in venue.halls if h.id not in closed)


def _shut(horizon: Span, venue: Venue) -> dict[Day, frozenset[str]]:
    """Closed halls by day, days with none left out."""
    shut: dict[Day, set[str]] = defaultdict(set)
    for hall in venue.halls:
        for closure in venue.closures_of(hall):
            for day in closure.span.common(horizon):
                shut[day].add(hall.id)
    return {day: frozenset(halls) for day, halls in shut.items()}
