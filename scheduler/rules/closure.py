"""Rule `closure`: no tenancy day in a closure of the hall or its venue."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class ClosureRule(Rule):
    """Closures bind halls only: an event without halls may stand in a closed venue.

    Source: contract, section 2.
    """

    id = "closure"
    unit = "days"
    title = Text("展厅停用", "Closure")
    sentences = {
        "fact": Text("{halls} 停用：{span}{why}", "{halls} is closed {span}{why}"),
        "": Text(
            "{event}：{halls} 在 {days} 停用{why}", "{event}: {halls} is closed on {days}{why}"
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per hall and closure met; amount = days."""
        for t in roster.tenancies:
            for hall in t.halls:
                for closure in t.venue.closures_of(hall):
                    days = tuple(t.span.common(closure.span))
                    if days:
                        r = closure.reason
                        why = Text(f"（{r.get('zh')}）", f" ({r.get('en')})") if r else ""
                        yield self.breach(
                            len(days),
                            events=(t.event.id,),
                            halls=(f"{t.venue.id}/{hall.id}",),
                            days=days,
                            why=why,
                        )
