"""Rule `venue`: allowed venues, and co-located groups."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class VenueRule(Rule):
    """The venue is an allowed one; a co-located group shares venue and first show day.

    Source: contract, section 2. Groups are the connected components of the undirected links;
    either all members are placed together or none is.
    """

    id = "venue"
    title = Text("场馆与同期同馆", "Venue and co-location")
    sentences = {
        "fact": Text("{event} 只可在：{allowed}", "{event} accepts only: {allowed}"),
        "allowed": Text(
            "{event} 不接受 {halls}，只可在：{allowed}",
            "{event} does not accept {halls}, only: {allowed}",
        ),
        "apart": Text(
            "{event} 与 {other} 应同馆同日开展",
            "{event} and {other} must share venue and first show day",
        ),
        "fact-together": Text(
            "{events} 应同馆同日开展", "{events} must share venue and first show day"
        ),
        "missing": Text(
            "{event} 已排入，而与其同期同馆的 {other} 未排入",
            "{event} is placed while {other}, co-located with it, is not",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per venue not allowed and per member apart from the group's first one."""
        for t in roster.tenancies:
            if t.event.venues and t.venue.id not in t.event.venues:
                names = [v.name for v in problem.venues if v.id in t.event.venues]
                allowed = Text(
                    "、".join(n.get("zh") for n in names), ", ".join(n.get("en") for n in names)
                )
                yield self.breach(
                    1, "allowed", events=(t.event.id,), halls=(t.venue.id,), allowed=allowed
                )
        for group in problem.groups:
            placed = [roster.by_event[e] for e in group if e in roster.by_event]
            if not placed or len(group) == 1:
                continue
            lead = placed[0]
            for event_id in group:
                other = roster.by_event.get(event_id)
                if other is None:
                    yield self.breach(1, "missing", events=(lead.event.id, event_id))
                elif (other.venue.id, other.show.start) != (lead.venue.id, lead.show.start):
                    yield self.breach(
                        1,
                        "apart",
                        events=(lead.event.id, event_id),
                        halls=(lead.venue.id, other.venue.id),
                        days=(lead.show.start, other.show.start),
                    )
