"""Rule `same-industry`: events of one main industry on show together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class SameIndustry(Rule):
    """[2] × (events on show − 1), where positive, for each main industry and day.

    Source: contract, section 3.
    """

    id = "same-industry"
    hard = False
    title = Text("同业同期", "Same industry on one day")
    sentences = {
        "": Text(
            "{industry} 在 {days} 有 {have} 个活动同时展出：{events}",
            "{industry} has {have} events on show on {days}: {events}",
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per industry and day with two or more, paid by the city."""
        weight = problem.policy.weights["same-industry"]
        on_show: dict[tuple[str, Day], list[str]] = defaultdict(list)
        for t in roster.tenancies:
            for day in t.show:
                on_show[t.event.main_industry, day].append(t.event.id)
        for (industry, day), events in sorted(on_show.items(), key=lambda item: item[0]):
            if len(events) > 1:
                yield self.charge(
                    weight * (len(events) - 1),
                    owner=None,
                    events=tuple(events),
                    days=(day,),
                    industry=problem.policy.industries[industry],
                    have=len(events),
                )
