"""Rule `closed-days`: no show day on a day that is closed for the event."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.policy import ClosedDays
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


def closed_reason(entry: ClosedDays) -> Text:
    """What a closed_days entry is called."""
    if entry.reason:
        return entry.reason
    if entry.public_holidays:
        return Text("法定节假日", "public holiday")
    return Text("不办展日", "closed day")


class ClosedDaysRule(Rule):
    """An entry applies to an event when all its keys match; move days are free of it.

    Source: contract, sections 1 and 2.
    """

    id = "closed-days"
    unit = "days"
    title = Text("不办展日", "Closed days")
    sentences = {
        "fact": Text("不办展：{why}，{span}", "closed days: {why}, {span}"),
        "": Text(
            "{event} 在 {days} 不得展出：{why}", "{event} may not be on show on {days}: {why}"
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per tenancy and entry met; amount = show days closed."""
        for t in roster.tenancies:
            for entry in problem.policy.closed_days:
                if not problem.closed_for(t.event, entry):
                    continue
                days = tuple(d for d in t.show if problem.closed_on(d, entry))
                if days:
                    why = closed_reason(entry)
                    yield self.breach(len(days), events=(t.event.id,), days=days, why=why)
