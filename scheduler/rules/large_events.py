"""Rule `large-events`: large events on show in a district on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class LargeEvents(Rule):
    """Events with daily_visitors ≥ large_event_visitors on show stay within the limit.

    Source: contract, section 2; the threshold mirrors the city police permit of State Council
    order 505 (5,000 people and more).
    """

    id = "large-events"
    title = Text("同区大型活动", "Large events in a district")
    sentences = {
        "fact": Text(
            "每区每天至多 {limit} 场日客流达 {threshold} 的活动",
            "events of {threshold} or more daily visitors a district and day: at most {limit}",
        ),
        "": Text(
            "{district} 在 {days} 有 {have} 场日客流达 {threshold} 的活动，上限 {limit}：{events}",
            "district {district}: events of {threshold} or more daily visitors on {days}: {have}, "
            "the limit is {limit}: {events}",
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per district and day over the limit; amount = events too many."""
        limit = problem.policy.limits.large_events_per_district_day
        threshold = problem.policy.limits.large_event_visitors
        if limit is None or threshold is None:
            return
        on_show: dict[tuple[str, Day], list[str]] = defaultdict(list)
        for t in roster.tenancies:
            if t.event.daily_visitors >= threshold:
                for day in t.show:
                    on_show[t.venue.district, day].append(t.event.id)
        for (district, day), events in sorted(on_show.items()):
            if len(events) > limit:
                yield self.breach(
                    len(events) - limit,
                    events=tuple(events),
                    days=(day,),
                    district=district,
                    threshold=threshold,
                    have=len(events),
                    limit=limit,
                )
