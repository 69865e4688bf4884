"""What a report is about: a problem, what a solve found and how the audit judges it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scheduler.audit import Audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding, Reason
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.solution import Solution, Unplaced
from scheduler.domain.text import Text
from scheduler.rules.wording import text_of

NO_REASON = Text(
    "方案中没有这个活动，未给出原因。", "The plan does not name it and gives no reason."
)


@dataclass(frozen=True)
class Outcome:
    """Problem, solution and audit; without a plan `audit` is ``None`` and nothing is placed."""

    problem: Problem
    solution: Solution
    audit: Audit | None

    @cached_property
    def roster(self) -> Roster:
        """The plan's tenancies; none without a plan."""
        if self.audit is not None:
            return self.audit.roster
        return Roster.read(self.problem, Plan())

    @property
    def tenancies(self) -> dict[str, Tenancy]:
        """Tenancies by event id."""
        return self.roster.by_event

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan at all."""
        return self.audit is not None

    @cached_property
    def hard(self) -> tuple[Finding, ...]:
        """Broken hard rules."""
        return self.audit.hard if self.audit else ()

    @cached_property
    def soft(self) -> tuple[Finding, ...]:
        """What costs points."""
        found = self.audit.findings if self.audit else ()
        return tuple(f for f in found if not f.hard and f.amount)

    def cost_of(self, event_id: str) -> int:
        """Points that belong to an event."""
        return self.audit.cost_by_event.get(event_id, 0) if self.audit else 0

    def missed(self, rule: str) -> set[str]:
        """Events that pay for a rule."""
        return {f.owner for f in self.soft if f.reason.rule == rule and f.owner}

    def sentence(self, reason: Reason) -> Text:
        """The reason's sentence in both languages."""
        return text_of(self.problem, reason)

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Events without a place, those of the most priority first; none without a plan."""
        if not self.has_plan:
            return ()
        known = {u.event_id: u.why for u in self.solution.unplaced if u.why}
        out = [e for e in self.problem.events if e.id not in self.tenancies]
        out.sort(key=lambda e: -e.priority)
        return tuple(
            Unplaced(e.id, e.priority, known.get(e.id) or self._why(e.id)) for e in out
        )

    def _why(self, event_id: str) -> Text:
        for f in self.hard:
            if f.reason.rule == "plan" and event_id in f.reason.events:
                return self.sentence(f.reason)
        return NO_REASON
