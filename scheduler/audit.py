"""The audit: any plan against the rulebook, legality and every point of cost.

Shares nothing with the model that makes plans; importing it never loads a solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.rules import RULES


@dataclass(frozen=True)
class Audit:
    """Judgement of one plan.

    Attributes
    ----------
    cost : int
        Points of all soft rules.
    cost_by_rule, cost_by_event : Mapping
        Points by rule id and by event id; rules and events that pay nothing are absent.
    findings : tuple of Finding
        Hard ones first, then soft ones, dearest first within each rule's place in the rulebook.
    """

    ok: bool
    cost: int
    cost_by_rule: Mapping[str, int]
    cost_by_event: Mapping[str, int]
    findings: tuple[Finding, ...]
    roster: Roster

    @property
    def hard(self) -> tuple[Finding, ...]:
        """The broken hard rules."""
        return tuple(f for f in self.findings if f.hard)


def audit(problem: Problem, plan: Plan) -> Audit:
    """Judge `plan` by every rule of the contract."""
    roster = Roster.read(problem, plan)
    return summed(roster, (f for rule in RULES for f in rule.findings(problem, roster)))


def summed(roster: Roster, told: Iterable[Finding]) -> Audit:
    """The judgement that the findings of all rules add up to, told in the rulebook's order."""
    findings = sorted(told, key=lambda f: not f.hard)
    by_rule: Counter[str] = Counter()
    by_event: Counter[str] = Counter()
    for f in findings:
        if not f.hard and f.amount:
            by_rule[f.reason.rule] += f.amount
            if f.owner is not None:
                by_event[f.owner] += f.amount
    return Audit(
        ok=not any(f.hard for f in findings),
        cost=sum(by_rule.values()),
        cost_by_rule=dict(by_rule),
        cost_by_event=dict(by_event),
        findings=tuple(findings),
        roster=roster,
    )
