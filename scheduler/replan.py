"""Planning from a plan that stands: what of it is real, and what of it must stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError

_COLUMNS = {"unknown-event": "event_id", "twice": "event_id", "unknown-venue": "venue_id"}


def standing(problem: Problem, plan: Plan) -> Plan:
    """The rows of `plan` that name something real; an event's first row counts."""
    return Plan(tuple(t.placement for t in Roster.read(problem, plan).tenancies))


def against(problem: Problem, plan: Plan) -> Problem:
    """The problem in which moving away from `plan` costs points."""
    return replace(problem, near=standing(problem, plan))


def unreal(problem: Problem, plan: Plan, file: str) -> tuple[Fault, ...]:
    """Warnings for the rows of `plan` that count as absent."""
    strays = Roster.read(problem, plan).strays
    message = Text(
        "在本工作区中不存在或重复，此行不计",
        "names nothing of this workspace, or again; the row counts as absent",
    )
    return tuple(
        Fault(file, s.placement.row, _COLUMNS.get(s.case, "hall_ids"), s.value, message)
        for s in strays
    )


def own_rows_only(problem: Problem, plan: Plan, file: str) -> None:
    """Refuse a plan whose every row counts as absent: it belongs to another city.

    A plan without rows is refused nowhere; it stands for a year in which nothing is placed.

    Raises
    ------
    InputError
        When there are rows and none names an event, a venue and halls of `problem`.
    """
    if plan.placements and not standing(problem, plan).placements:
        message = Text(
            "没有一行对应本工作区的活动、场馆与展厅，应是另一座城市的方案；请给出本工作区的方案",
            "has no row that names an event, a venue and halls of this workspace; it is a plan of "
            "another city. Give one of this workspace",
        )
        raise InputError([Fault(file, None, None, None, message)])


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
        booked(e, placed[e.id]) if e.id in event_ids and e.id in placed else e
        for e in problem.events
    )
    return replace(problem, events=events)


def booked(event: Event, place: Tenancy) -> Event:
    """The event booked where it stands; unchanged where that contradicts a booking of its own."""
    halls = tuple((place.venue.id, h) for h in place.hall_ids)
    if event.booked_start not in (None, place.show.start):
        return event
    if event.booked_halls and set(event.booked_halls) != set(halls):
        return event
    allowed = event.venues
    if not halls and (not allowed or place.venue.id in allowed):
        # Without halls, only the list of allowed venues can hold the venue.
        allowed = frozenset({place.venue.id})
    return replace(event, booked_start=place.show.start, booked_halls=halls, venues=allowed)
