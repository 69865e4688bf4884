"""What placing one more unit would break and cost, judged by the rulebook among those near it.

Rules that bind events to each other speak of days, halls or themes in common, so only tenancies
near in time or of the same theme take part in them; the other rules ask the unit alone. So a year
of a thousand events is judged as fast as one of a hundred. Coverage, which counts the whole year,
is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from scheduler.cpsat.draft import Unit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.rules import BY_ID, RULES

YEAR = "coverage"
"""The rule over events that need have neither days nor a theme in common."""

TOGETHER = {
    "occupancy", "date-protection", "moving", "openings", "large-events", "crowding", "hotels",
    "same-industry",
}  # fmt: skip
"""Rules over several events at once; all others but coverage speak of a co-located group."""


@dataclass(frozen=True)
class Near:
    """Tenancies near a unit on a day, the problem of their events, and what they pay by it."""

    problem: Problem
    tenancies: tuple[Tenancy, ...]
    points: int


@dataclass
class Around:
    """Trials of one unit in a legal plan."""

    problem: Problem
    roster: Roster
    unit: Unit
    _near: dict[int, Near] = field(default_factory=dict)
    _gain: int | None = None

    def near(self, day: int) -> Near:
        """Who matters when the unit opens on a day."""
        if day not in self._near:
            reach = max(v.turnaround_days for v in self.problem.venues)
            spans = [e.tenancy(day) for e in self.unit.events]
            begin = min(s.start for s in spans) - reach
            end = max(s.end for s in spans) + reach
            themes = {e.theme for e in self.unit.events if e.theme}
            kept = tuple(
                t
                for t in self.roster.tenancies
                if (t.span.start < end and begin < t.span.end) or t.event.theme in themes
            )
            events = tuple(t.event for t in kept) + self.unit.events
            small = replace(self.problem, events=events)
            self._near[day] = Near(small, kept, _points(small, _roster(small, kept), together=True))
        return self._near[day]

    def broken(self, rows: Sequence[Placement]) -> list[Finding]:
        """Hard findings that the unit is part of; `rows` place all its members on one day."""
        near = self.near(rows[0].show_first)
        mine = {row.event_id for row in rows}
        alone = _findings(self._own, _roster(self._own, (), rows), hard=True, together=False)
        roster = _roster(near.problem, near.tenancies, rows)
        found = [*alone, *_findings(near.problem, roster, hard=True, together=True)]
        return [f for f in found if not mine.isdisjoint(f.reason.events)]

    def extra(self, rows: Sequence[Placement]) -> int:
        """Points by which the cost of the plan would rise."""
        near = self.near(rows[0].show_first)
        there = _points(near.problem, _roster(near.problem, near.tenancies, rows), together=True)
        alone, absent = (
            _points(self._own, _roster(self._own, (), own), together=False) for own in (rows, ())
        )
        return there - near.points + alone - absent + self._coverage(rows)

    @cached_property
    def _own(self) -> Problem:
        """The problem of the unit alone."""
        return replace(self.problem, events=self.unit.events)

    def _coverage(self, rows: Sequence[Placement]) -> int:
        """The same for coverage; it is alike wherever the unit stands."""
        if self._gain is None:
            rule, self._gain = BY_ID[YEAR], 0
            if not rule.is_hard(self.problem):
                then = _roster(self.problem, self.roster.tenancies, rows)
                after, before = (
                    sum(f.amount for f in rule.findings(self.problem, r))
                    for r in (then, self.roster)
                )
                self._gain = after - before
        return self._gain


def _roster(
    problem: Problem, tenancies: Iterable[Tenancy], rows: Iterable[Placement] = ()
) -> Roster:
    return Roster.read(problem, Plan((*(t.placement for t in tenancies), *rows)))


def _findings(
    problem: Problem, roster: Roster, *, hard: bool, together: bool
) -> Iterator[Finding]:
    for rule in RULES:
        if rule.id != YEAR and (rule.id in TOGETHER) == together and rule.is_hard(problem) == hard:
            yield from rule.findings(problem, roster)


def _points(problem: Problem, roster: Roster, *, together: bool) -> int:
    return sum(f.amount for f in _findings(problem, roster, hard=False, together=together))
