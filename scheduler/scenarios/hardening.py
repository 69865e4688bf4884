"""A city that leaves free what scenarios would take: a search for plans that they do not hit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from scheduler.domain.event import Event
from scheduler.domain.policy import DateProtection
from scheduler.domain.problem import Problem
from scheduler.domain.venue import Venue

T = TypeVar("T")
NEEDS = ("gross_m2", "seats", "outdoor_m2")


def hardened(problem: Problem, other: Problem) -> Problem:
    """The problem with what a scenario's problem forbids besides.

    That is closures, closed days, larger needs of an event, and longer date protection: whatever
    else a scenario changes forbids no place. So a plan of it breaks no rule of `problem` (halls
    may be more than are needed), and these rules of `other` neither.
    """
    events = tuple(_event(e, other.event_by_id.get(e.id)) for e in problem.events)
    venues = tuple(_venue(v, other.venue_by_id.get(v.id)) for v in problem.venues)
    policy = replace(
        problem.policy,
        closed_days=_with(problem.policy.closed_days, other.policy.closed_days),
        date_protection=_protection(problem, other),
    )
    return replace(problem, events=events, venues=venues, policy=policy)


def cheaper_by(problem: Problem, harder: Problem) -> int:
    """Points that a plan may cost less in a hardened city than in `problem`, at most.

    What forbids more changes no cost. A larger need changes `waste` alone: of whatever is let,
    each started 1,000 m² by which the need grew may be one less to pay for, and ways to split
    the halls among an event's needs only get fewer.
    """
    grown = (harder.event_by_id[e.id].gross_m2 - e.gross_m2 for e in problem.events)
    return problem.policy.weights["waste"] * sum(-(-m2 // 1000) for m2 in grown)


def _with(mine: tuple[T, ...], others: Iterable[T]) -> tuple[T, ...]:
    return (*mine, *(x for x in others if x not in mine))


def _event(event: Event, other: Event | None) -> Event:
    if other is None:
        return event
    # What needs nothing of a kind must get nothing of it.
    sizes = {n: getattr(event, n) and max(getattr(event, n), getattr(other, n)) for n in NEEDS}
    same = all(getattr(event, n) == size for n, size in sizes.items())
    return event if same else replace(event, **sizes)


def _venue(venue: Venue, other: Venue | None) -> Venue:
    if other is None:
        return venue
    halls = tuple(
        replace(h, closures=_with(h.closures, other.hall_by_id[h.id].closures))
        if h.id in other.hall_by_id else h
        for h in venue.halls
    )  # fmt: skip
    return replace(venue, halls=halls, closures=_with(venue.closures, other.closures))


def _protection(problem: Problem, other: Problem) -> DateProtection:
    """The longer of both protections, theme by theme."""
    both = [p.policy.date_protection for p in (problem, other)]
    if both[0] == both[1]:
        return both[0]
    themes = {}
    for theme in sorted({e.theme for e in problem.events if e.theme}):
        days = [d for d in (p.days_of(theme) for p in both) if d is not None]
        if days:
            themes[theme] = max(days)
    return DateProtection(None, themes)
