"""Conflicts of a scenario that is known on a day: what that day holds is told as such.

What has begun is booked where it stands, and what is too near is held by its window (see
`known`). No file says so, and nobody booked anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scheduler.domain.conflict import Conflict, Member
from scheduler.domain.event import Event
from scheduler.domain.reason import Reason
from scheduler.domain.solution import Unplaced
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.scenarios.known import first_free
from scheduler.scenarios.scenario import Scenario

_TOO_NEAR = Text("即将开始，不得移位", "about to begin, so that it could not move")


def held(scenario: Scenario, conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """The conflicts with what the day holds in its own words, each fact once."""
    return tuple(
        replace(c, members=tuple(dict.fromkeys(_told(scenario, m) for m in c.members)))
        for c in conflicts
    )


def held_out(scenario: Scenario, unplaced: Iterable[Unplaced]) -> tuple[Unplaced, ...]:
    """Why events have no place; of what was too near to move, that comes first."""
    return tuple(
        replace(u, why=Text(f"{_TOO_NEAR.zh}；{u.why.zh}", f"{_TOO_NEAR.en}; {u.why.en}"))
        if u.event_id in scenario.soon and u.why else u
        for u in unplaced
    )  # fmt: skip


def _told(scenario: Scenario, member: Member) -> Member:
    rule, events = member.reason.rule, member.reason.events
    if scenario.today is None or rule not in ("booking", "window") or not events:
        return member
    event = scenario.problem.event_by_id[events[0]]
    if event.id in scenario.begun and rule == "booking":
        return Member(_stays(event))
    if event.id in scenario.soon and event.booked_start is None:
        return Member(_near(event))
    if rule == "window" and _waits(scenario, event, member):
        bound = (("bound", iso(event.earliest or 0)),)
        return Member(Reason("window", "fact-notice", (event.id,), facts=bound))
    return member


def _stays(event: Event) -> Reason:
    return _standing(event, "fact-begun", event.booked_start or 0)


def _near(event: Event) -> Reason:
    return _standing(event, "fact-near", event.earliest or 0)


def _standing(event: Event, case: str, first: int) -> Reason:
    halls = tuple(f"{v}/{h}" for v, h in event.booked_halls)
    case = f"{case}-halls" if halls else case
    return Reason("booking", case, (event.id,), halls, (first,), (("booked", iso(first)),))


def _waits(scenario: Scenario, event: Event, member: Member) -> bool:
    """Whether the fact is that the event has to wait until the permit's days are over."""
    assert scenario.today is not None
    mine = event.id not in scenario.begun | scenario.soon and event.booked_start is None
    first = first_free(event, scenario.today)
    return mine and member.reason.case == "fact-earliest" and event.earliest == first
