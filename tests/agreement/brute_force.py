"""The best plan of a tiny city by trying everything, judged by the audit alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from scheduler.audit import Audit, audit
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.venue import Venue

LATER = {("coverage", "brand_events"), ("coverage", "events"), ("booking", "absent")}
"""Findings that further placements may mend; every other one stays whatever is added."""

MISSING = ("venue", "missing")
"""The same for a member of a co-located group whose turn has not come."""


class TooLarge(Exception):
    """The city needs more audits than were granted."""


@dataclass(frozen=True)
class Choice:
    """A placement of one event, ``None`` to leave it out, with the points it pays alone."""

    event: Event
    placement: Placement | None
    points: int


@dataclass
class BruteForce:
    """Depth-first over events; what is left costs at least each event's cheapest choice.

    Attributes
    ----------
    cost : int or None
        Cost of the best plan once `run` is through; ``None`` when there is no legal plan.
    """

    problem: Problem
    audits: int
    cost: int | None = None
    best: Plan | None = None
    _choices: list[list[Choice]] = field(default_factory=list)
    _rest: list[int] = field(default_factory=list)

    def run(self) -> int | None:
        """The least cost of any legal plan.

        Raises
        ------
        TooLarge
            When the audits granted do not suffice.
        """
        self._choices = [
            sorted(self._choices_of(self.problem.event_by_id[e]), key=lambda c: c.points)
            for group in self.problem.groups
            for e in group
        ]
        self._rest = [0]
        for choices in reversed(self._choices):
            cheapest = choices[0].points if choices else 0
            self._rest.insert(0, self._rest[0] + cheapest)
        if all(self._choices):
            self._extend(0, Plan(), 0)
        return self.cost

    def _extend(self, depth: int, plan: Plan, own: int) -> None:
        judged = self._audit(plan)
        broken = {(f.reason.rule, f.reason.case) for f in judged.hard} - LATER
        if broken - {MISSING} or (broken and not self._waiting(depth, plan)):
            return
        if not self._can_cover(depth, plan):
            return
        # The city's points only grow with the plan, but for soft coverage.
        city = sum(
            f.amount
            for f in judged.findings
            if not f.hard and f.owner is None and f.reason.rule != "coverage"
        )
        if self.cost is not None and own + city + self._rest[depth] >= self.cost:
            return
        if depth == len(self._choices):
            if judged.ok and (self.cost is None or judged.cost < self.cost):
                self.cost, self.best = judged.cost, plan
            return
        for choice in self._choices[depth]:
            if self.cost is not None and own + choice.points + self._rest[depth + 1] >= self.cost:
                break
            p = choice.placement
            self._extend(depth + 1, Plan((*plan.placements, p)) if p else plan, own + choice.points)

    def _waiting(self, depth: int, plan: Plan) -> bool:
        """Whether the last event's group has members still to come."""
        group = self.problem.group_of[self._choices[depth - 1][0].event.id]
        ahead = {choices[0].event.id for choices in self._choices[depth:]}
        return bool(ahead & set(group)) and all(
            e in plan.by_event() for e in group if e not in ahead
        )

    def _can_cover(self, depth: int, plan: Plan) -> bool:
        """Whether the events ahead could still make up for a required coverage."""
        goal = self.problem.policy.coverage
        if not goal.required:
            return True
        events = [self.problem.event_by_id[p.event_id] for p in plan.placements]
        events += [
            choices[0].event
            for choices in self._choices[depth:]
            if any(c.placement for c in choices)
        ]
        return all(
            sum(slug in e.industries for e in events) >= goal.events
            and sum(slug in e.industries and e.is_brand for e in events) >= goal.brand_events
            for slug in self.problem.policy.industries
        )

    def _choices_of(self, event: Event) -> Iterator[Choice]:
        """Every placement that the audit accepts by itself, and none if it may stay out."""
        nothing = audit(self.problem, Plan())
        if event.booked_start is None:
            yield Choice(event, None, nothing.cost_by_event.get(event.id, 0))
        for p in self._places(event):
            judged = self._audit(Plan((p,)))
            mine = [f for f in judged.hard if event.id in f.reason.events]
            if all((f.reason.rule, f.reason.case) in {*LATER, MISSING} for f in mine):
                yield Choice(event, p, judged.cost_by_event.get(event.id, 0))

    def _places(self, event: Event) -> Iterator[Placement]:
        horizon = self.problem.horizon
        for venue in self.problem.venues:
            for halls in _subsets(venue):
                first = Placement(event.id, venue.id, halls, horizon.start + event.move_in_days)
                judged = self._audit(Plan((first,)))
                if any(f.reason.rule == "capacity" for f in judged.hard):
                    continue
                for day in range(horizon.start - 1, horizon.end + 1):
                    yield Placement(event.id, venue.id, halls, day)

    def _audit(self, plan: Plan) -> Audit:
        self.audits -= 1
        if self.audits < 0:
            raise TooLarge
        return audit(self.problem, plan)


def _subsets(venue: Venue) -> Iterator[tuple[str, ...]]:
    halls = [h.id for h in venue.halls]
    for size in range(len(halls) + 1):
        yield from combinations(halls, size)


def least_costs(cities: Iterable[Problem], audits: int) -> Iterator[tuple[Problem, int | None]]:
    """Yield each city with its least cost, ``None`` without a plan; those too large left out."""
    for city in cities:
        try:
            yield city, BruteForce(city, audits).run()
        except TooLarge:
            continue
