"""Rule `preferred-date`: days off the wished first show day."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class PreferredDate(Rule):
    """[2] × priority × days between show_first and preferred_start.

    Source: contract, section 3.
    """

    id = "preferred-date"
    hard = False
    title = Text("日期意愿", "Preferred date")
    sentences = {
        "": Text(
            "{event} 希望 {wish} 开展，相差 {count} 天",
            "{event} wished to open on {wish}; days off: {count}",
        )
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per wish missed."""
        weight = problem.policy.weights["preferred-date"]
        for t in roster.tenancies:
            wish = t.event.preferred_start
            if wish is not None and wish != t.show.start:
                off = abs(t.show.start - wish)
                yield self.charge(
                    weight * t.event.priority * off,
                    owner=t.event.id,
                    days=(t.show.start,),
                    wish=iso(wish),
                    count=off,
                )
