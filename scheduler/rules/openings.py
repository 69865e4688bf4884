"""Rule `openings`: openings attended by city leaders on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class Openings(Rule):
    """Events with leaders_open that open on one day stay within openings_per_day.

    Source: contract, section 2.
    """

    id = "openings"
    title = Text("领导出席开幕", "Openings by city leaders")
    sentences = {
        "fact": Text(
            "每天至多 {limit} 场需市领导出席的开幕",
            "openings by city leaders a day: at most {limit}",
        ),
        "fact-crowd": Text(
            "这些活动须由市领导出席开幕，共 {need} 场，只能在 {days} 开展："
            "{count} 天 × 每天 {limit} 场 = {have} 场：{events}",
            "{need} openings by city leaders must be on {days}; days × openings a day: "
            "{count} × {limit} = {have}: {events}",
        ),
        "": Text(
            "{days} 有 {have} 场需市领导出席的开幕，上限 {limit}：{events}",
            "openings by city leaders on {days}: {have}, the limit is {limit}: {events}",
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per day over the limit; amount = openings too many."""
        limit = problem.policy.limits.openings_per_day
        if limit is None:
            return
        days: dict[Day, list[str]] = defaultdict(list)
        for t in roster.tenancies:
            if t.event.leaders_open:
                days[t.show.start].append(t.event.id)
        for day, events in sorted(days.items()):
            if len(events) > limit:
                yield self.breach(
                    len(events) - limit,
                    events=tuple(events),
                    days=(day,),
                    have=len(events),
                    limit=limit,
                )
