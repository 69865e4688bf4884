"""The audit of a city's plans one after the other, each quickly from what was said before.

Rules that speak of one event at a time say the same of it for as long as it stands where it
stands; only those that speak of several are asked anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.audit import Audit, summed
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.rules import RULES
from scheduler.rules.base import Rule

ALONE = (
    "horizon", "window", "capacity", "closure", "closed-days", "preferred-date",
    "preferred-venue", "weekend", "waste", "neighbour",
)  # fmt: skip
"""Rules whose findings are those of each tenancy by itself, in the order of the tenancies."""

MOST = 50_000
"""Tenancies that are remembered."""

Said = tuple[tuple[Finding, ...], ...]


class Judge:
    """Judges plans of one problem; says exactly what `audit` says."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._alone = [rule for rule in RULES if rule.id in ALONE]
        self._place = {rule.id: i for i, rule in enumerate(self._alone)}
        self._said: dict[object, Said] = {}

    def audit(self, plan: Plan) -> Audit:
        """Judge a plan."""
        if len(self._said) > MOST:
            self._said.clear()
        roster = Roster.read(self.problem, plan)
        alone = [self._of(t) for t in roster.tenancies]
        told = (f for rule in RULES for f in self._findings(rule, roster, alone))
        return summed(roster, told)

    def _findings(self, rule: Rule, roster: Roster, alone: list[Said]) -> Iterator[Finding]:
        place = self._place.get(rule.id)
        if place is None:
            yield from rule.findings(self.problem, roster)
        else:
            for said in alone:
                yield from said[place]

    def _of(self, tenancy: Tenancy) -> Said:
        row = tenancy.placement
        key = row.event_id, row.venue_id, row.hall_ids, row.show_first
        found = self._said.get(key)
        if found is None:
            single = Roster(self.problem, (tenancy,), (), {tenancy.event.id: tenancy})
            found = tuple(tuple(r.findings(self.problem, single)) for r in self._alone)
            self._said[key] = found
        return found
