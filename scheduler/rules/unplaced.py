"""Rule `unplaced`: an event may stay out at a price."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class UnplacedRule(Rule):
    """[500] × priority for each event not placed. Source: contract, section 3."""

    id = "unplaced"
    hard = False
    title = Text("未排入", "Unplaced")
    sentences = {"": Text("{event} 未排入", "{event} is not placed")}

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per event left out."""
        weight = problem.policy.weights["unplaced"]
        for e in problem.events:
            if e.id not in roster.by_event:
                yield self.charge(weight * e.priority, owner=e.id)
