"""`moving`: halls on move-in or move-out days at a venue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, NeedVars, Row, Stay, one


class Moving(Encoder):
    """Linear in the starts as long as every block of a need has the same number of halls.

    Where blocks differ, the row counts the fewest halls, and each larger number adds a literal
    that is true when such a block is taken and the day is a moving day.
    """

    rule = "moving"

    def post(self, model: Model) -> None:
        """One row per venue with a limit and day."""
        by_venue: dict[str, list[NeedVars]] = defaultdict(list)
        for nv in model.needs:
            by_venue[nv.site.site.venue.id].append(nv)
        for venue_id, needs in by_venue.items():
            limit = model.problem.venue_by_id[venue_id].moving_halls_per_day
            if limit is None:
                continue
            most = self._rows(model, needs, max)
            least = self._rows(model, needs, min)
            if all(a.key == b.key for a, b in zip(most, least, strict=True)):
                model.at_most_undominated([(row, limit) for row in least])
                continue
            tight = {i for i, row in enumerate(most) if row.reach > limit}
            extra = self._extra(model, needs, tight)
            for i in sorted(tight):
                model.require([*least[i].segments, *extra[i]], high=limit)

    def _rows(
        self, model: Model, needs: list[NeedVars], pick: Callable[[Iterable[int]], int]
    ) -> list[Row]:
        return model.by_day(
            stay
            for nv in needs
            for stay in Stay.moving(nv.site, nv.need.event, pick(len(b.halls) for b in nv.blocks))
        )

    def _extra(
        self, model: Model, needs: list[NeedVars], days: set[int]
    ) -> dict[int, list[tuple[int, int, int]]]:
        """For each day, literals weighing the halls beyond the fewest of each need."""
        extra: dict[int, list[tuple[int, int, int]]] = {i: [] for i in days}
        for nv in needs:
            fewest = min(len(b.halls) for b in nv.blocks)
            for size in sorted({len(b.halls) for b in nv.blocks} - {fewest}):
                takes = [
                    one(t) for b, t in zip(nv.blocks, nv.takes, strict=True) if len(b.halls) == size
                ]
                for i, moving in self._moving(model, nv).items():
                    if i in days:
                        both = model.new(1)[0]
                        model.require([*takes, *moving, one(both, -1)], high=1)
                        extra[i].append(one(both, size - fewest))
        return extra

    def _moving(self, model: Model, nv: NeedVars) -> dict[int, list[tuple[int, int, int]]]:
        found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for stay in Stay.moving(nv.site, nv.need.event, 1):
            covering = nv.site.covering(model.problem.horizon, stay.before, stay.length)
            for i, start, stop in covering:
                found[i].append((start, stop, 1))
        return found
