"""A small set of duties that fails already, found without a solve where possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from scheduler.cpsat.builder import draft_of
from scheduler.domain.event import Event
from scheduler.explain.alone import fits
from scheduler.explain.conflicts.facts import Fact, Facts
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.twin import Twin
from scheduler.explain.shortages import forced, shortages


def failing(oracle: Oracle, kept: Facts) -> Facts | None:
    """The facts with as few duties as are known to fail; ``None`` when all have a plan.

    Steps: (1) a booking or a coverage goal that fails alone, two bookings in one hall, events that
    need more hall-days, openings or days of a theme than there are; (2) bookings only; (3) all
    facts; (4) bookings with a goal.
    """
    others = frozenset(f for f in kept if not f.is_duty)
    twin = oracle.twin(kept)
    for duties in _suspects(oracle, twin, kept):
        if not oracle.admits(others | duties):
            return others | duties
    booked = frozenset(f for f in kept if f.rule == "booking")
    if not oracle.admits(others | booked):
        return others | booked
    if oracle.admits(kept):
        return None
    for goal in sorted(f for f in kept if f.rule == "coverage"):
        if not oracle.admits(others | booked | {goal}):
            return others | booked | {goal}
    return kept


def _suspects(oracle: Oracle, twin: Twin, kept: Facts) -> Iterator[Facts]:
    draft = draft_of(twin.problem)
    goals = sorted(f for f in kept if f.rule == "coverage")
    able = {e.id for u in draft.units if fits(u) for e in u.events}
    for unit in draft.units:
        if unit.booked and not fits(unit):
            yield _booked(kept, [e.id for e in unit.events])
    # The goals' demands come first; one more is what the oracle has to place besides.
    for goal, demand in zip(goals, twin.demands, strict=False):
        if len(demand.events & able) < demand.goal:
            yield frozenset((goal,))
    for a, b in _clashes(twin.problem.events):
        yield _booked(kept, [a, b])
    must = forced(draft, [(d.events, d.goal) for d in twin.demands])
    for count in shortages(draft, must, twin.occupancy):
        asked = frozenset(
            g
            for g, d in zip(goals, twin.demands, strict=False)
            if len(d.events & able) == d.goal and d.events & set(count.events)
        )
        yield _booked(kept, count.events) | asked


def _booked(kept: Facts, events: Iterable[str]) -> Facts:
    return frozenset(Fact("booking", "", e) for e in events) & kept


def _clashes(events: tuple[Event, ...]) -> Iterator[tuple[str, str]]:
    """Two events booked into one hall at one time."""
    booked = [e for e in events if e.booked_start is not None and e.booked_halls]
    for a, b in combinations(booked, 2):
        if set(a.booked_halls) & set(b.booked_halls):
            assert a.booked_start is not None and b.booked_start is not None
            if a.tenancy(a.booked_start).overlaps(b.tenancy(b.booked_start)):
                yield a.id, b.id
