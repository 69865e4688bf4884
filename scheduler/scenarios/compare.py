"""Two plans side by side: what differs, event by event and rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.text import Text
from scheduler.outputs.answers import coverage_answer, place_answer
from scheduler.rules import RULES
from scheduler.scenarios.why import Sides, why_of


@dataclass(frozen=True)
class Change:
    """An event that stands elsewhere; ``None`` where it stands nowhere."""

    event_id: str
    before: Tenancy | None
    after: Tenancy | None
    why: Text


@dataclass(frozen=True)
class Comparison:
    """Two plans of one problem, and the changes from the first to the second.

    Points never include `change`, since neither plan is judged by the other.
    """

    problem: Problem
    before: Audit
    after: Audit
    changes: tuple[Change, ...]

    def both(self, count: Callable[[Roster], int]) -> list[int]:
        """A count of both plans."""
        return [count(self.before.roster), count(self.after.roster)]

    def cost_by_rule(self) -> dict[str, list[int]]:
        """Points of both plans by rule, in the rulebook's order."""
        a, b = self.before.cost_by_rule, self.after.cost_by_rule
        return {r.id: [a.get(r.id, 0), b.get(r.id, 0)] for r in RULES if r.id in a or r.id in b}


def compare(problem: Problem, a: Plan, b: Plan) -> Comparison:
    """Compare plan `b` with plan `a`."""
    alone = replace(problem, near=None)
    before, after = audit(alone, a), audit(alone, b)
    return Comparison(alone, before, after, tuple(_changes(Sides(alone, before, after))))


def _changes(sides: Sides) -> Iterator[Change]:
    """Changes by the first day that they concern, then by id."""
    a, b = sides.before.roster.by_event, sides.after.roster.by_event
    pairs = [(e.id, a.get(e.id), b.get(e.id)) for e in sides.problem.events]
    moved = [p for p in pairs if _place(p[1]) != _place(p[2])]
    moved.sort(key=lambda p: (min(t.show.start for t in p[1:] if t), p[0]))
    for event_id, was, now in moved:
        yield Change(event_id, was, now, why_of(sides, event_id))


def _place(t: Tenancy | None) -> object:
    return t and t.placement.place


def visitors(roster: Roster) -> int:
    """Visitors expected over all show days."""
    return sum(t.event.daily_visitors * t.event.show_days for t in roster.tenancies)


def hall_days(roster: Roster) -> int:
    """Halls let, each for each day of its tenancies."""
    return sum(len(t.halls) * len(t.span) for t in roster.tenancies)


def change_answer(change: Change) -> dict[str, Any]:
    """A *change* (contract, section 7)."""
    return {
        "event_id": change.event_id,
        "from": place_answer(change.before),
        "to": place_answer(change.after),
        "why_zh": change.why.get("zh"),
        "why_en": change.why.get("en"),
    }


def compare_answer(found: Comparison) -> dict[str, Any]:
    """What ``compare`` says; `findings` counts broken hard rules."""
    a, b = (coverage_answer(found.problem, x.roster) for x in (found.before, found.after))
    return {
        "changes": [change_answer(c) for c in found.changes],
        "cost": [found.before.cost, found.after.cost],
        "cost_by_rule": found.cost_by_rule(),
        "coverage": {industry: [a[industry], b[industry]] for industry in a},
        "visitors": found.both(visitors),
        "hall_days": found.both(hall_days),
        "findings": [len(found.before.hard), len(found.after.hard)],
    }
