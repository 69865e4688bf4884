"""`occupancy`: one tenancy per hall and day, with turnaround."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Let, Model, NeedVars, Row, SiteVars, Stay, one, whole
from scheduler.domain.span import Day, Span
from scheduler.domain.venue import Venue


class Occupancy(Encoder):
    """Intervals that may not overlap in a hall, and counting rows that say so linearly.

    Each interval is as long as the tenancy plus the turnaround after it; closures stay out of
    the intervals, for no turnaround is needed next to them.

    A counting row weighs each need by what it takes from a venue at least, and limits the sum by
    what the venue has on the day (see `measures`).
    """

    rule = "occupancy"

    def post(self, model: Model) -> None:
        """Post both for every venue."""
        by_venue: dict[str, list[NeedVars]] = defaultdict(list)
        for nv in model.needs:
            by_venue[nv.site.site.venue.id].append(nv)
        place = {id(unit): i for i, unit in enumerate(model.draft.units)}
        for venue_id, needs in by_venue.items():
            venue = model.problem.venue_by_id[venue_id]
            for nv in needs:
                self._lets(model, venue, nv, place[id(nv.site.site.unit)])
            blocks = [[b.halls for b in nv.blocks] for nv in needs]
            sizes = [nv.need.event.gross_m2 * (nv.need.kind == "gross_m2") for nv in needs]
            shut = _shut(model.problem.horizon, venue)
            for weights, limits in _strongest(venue, blocks, sizes, set(shut.values())):
                rows = self._rows(model, venue, needs, weights, limits, shut)
                model.at_most_undominated(list(rows), implied=True)

    def _lets(self, model: Model, venue: Venue, nv: NeedVars, unit: int) -> None:
        e = nv.need.event
        size = e.move_in_days + e.show_days + e.move_out_days + venue.turnaround_days
        for block, take in zip(nv.blocks, nv.takes, strict=True):
            model.lets.append(Let(venue.id, unit, e.move_in_days, size, take, block.halls))

    def _rows(
        self,
        model: Model,
        venue: Venue,
        needs: list[NeedVars],
        weights: tuple[int, ...],
        limits: dict[frozenset[str], int],
        shut: dict[Day, frozenset[str]],
    ) -> Iterator[tuple[Row, int]]:
        def rows(turnaround: int) -> list[Row]:
            return model.by_day(
                Stay.tenancy(nv.site, nv.need.event, weight, turnaround)
                for nv, weight in zip(needs, weights, strict=True)
            )

        padded = rows(venue.turnaround_days)
        # Turnaround may lie in a closure, so a day with closures counts tenancies alone.
        plain = rows(0) if venue.turnaround_days else padded
        for i, day in enumerate(model.problem.horizon):
            closed = shut.get(day, frozenset())
            yield (plain if closed else padded)[i], limits[closed]


def say_lets(model: Model, venue: Venue) -> None:
    """Say the lets of a venue in linear rows: a literal per block and start, one let a hall-day.

    Exact but large, so only for small venues and those whose halls did not pack.
    """
    in_hall: dict[str, list[Stay]] = defaultdict(list)
    for nv in model.needs:
        if nv.site.site.venue.id != venue.id:
            continue
        days, opens = nv.site.days, nv.site.opens
        both = [model.new(len(days)) for _ in nv.blocks]
        for i, open_ in enumerate(opens):
            model.require([*(one(z[i]) for z in both), one(open_, -1)], low=0, high=0)
        for block, take, z in zip(nv.blocks, nv.takes, both, strict=True):
            model.require([whole(z), one(take, -1)], low=0, high=0)
            model.hall_days.append((z, opens, take))
            site = SiteVars(nv.site.site, days, z, owner=nv)
            stay = Stay.tenancy(site, nv.need.event, 1, venue.turnaround_days)
            for hall in block.halls:
                in_hall[hall].append(stay)
    for stays in in_hall.values():
        model.at_most_undominated([(row, 1) for row in model.by_day(stays)])


Measure = Callable[[tuple[str, ...]], int]
"""What a set of halls holds, in halls, m² or stretches of a size; never less in a larger set."""


def measures(
    venue: Venue, blocks: list[list[tuple[str, ...]]], sizes: list[int]
) -> Iterator[Measure]:
    """Yield superadditive measures of halls: disjoint sets together never hold more than all.

    Each counts within a family of halls that some need is limited to (Hall's condition: rooms of
    so many seats, halls with a feature): (1) halls; (2) gross m²; (3) for each size that occurs,
    disjoint stretches of that size, which sees that two runs of five halls hold two shows of
    four, not two and a half.
    """
    gross = {h.id: h.gross_m2 for h in venue.halls if not h.outdoor}
    wide = {frozenset(h for b in blocks[i] for h in b) for i, size in enumerate(sizes) if size}
    families = {frozenset(h for b in options for h in b) for options in blocks}
    for family in sorted(families, key=sorted):
        yield _count_in(family)
        if family not in wide:
            continue
        yield _area_in(family, gross)
        for size in sorted({s for s in sizes if s}):
            yield _stretches_in(family, venue, gross, size)


def _count_in(family: frozenset[str]) -> Measure:
    return lambda halls: len(family.intersection(halls))


def _area_in(family: frozenset[str], gross: dict[str, int]) -> Measure:
    return lambda halls: sum(gross.get(h, 0) for h in family.intersection(halls))


def _stretches_in(
    family: frozenset[str], venue: Venue, gross: dict[str, int], size: int
) -> Measure:
    return lambda halls: _stretches(venue, gross, family.intersection(halls), size)


def _strongest(
    venue: Venue,
    blocks: list[list[tuple[str, ...]]],
    sizes: list[int],
    closed: set[frozenset[str]],
) -> list[tuple[tuple[int, ...], dict[frozenset[str], int]]]:
    """Weights of the needs and limits (by closed halls) of each measure that no other implies.

    One row implies another when, relative to its limit, it weighs every need at least as much.
    """
    cases = [frozenset[str](), *sorted(closed, key=sorted)]
    kept: list[tuple[tuple[int, ...], dict[frozenset[str], int], np.ndarray]] = []
    for measure in measures(venue, blocks, sizes):
        weights = tuple(min(map(measure, options)) for options in blocks)
        limits = {case: measure(_without(venue, case)) for case in cases}
        if not any(weights):
            continue
        share = np.concatenate([np.array(weights) / max(n, 1e-9) for n in limits.values()])
        if any((other >= share - 1e-12).all() for _, _, other in kept):
            continue
        kept = [k for k in kept if not (share >= k[2] - 1e-12).all()]
        kept.append((weights, limits, share))
    return [(weights, limits) for weights, limits, _ in kept]


def _stretches(venue: Venue, gross: dict[str, int], halls: frozenset[str], size: int) -> int:
    """Most disjoint stretches of at least `size` m² within `halls`, counted run by run."""
    in_runs = {h for run in venue.runs for h in run}
    count = sum(1 for h in halls - in_runs if gross.get(h, 0) >= size)
    for run in venue.runs:
        area = 0
        for hall in run:
            area = area + gross[hall] if hall in halls and hall in gross else 0
            if area >= size:
                count, area = count + 1, 0
    return count


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
