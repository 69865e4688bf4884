"""Rule `preferred-venue`: another venue than the wished one."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class PreferredVenue(Rule):
    """[20] × priority when the venue is not preferred_venue. Source: contract, section 3."""

    id = "preferred-venue"
    hard = False
    title = Text("场馆意愿", "Preferred venue")
    sentences = {
        "": Text(
            "{event} 希望在 {wish}，排在 {halls}",
            "{event} wished for {wish}, stands in {halls}",
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per wish missed."""
        weight = problem.policy.weights["preferred-venue"]
        for t in roster.tenancies:
            wish = t.event.preferred_venue
            if wish and wish != t.venue.id:
                yield self.charge(
                    weight * t.event.priority,
                    owner=t.event.id,
                    halls=(t.venue.id,),
                    wish=problem.venue_by_id[wish].name,
                )
