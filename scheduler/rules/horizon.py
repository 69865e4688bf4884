"""Rule `horizon`: the tenancy lies in the horizon and in the venue's open span."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


def days_outside(span: Span, allowed: Span) -> tuple[int, ...]:
    """Days of `span` that are not in `allowed`."""
    return tuple(d for d in span if d not in allowed)


class Horizon(Rule):
    """The tenancy, first move-in to last move-out day, lies in both spans.

    Source: contract, section 2.
    """

    id = "horizon"
    unit = "days"
    title = Text("排期范围", "Horizon")
    sentences = {
        "fact": Text("所有租期须在 {span} 之内", "every tenancy lies within {span}"),
        "fact-open": Text("{halls} 的开放期为 {span}", "{halls} is open {span}"),
        "": Text(
            "{event} 的租期有 {count} 天在排期范围之外（{days}）",
            "{event}: days of the tenancy outside the horizon: {count} ({days})",
        ),
        "open": Text(
            "{event} 的租期有 {count} 天 {halls} 未开放（{days}）",
            "{event}: days of the tenancy on which {halls} is not open: {count} ({days})",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per tenancy and span it leaves; amount = days outside."""
        for t in roster.tenancies:
            for case, allowed in (("", problem.horizon), ("open", t.venue.open)):
                if out := days_outside(t.span, allowed):
                    yield self.breach(
                        len(out),
                        case,
                        events=(t.event.id,),
                        halls=(t.venue.id,),
                        days=out,
                        count=len(out),
                    )
