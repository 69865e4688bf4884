"""A scenario that becomes known on a day of the standing plan: what is past stays past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scheduler import replan
from scheduler.audit import audit
from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Day
from scheduler.scenarios.scenario import EndsEarly, Scenario
from scheduler.scenarios.sparing import HIT_BY, spared

PERMIT_DAYS = 20
"""Days before the first move-in day from which on an event can no longer be moved."""

LACKING = {"coverage", "booking"}
"""Rules that speak of what else is missing when an event is looked at alone."""


def from_standing(scenario: Scenario, plan: Plan, today: Day | None = None) -> Scenario:
    """The scenario as it meets a standing plan, from which changes then cost points.

    Parameters
    ----------
    today
        The day on which it becomes known; ``None`` when before the horizon. Then

        1. what has begun by then (its whole group, from the first move-in day) stays where it
           is; closures and closed days do not bind it, and bind all others as before;
        2. what begins within `PERMIT_DAYS` keeps date and halls or is dropped; one that is
           booked there is dropped only when its place has become impossible;
        3. everything else begins after those days, unless it is booked.
    """
    problem = replan.against(scenario.problem, plan)
    if today is None:
        return replace(scenario, problem=problem)
    assert problem.near is not None
    stands = Roster.read(problem, problem.near).by_event
    first = _first_days(problem, stands)
    begun = {e: t for e, t in stands.items() if first[e] <= today}
    soon = {e: t for e, t in stands.items() if today < first[e] <= today + PERMIT_DAYS}
    early = tuple(_early(problem, begun.values(), today))
    problem = spared(problem, begun.values())
    impossible = _impossible(problem, soon)
    events = []
    for event in problem.events:
        if event.id in begun:
            event = _kept(event, begun[event.id])
        elif event.id in soon:
            event = _kept_or_dropped(event, soon[event.id], event.id in impossible)
        else:
            event = _later(event, today)
        events.append(event)
    problem = replace(problem, events=tuple(events))
    return replace(
        scenario, problem=problem, today=today,
        begun=frozenset(begun), soon=frozenset(soon), early=early,
    )  # fmt: skip


def _first_days(problem: Problem, stands: dict[str, Tenancy]) -> dict[str, Day]:
    """First tenancy day of each event's group: a group comes and goes as one."""
    return {
        e: min(stands[m].span.start for m in problem.group_of[e] if m in stands) for e in stands
    }


def _early(problem: Problem, begun: Iterable[Tenancy], today: Day) -> Iterator[EndsEarly]:
    judged = audit(problem, Plan(tuple(t.placement for t in begun)))
    hits: dict[str, list[Reason]] = {}
    for reason in (f.reason for f in judged.hard if f.reason.rule in HIT_BY):
        if reason.days[-1] > today:
            hits.setdefault(reason.events[0], []).append(reason)
    found = []
    for event_id, reasons in hits.items():
        lost = tuple(sorted({d for r in reasons for d in r.days if d > today}))
        found.append(EndsEarly(event_id, lost[0] - 1, lost, tuple(reasons)))
    yield from sorted(found, key=lambda e: (e.last, e.event_id))


def _impossible(problem: Problem, soon: dict[str, Tenancy]) -> set[str]:
    """Events whose groups cannot stand where they do, even with nothing else placed."""
    found: set[str] = set()
    for group in {problem.group_of[e] for e in soon}:
        rows = tuple(soon[e].placement for e in group if e in soon)
        if any(f.reason.rule not in LACKING for f in audit(problem, Plan(rows)).hard):
            found.update(group)
    return found


def _kept(event: Event, place: Tenancy) -> Event:
    """Booked where it stands, whatever it was booked for before."""
    free = replace(event, booked_start=None, booked_halls=())
    return replan.booked(free, place)


def _kept_or_dropped(event: Event, place: Tenancy, impossible: bool) -> Event:
    """One date and one set of halls are left, though it need not be placed."""
    if event.booked_start not in (None, place.show.start):
        return event
    if event.booked_start is not None and not impossible:
        return replan.booked(event, place)
    held = replan.booked(replace(event, booked_start=None), place)
    return replace(held, booked_start=None, earliest=place.show.start, latest=place.show.last)


def _later(event: Event, today: Day) -> Event:
    """What is not booked can no longer be let before the permit's days are over."""
    if event.booked_start is not None:
        return event
    first = first_free(event, today)
    return replace(event, earliest=max(first, event.earliest or first))


def first_free(event: Event, today: Day) -> Day:
    """First day on which an event may open whose first move-in day is after the permit's days."""
    return today + PERMIT_DAYS + 1 + event.move_in_days
