"""Rule `waste`: gross m² let beyond the need."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.rules.base import Rule
from scheduler.rules.splits import least_stretch_m2


class Waste(Rule):
    """[1] × each started 1,000 m² of the stretch beyond gross_m2, by the cheapest split.

    Source: contract, section 3. Halls that serve no split at all are `capacity`'s matter.
    """

    id = "waste"
    hard = False
    title = Text("面积富余", "Spare area")
    sentences = {
        "": Text(
            "{event} 需 {need} m²，租用 {have} m²", "{event} needs {need} m² gross, {have} are let"
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per event with more area than it needs."""
        weight = problem.policy.weights["waste"]
        for t in roster.tenancies:
            need = t.event.gross_m2
            have = least_stretch_m2(t.event, t.venue, t.halls) if need else None
            if have is not None and have > need:
                steps = -(-(have - need) // 1000)
                yield self.charge(
                    weight * steps, owner=t.event.id, halls=t.hall_refs, need=need, have=have
                )
