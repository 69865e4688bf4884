"""Planning from a plan that stands: what of it is real, and what of it must stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Span


def standing(problem: Problem, plan: Plan) -> Plan:
    """The rows of `plan` that name something real; an event's first row counts."""
    return Plan(tuple(t.placement for t in Roster.read(problem, plan).tenancies))


def against(problem: Problem, plan: Plan) -> Problem:
    """The problem in which moving away from `plan` costs points."""
    return replace(problem, near=standing(problem, plan))


def outside(problem: Problem, plan: Plan, free: Span) -> frozenset[str]:
    """Events of `plan` that are not on show on any day of `free`."""
    tenancies = Roster.read(problem, plan).tenancies
    return frozenset(t.event.id for t in tenancies if not t.show.overlaps(free))


def pin(problem: Problem, plan: Plan, event_ids: Collection[str]) -> Problem:
    """The problem in which events stay where `plan` has them, by booking them there.

    An event keeps a booking of its own; where that leaves date or halls open and agrees with
    `plan`, the plan decides the rest. An event that `plan` does not place stays free.
    """
    placed = Roster.read(problem, plan).by_event
    events = tuple(
        _booked(e, placed[e.id]) if e.id in event_ids and e.id in placed else e
        for e in problem.events
    )
    return replace(problem, events=events)


def _booked(event: Event, place: Tenancy) -> Event:
    halls = tuple((place.venue.id, h) for h in place.hall_ids)
    if event.booked_start not in (None, place.show.start):
        return event
    if event.booked_halls and set(event.booked_halls) != set(halls):
        return event
    # Without halls, only the list of allowed venues can hold the venue.
    allowed = event.venues if halls else frozenset({place.venue.id})
    return replace(event, booked_start=place.show.start, booked_halls=halls, venues=allowed)
