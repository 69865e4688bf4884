"""Why an event cannot stand where somebody asks for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.conflict import Member
from scheduler.domain.event import Event
from scheduler.domain.policy import Coverage
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.explain.alone import fits
from scheduler.explain.conflicts.facts import Fact
from scheduler.explain.conflicts.members import of_event
from scheduler.explain.contradiction import contradiction
from scheduler.explain.forced import Question, allowed, narrowed, unit_of
from scheduler.explain.naming import names


def why_not(problem: Problem, asked: Question, seconds: float) -> tuple[Member, ...]:
    """Facts by which no plan has the event as asked; empty when none could be named in time.

    Steps: (1) what the event itself rules out: its venues, its booking; (2) a minimal set of facts
    that leave it and its group no place even with nothing else placed; (3) the same among all
    events. The question itself is no fact.
    """
    deadline = time.perf_counter() + seconds
    said = _by_itself(problem, asked)
    if said:
        return said
    tight = narrowed(problem, asked)
    assert tight is not None
    if not fits(unit_of(tight, asked.event_id)):
        tight = _alone(tight, asked.event_id)
    left = deadline - time.perf_counter()
    return tuple(_without(problem, asked, contradiction(tight, left, asked.event_id)))


def _by_itself(problem: Problem, asked: Question) -> tuple[Member, ...]:
    """The event's own list of venues, or its booking."""
    event = problem.event_by_id[asked.event_id]
    if not allowed(problem, asked):
        listed = names([v.name for v in problem.venues if v.id in event.venues])
        facts = (("allowed", listed),)
        reason = Reason("venue", "allowed", (event.id,), (asked.venue_id,), facts=facts)
        return (replace(of_event(problem, Fact("venue", "venues", event.id)), reason=reason),)
    other_day = event.booked_start is not None and asked.day not in (None, event.booked_start)
    if other_day or any(venue not in allowed(problem, asked) for venue, _ in event.booked_halls):
        return (_booking(problem, event),)
    return ()


def _booking(problem: Problem, event: Event) -> Member:
    return of_event(problem, Fact("booking", "", event.id))


def _alone(tight: Problem, event_id: str) -> Problem:
    """The problem with nothing but the event, and with its group where the event alone fits."""
    alone = replace(tight.event_by_id[event_id], co_located_with="")
    mine = tuple(e for e in tight.events if e.id in tight.group_of[event_id])
    policy = replace(tight.policy, coverage=Coverage())
    cities = [replace(tight, events=events, policy=policy) for events in ((alone,), mine)]
    return cities[0] if not fits(unit_of(cities[0], event_id)) else cities[1]


def _without(
    problem: Problem, asked: Question, members: tuple[Member, ...]
) -> Iterator[Member]:
    """The members less what the question itself assumes: the day, or the venue."""
    event = problem.event_by_id[asked.event_id]
    for member in members:
        reason = member.reason
        mine = reason.events == (event.id,)
        if mine and reason.rule == "booking" and event.booked_start is None:
            if event.booked_halls:
                yield _booking(problem, event)
        elif not (mine and asked.venue_id and (reason.rule, reason.case) == ("venue", "fact")):
            yield member
