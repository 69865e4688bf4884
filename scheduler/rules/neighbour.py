"""Rule `neighbour`: shows of the same theme in neighbouring cities."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class Neighbour(Rule):
    """[15] × priority for each neighbour event of the theme near the show period.

    Near is overlapping [show_first − days, show_last + days], both inclusive. Source: contract,
    section 3.
    """

    id = "neighbour"
    hard = False
    title = Text("邻市同题材", "Neighbouring cities")
    sentences = {
        "": Text(
            "{event} 与邻市的 {neighbour}（{first}–{last}）相隔不足 {gap} 天",
            "{event} is within the {gap}-day margin of {neighbour} ({first}–{last}) "
            "in a neighbouring city",
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per event and neighbour event near it."""
        weight, gap = problem.policy.weights["neighbour"], problem.policy.neighbour_days
        for t in roster.tenancies:
            theme = t.event.theme
            near = Span(t.show.start - gap, t.show.end + gap)
            for other in problem.neighbours:
                if theme and theme in other.themes and near.overlaps(other.span):
                    yield self.charge(
                        weight * t.event.priority,
                        owner=t.event.id,
                        days=(t.show.start,),
                        gap=gap,
                        neighbour=other.name,
                        first=iso(other.span.start),
                        last=iso(other.span.last),
                    )
