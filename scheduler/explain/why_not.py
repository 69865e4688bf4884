"""Why an event cannot stand where somebody asks for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.span import iso
from scheduler.explain.alone import booked, breaks, emptying_rule, fits, unfit
from scheduler.explain.closing import taken
from scheduler.explain.contradiction import contradiction
from scheduler.explain.forced import Question, allowed, narrowed, unit_of
from scheduler.explain.naming import names


def why_not(problem: Problem, asked: Question, seconds: float) -> tuple[Reason, ...]:
    """Facts by which no plan has the event as asked; empty when none could be named in time.

    Steps: (1) what the event itself rules out: its venues, its booking; (2) rules that leave it
    no place even with nothing else placed; (3) a minimal set of facts that contradict its being
    placed there, on the day asked for or on any.
    """
    deadline = time.perf_counter() + seconds
    said = _by_itself(problem, asked)
    if said:
        return said
    tight = narrowed(problem, asked)
    assert tight is not None
    unit = unit_of(tight, asked.event_id)
    if not fits(unit):
        return _alone(problem, tight, asked)
    left = deadline - time.perf_counter()
    return tuple(_without(problem, asked, contradiction(tight, left, asked.event_id)))


def _by_itself(problem: Problem, asked: Question) -> tuple[Reason, ...]:
    """The event's own list of venues, or its booking."""
    event = problem.event_by_id[asked.event_id]
    if not allowed(problem, asked):
        listed = names([v.name for v in problem.venues if v.id in event.venues])
        facts = (("allowed", listed),)
        return (Reason("venue", "allowed", (event.id,), (asked.venue_id,), facts=facts),)
    if event.booked_start is not None and asked.day not in (None, event.booked_start):
        return (booked(event),)
    if any(venue not in allowed(problem, asked) for venue, _ in event.booked_halls):
        return (_halls(event),)
    return ()


def _halls(event: Event) -> Reason:
    """The halls that an event has booked, whenever it opens."""
    halls = tuple(f"{v}/{h}" for v, h in event.booked_halls)
    if event.booked_start is None:
        return Reason("booking", "fact-only-halls", (event.id,), halls)
    facts = (("booked", iso(event.booked_start)),)
    return Reason("booking", "fact-halls", (event.id,), halls, (event.booked_start,), facts)


def _alone(problem: Problem, tight: Problem, asked: Question) -> tuple[Reason, ...]:
    """The rules that a member breaks wherever it stands, else the rule that leaves no place."""
    group = [tight.event_by_id[e] for e in tight.group_of[asked.event_id]]
    days = {e.booked_start for e in group} - {None}
    if len(days) > 1:
        others = [e for e in group if e.booked_start is not None and e.id != asked.event_id]
        links = [Reason("venue", "apart", (asked.event_id, e.id)) for e in others]
        return (*(booked(e) for e in others), *links)
    elsewhere = [e for e in group if {v for v, _ in e.booked_halls} - allowed(problem, asked)]
    if elsewhere:
        e = elsewhere[0]
        return (_halls(e), Reason("venue", "apart", (asked.event_id, e.id)))
    day = next(iter(days), None)
    venues = sorted(tight.event_by_id[asked.event_id].venues)
    for e in group if day is not None else ():
        found = breaks(tight, replace(e, booked_start=day, booked_halls=()), venues)
        if found:
            link = [] if e.id == asked.event_id else [
                Reason("venue", "apart", (asked.event_id, e.id))
            ]
            return (found[0], *link)
    if asked.venue_id:
        unit = unit_of(_only(tight, asked.venue_id), asked.event_id)
    else:
        unit = unit_of(tight, asked.event_id)
    reason = unfit(problem, unit)
    said = [_halls(e) for e in group if e.booked_halls]
    said += _calendars(problem, asked) if emptying_rule(unit) == "closure" else []
    return (replace(reason, rule=emptying_rule(unit)), *said)


def _calendars(problem: Problem, asked: Question) -> list[Reason]:
    """Whom a venue has let its halls to on the day asked for, as its own calendars say."""
    if not asked.venue_id or asked.day is None:
        return []
    tenancy = problem.event_by_id[asked.event_id].tenancy(asked.day)
    return list(taken(problem, problem.venue_by_id[asked.venue_id], tenancy))


def _only(tight: Problem, venue_id: str) -> Problem:
    """The problem at one venue, so that the others are not spoken of."""
    events = tuple(
        e for e in tight.events if all(venue == venue_id for venue, _ in e.booked_halls)
    )
    venues = tuple(v for v in tight.venues if v.id == venue_id)
    return replace(tight, venues=venues, events=events)


def _without(
    problem: Problem, asked: Question, reasons: tuple[Reason, ...]
) -> Iterator[Reason]:
    """The reasons less what the question itself assumes: the day, or the venue."""
    event = problem.event_by_id[asked.event_id]
    for reason in reasons:
        mine = reason.events == (event.id,)
        if mine and reason.rule == "booking" and event.booked_start is None:
            if event.booked_halls:
                yield _halls(event)
        elif not (mine and asked.venue_id and (reason.rule, reason.case) == ("venue", "fact")):
            yield reason
