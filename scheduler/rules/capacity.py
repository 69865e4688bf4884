"""Rule `capacity`: the halls serve the needs, all of them and nothing more."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.text import Text
from scheduler.rules.base import Rule
from scheduler.rules.splits import splits


class Capacity(Rule):
    """One room for seats, one ground for outdoor_m2, one stretch of neighbours for gross_m2.

    Source: contract, section 2. No hall serves two needs, none is left over, and every indoor
    hall has the required features. An event without needs has a venue and no hall. A finding's
    amount counts, by case: `area` and `ground` the m² short; `seats` the seats short; `none` and
    `halls` the halls taken; `features` the features that the hall lacks.
    """

    id = "capacity"
    unit = "m²"
    units = {"seats": "seats", "none": "halls", "halls": "halls", "features": "count"}
    title = Text("容量与设施", "Capacity and features")
    sentences = {
        "fact-gross_m2": Text(
            "{event} 需展览面积 {need} m²", "{event} needs {need} m² gross in neighbouring halls"
        ),
        "fact-seats": Text(
            "{event} 需 {need} 座的会场一间", "{event} needs one room with seats for {need}"
        ),
        "fact-outdoor_m2": Text(
            "{event} 需室外场地 {need} m²", "{event} needs one open ground of {need} m²"
        ),
        "fact-requires": Text(
            "{event} 要求每个室内展厅具备 {missing}",
            "{event} requires {missing} of each indoor hall",
        ),
        "none": Text("{event} 不需要展厅，却占了 {halls}", "{event} needs no hall but has {halls}"),
        "area": Text(
            "{event} 需展览面积 {need} m²，{halls} 只有 {have} m²",
            "{event} needs {need} m² gross, {halls} have {have} m²",
        ),
        "ground": Text(
            "{event} 需室外场地 {need} m²，所占室外场地为 {have} m²",
            "{event} needs one open ground of {need} m², it has {have} m²",
        ),
        "seats": Text(
            "{event} 需 {need} 座的会场一间，所占最大的为 {have} 座",
            "{event} needs one room with seats for {need}, the largest it has is for {have}",
        ),
        "halls": Text(
            "{event} 的展厅不成一段相邻展厅加所需会场与场地：{halls}",
            "{event}: the halls are not one stretch of neighbours plus the room and ground "
            "it needs: {halls}",
        ),
        "features": Text(
            "{event} 要求 {missing}，{halls} 不具备", "{event} requires {missing}, {halls} lacks it"
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """At most one finding on sizes and one per hall without the features; amount by case."""
        for t in roster.tenancies:
            size = self._size(t)
            if size is not None:
                yield size
            for hall in t.halls:
                missing = t.event.requires - hall.features
                if missing and not hall.outdoor:
                    yield self.breach(
                        len(missing),
                        "features",
                        events=(t.event.id,),
                        halls=(f"{t.venue.id}/{hall.id}",),
                        missing=", ".join(sorted(missing)),
                    )

    def _size(self, t: Tenancy) -> Finding | None:
        e, events, halls = t.event, (t.event.id,), t.hall_refs or (t.venue.id,)
        if any(True for _ in splits(e, t.venue, t.halls)):
            return None
        if not e.has_needs:
            return self.breach(len(t.halls), "none", events=events, halls=halls)
        ground = max((h.gross_m2 for h in t.halls if h.outdoor), default=0)
        seats = max((h.seats for h in t.halls if not h.outdoor), default=0)
        area = sum(h.gross_m2 for h in t.halls if not h.outdoor)
        sizes = (("ground", e.outdoor_m2, ground), ("seats", e.seats, seats))
        for case, need, have in (*sizes, ("area", e.gross_m2, area)):
            if have < need:
                return self.breach(
                    need - have, case, events=events, halls=halls, need=need, have=have
                )
        return self.breach(len(t.halls), "halls", events=events, halls=halls)
