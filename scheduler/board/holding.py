"""What a solve of a working plan must leave alone."""

from __future__ import annotations

from dataclasses import replace

from scheduler import replan
from scheduler.board.state import Board
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement
from scheduler.domain.problem import Problem


def with_own_lock(board: Board, event_id: str) -> Problem:
    """The city in which one event is where its lock holds it, all others free."""
    own = {event_id: board.locks[event_id]} if event_id in board.locks else {}
    return pinned(replace(board, locks=own))


def but_for(board: Board, event_id: str) -> Problem:
    """The city in which locked events stay, but for the one that is asked about."""
    return pinned(board.locked(event_id, None))


def pinned(board: Board) -> Problem:
    """The city in which locked events stay: date, halls, or both; one that is parked is free."""
    places, problem = board.places, board.problem
    both = [e for e, what in board.locks.items() if what == "both"]
    if both:
        problem = replan.pin(problem, board.plan, both)
    for event_id, what in board.locks.items():
        event, place = problem.event_by_id.get(event_id), places.get(event_id)
        if event is not None and place is not None and what != "both":
            problem = problem.with_event(_held(event, place, what))
    return problem


def _held(event: Event, place: Placement, what: str) -> Event:
    if what == "dates":
        return replace(event, booked_start=event.booked_start or place.show_first)
    halls = tuple((place.venue_id, h) for h in place.hall_ids)
    if not halls:
        return replace(event, venues=frozenset({place.venue_id}))
    return replace(event, booked_halls=event.booked_halls or halls)
