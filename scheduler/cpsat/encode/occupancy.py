"""`occupancy`: one tenancy per hall and day, with turnaround."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Let, Model, NeedVars, Row, Stay
from scheduler.domain.span import Day, Span
from scheduler.domain.venue import Venue


class Occupancy(Encoder):
    """Intervals that may not overlap in a hall, and counting rows that say so linearly.

    Each interval is as long as the tenancy plus the turnaround after it; closures stay out of
    the intervals, for no turnaround is needed next to them.

    The counting rows are Hall's condition on the families of halls that occur: the needs whose
    halls all lie in a family together take, on any day, at most the family's open halls.
    """

    rule = "occupancy"

    def post(self, model: Model) -> None:
        """Post both for every venue."""
        by_venue: dict[str, list[NeedVars]] = defaultdict(list)
        for nv in model.needs:
            by_venue[nv.site.site.venue.id].append(nv)
        for venue_id, needs in by_venue.items():
            venue = model.problem.venue_by_id[venue_id]
            self._lets(model, venue, needs)
            for family in sorted({_halls(nv) for nv in needs}, key=sorted):
                inside = [nv for nv in needs if _halls(nv) <= family]
                self._count(model, venue, family, inside)

    def _lets(self, model: Model, venue: Venue, needs: list[NeedVars]) -> None:
        place = {id(unit): i for i, unit in enumerate(model.draft.units)}
        for nv in needs:
            e = nv.need.event
            size = e.move_in_days + e.show_days + e.move_out_days + venue.turnaround_days
            unit = place[id(nv.site.site.unit)]
            for block, take in zip(nv.blocks, nv.takes, strict=True):
                model.lets.append(Let(venue.id, unit, e.move_in_days, size, take, block.halls))

    def _count(
        self, model: Model, venue: Venue, family: frozenset[str], needs: list[NeedVars]
    ) -> None:
        sizes = {venue.hall_by_id[h].gross_m2 for h in family}
        measures = ["halls"] if len(sizes) == 1 else ["halls", "m2"]
        for measure in measures:
            model.at_most_undominated(list(self._rows(model, venue, family, needs, measure)))

    def _rows(
        self,
        model: Model,
        venue: Venue,
        family: frozenset[str],
        needs: list[NeedVars],
        measure: str,
    ) -> Iterator[tuple[Row, int]]:
        least = [min(_size(venue, b.halls, measure) for b in nv.blocks) for nv in needs]

        def rows(turnaround: int) -> list[Row]:
            return model.by_day(
                Stay.tenancy(nv.site, nv.need.event, weight, turnaround)
                for nv, weight in zip(needs, least, strict=True)
            )

        padded = rows(venue.turnaround_days)
        # Turnaround may lie in a closure, so a day with closures counts tenancies alone.
        plain = rows(0) if venue.turnaround_days else padded
        shut = _shut(model.problem.horizon, venue, family)
        for i, day in enumerate(model.problem.horizon):
            closed = shut.get(day, frozenset())
            yield (plain if closed else padded)[i], _size(venue, tuple(family - closed), measure)


def _halls(nv: NeedVars) -> frozenset[str]:
    return frozenset(h for b in nv.blocks for h in b.halls)


def _size(venue: Venue, halls: tuple[str, ...], measure: str) -> int:
    if measure == "halls":
        return len(halls)
    return sum(venue.hall_by_id[h].gross_m2 for h in halls)


def _shut(horizon: Span, venue: Venue, family: frozenset[str]) -> dict[Day, frozenset[str]]:
    """Closed halls of the family by day, days with none left out."""
    shut: dict[Day, set[str]] = defaultdict(set)
    for hall_id in sorted(family):
        for closure in venue.closures_of(venue.hall_by_id[hall_id]):
            for day in closure.span.common(horizon):
                shut[day].add(hall_id)
    return {day: frozenset(halls) for day, halls in shut.items()}
