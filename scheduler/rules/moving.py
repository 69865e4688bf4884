"""Rule `moving`: halls on move-in or move-out days at a venue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class Moving(Rule):
    """Halls, rooms and grounds being moved into or out of on one day stay within the limit.

    Source: contract, section 2 (`moving_halls_per_day` of the venue).
    """

    id = "moving"
    unit = "halls"
    title = Text("布撤展上限", "Moving limit")
    sentences = {
        "fact": Text(
            "{halls} 每天至多 {limit} 个展厅布撤展",
            "{halls}: halls moving in or out on one day, at most {limit}",
        ),
        "": Text(
            "{halls} 在 {days} 有 {have} 个展厅布撤展，上限 {limit}",
            "{halls}: halls moving in or out on {days}: {have}, the limit is {limit}",
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per venue and day over the limit; amount = halls too many."""
        moving: dict[tuple[str, Day], list[Tenancy]] = defaultdict(list)
        for t in roster.tenancies:
            if t.halls and t.venue.moving_halls_per_day is not None:
                for day in t.moving_days:
                    moving[t.venue.id, day].append(t)
        for (venue_id, day), tenancies in sorted(moving.items()):
            limit = problem.venue_by_id[venue_id].moving_halls_per_day
            have = sum(len(t.halls) for t in tenancies)
            if limit is not None and have > limit:
                yield self.breach(
                    have - limit,
                    events=tuple(t.event.id for t in tenancies),
                    halls=(venue_id,),
                    days=(day,),
                    have=have,
                    limit=limit,
                )
