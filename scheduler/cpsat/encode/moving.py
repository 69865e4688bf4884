"""`moving`: halls on move-in or move-out days at a venue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, NeedVars, Row, Stay, one
from scheduler.domain.span import Span


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
            for i, row in enumerate(least):
                if most[i].reach > limit:
                    extra = [s for nv in needs for s in self._extra(model, nv, i)]
                    model.require([*row.segments, *extra], high=limit)

    def _rows(
        self, model: Model, needs: list[NeedVars], pick: Callable[[Iterable[int]], int]
    ) -> list[Row]:
        return model.by_day(
            stay
            for nv in needs
            for stay in Stay.moving(nv.site, nv.need.event, pick(len(b.halls) for b in nv.blocks))
        )

    def _extra(self, model: Model, nv: NeedVars, index: int) -> Iterator[tuple[int, int, int]]:
        day = Span(model.problem.horizon.start + index, model.problem.horizon.start + index + 1)
        moving = [
            (start, stop, 1)
            for stay in Stay.moving(nv.site, nv.need.event, 1)
            for _, start, stop in nv.site.covering(day, stay.before, stay.length)
        ]
        fewest = min(len(b.halls) for b in nv.blocks)
        for size in sorted({len(b.halls) for b in nv.blocks} - {fewest}) if moving else ():
            takes = [
                one(t) for b, t in zip(nv.blocks, nv.takes, strict=True) if len(b.halls) == size
            ]
            both = model.new(1)[0]
            model.require([*takes, *moving, one(both, -1)], high=1)
            yield one(both, size - fewest)
