"""The audit of a city's plans one after the other, each quickly from what was said before.

An edit moves few events. Rules that speak of one event at a time say the same of the others as
before; rules that speak of several are asked only about the cells that changed; the few others
are asked about the whole plan, which they read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scheduler.audit import Audit, summed
from scheduler.board.cells import SORTED, Cells, changed, settled, told
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.rules import BY_ID, RULES

ALONE = (
    "horizon", "window", "capacity", "closure", "closed-days", "preferred-date",
    "preferred-venue", "weekend", "waste", "neighbour",
)  # fmt: skip
"""Rules whose findings are those of each tenancy by itself, in the order of the tenancies."""

Said = Mapping[str, tuple[Finding, ...]]
"""Findings by rule; of a tenancy by itself, rules that say nothing are absent."""

WHOLE = tuple(rule.id for rule in RULES if rule.id not in ALONE and rule.id not in SORTED)
"""Rules that are asked about the whole plan."""


@dataclass(frozen=True)
class _Verdict:
    """What was said of a plan, by events and cells."""

    roster: Roster
    alone: Mapping[str, Said] = field(default_factory=dict)
    cells: Mapping[str, Cells] = field(default_factory=dict)
    whole: Said = field(default_factory=dict)


class Judge:
    """Judges plans of one problem; says exactly what `audit` says.

    Any number of threads may ask, since what was said before is never changed but replaced.

    Parameters
    ----------
    before
        Judge of the city before it was changed; what it said of events that the change leaves
        alone is not asked again.
    """

    def __init__(self, problem: Problem, before: Judge | None = None) -> None:
        self.problem = problem
        same = before is not None and _alike(problem, before.problem)
        self._last: _Verdict = (
            before._last if before is not None and same else _Verdict(Roster(problem, ()))
        )

    def audit(self, plan: Plan) -> Audit:
        """Judge a plan."""
        self._last = last = self._next(self._last, plan)
        return summed(last.roster, self._told(last))

    def _next(self, last: _Verdict, plan: Plan) -> _Verdict:
        known = last.roster.by_event
        roster = Roster.read(self.problem, plan, known)
        if _reordered(last.roster, roster):
            last, known = _Verdict(Roster(self.problem, ())), {}
        came = {e: t for e, t in roster.by_event.items() if known.get(e) is not t}
        gone = {e: t for e, t in known.items() if roster.by_event.get(e) is not t}
        alone = dict(last.alone)
        before = {e: alone.pop(e) for e in gone}
        alone.update((e, self._of(t, before.get(e, {}))) for e, t in came.items())
        ranks = _ranks(roster)
        cells = {
            rule: changed(rule, self.problem, last.cells.get(rule, {}), gone, came, ranks)
            for rule in SORTED
        }
        whole = {
            rule: settled(last.whole.get(rule, ()), BY_ID[rule].findings(self.problem, roster))
            for rule in WHOLE
        }
        return _Verdict(roster, alone, cells, whole)

    def _told(self, last: _Verdict) -> Iterator[Finding]:
        ranks = _ranks(last.roster)
        alone: dict[str, list[Finding]] = {rule: [] for rule in ALONE}
        for event in last.roster.by_event:
            for rule_id, findings in last.alone[event].items():
                alone[rule_id] += findings
        for rule in RULES:
            if rule.id in alone:
                yield from alone[rule.id]
            elif rule.id in SORTED:
                yield from told(rule.id, last.cells[rule.id], ranks)
            else:
                yield from last.whole[rule.id]

    def _of(self, tenancy: Tenancy, before: Said) -> Said:
        single = Roster(self.problem, (tenancy,), (), {tenancy.event.id: tenancy})
        found = (
            (rule, settled(before.get(rule, ()), BY_ID[rule].findings(self.problem, single)))
            for rule in ALONE
        )
        return {rule: findings for rule, findings in found if findings}


def _ranks(roster: Roster) -> dict[str, int]:
    return {event: i for i, event in enumerate(roster.by_event)}


def _reordered(old: Roster, new: Roster) -> bool:
    """Whether tenancies that both have stand in another order."""
    kept = [t for t in old.tenancies if new.by_event.get(t.event.id) is t]
    stay = [t for t in new.tenancies if old.by_event.get(t.event.id) is t]
    return any(a is not b for a, b in zip(kept, stay, strict=True))


def _alike(one: Problem, other: Problem) -> bool:
    """Whether rules say the same in both of a tenancy whose event and venue are the same."""
    names = [[(v.id, v.name) for v in problem.venues] for problem in (one, other)]
    return (
        one.policy == other.policy
        and (one.holidays, one.neighbours) == (other.holidays, other.neighbours)
        and names[0] == names[1]
        and one.groups == other.groups
    )
