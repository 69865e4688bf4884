"""Rule `weekend`: show days on Saturdays and Sundays, wished or avoided."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import is_weekend
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class Weekend(Rule):
    """`include` wants at least one weekend day on show, `avoid` none.

    [10] × priority once for `include`, times the weekend days for `avoid`. Working weekends stay
    weekends. Source: contract, section 3.
    """

    id = "weekend"
    hard = False
    title = Text("周末", "Weekend")
    sentences = {
        "include": Text("{event} 的展期没有周末", "{event} has no weekend day on show"),
        "avoid": Text(
            "{event} 的展期有 {count} 个周末日（{days}）",
            "{event} has weekend days on show: {count} ({days})",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per event whose wish is missed."""
        for t in roster.tenancies:
            points = problem.policy.weights["weekend"] * t.event.priority
            days = tuple(d for d in t.show if is_weekend(d))
            if t.event.weekend == "include" and not days:
                yield self.charge(points, "include", owner=t.event.id, days=(t.show.start,))
            if t.event.weekend == "avoid" and days:
                yield self.charge(
                    points * len(days), "avoid", owner=t.event.id, days=days, count=len(days)
                )
