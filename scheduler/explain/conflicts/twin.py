"""The objective-free twin of a problem in which only some of its facts hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

from scheduler.domain.event import Event
from scheduler.domain.policy import ClosedDays, Comfort, Coverage
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day, Span
from scheduler.domain.venue import Closure, Hall, Venue
from scheduler.explain.conflicts.facts import HORIZON, NEEDS, OCCUPANCY, Fact, Facts, may_part
from scheduler.rules.splits import splits

BEYOND = 366
"""Days by which the horizon grows on either side when it does not hold."""


@dataclass(frozen=True)
class Demand:
    """So many of these events must be placed."""

    events: frozenset[str]
    goal: int


@dataclass(frozen=True)
class Twin:
    """A problem whose plans are those that some facts admit.

    Parameters
    ----------
    problem
        Without weights, and with only the events that some duty concerns: any other may stay out.
    demands
        Counts that are asked for, since a problem can only ask them of all industries.
    occupancy
        Whether a hall has one tenancy at a time; no problem can say otherwise.
    """

    problem: Problem
    demands: tuple[Demand, ...]
    occupancy: bool = True


def twin_of(
    problem: Problem,
    kept: Facts,
    *,
    placed: str = "",
    parted: Mapping[str, str] = MappingProxyType({}),
    beyond: int = BEYOND,
) -> Twin:
    """The problem in which the facts in `kept` hold and no others.

    Dropping a fact never takes a plan away; a size that is dropped may serve a booking of halls
    that needs some size.

    Parameters
    ----------
    placed
        An event that has to be placed besides.
    parted
        Events with another link than they have, or none, whatever else that means.
    beyond
        Days by which the horizon grows when it does not hold.
    """
    events = tuple(_event(problem, e, kept) for e in problem.events)
    events = tuple(
        replace(e, co_located_with=parted[e.id]) if e.id in parted else e for e in events
    )
    demands = tuple(demand_of(problem, f) for f in sorted(kept) if f.rule == "coverage")
    if placed:
        demands = (*demands, Demand(frozenset((placed,)), 1))
    wanted = frozenset[str]().union(*(d.events for d in demands))
    loose = replace(problem, events=events)
    concerned = {
        e
        for group in loose.groups
        if any(m in wanted or loose.event_by_id[m].booked_start is not None for m in group)
        for e in group
    }
    events = tuple(e for e in events if e.id in concerned)
    policy = replace(
        problem.policy,
        horizon=_horizon(problem, events, kept, beyond),
        coverage=Coverage(),
        closed_days=_closed_days(problem, kept),
        limits=replace(
            problem.policy.limits,
            **({} if Fact("openings") in kept else {"openings_per_day": None}),
            **({} if Fact("large-events") in kept else {"large_events_per_district_day": None}),
        ),
        comfort=Comfort(),
        weights=dict.fromkeys(problem.policy.weights, 0),
    )
    venues = tuple(_venue(v, kept) for v in problem.venues)
    bare = replace(
        problem, events=events, venues=venues, policy=policy, neighbours=(), near=None
    )
    return Twin(bare, demands, OCCUPANCY in kept)


def demand_of(problem: Problem, fact: Fact) -> Demand:
    """What a coverage fact asks for."""
    brand = fact.what == "brand_events"
    mine = frozenset(
        e.id for e in problem.events if fact.of in e.industries and (e.is_brand or not brand)
    )
    return Demand(mine, getattr(problem.policy.coverage, fact.what))


def _event(problem: Problem, e: Event, kept: Facts) -> Event:
    linked = Fact("venue", "co_located_with", e.id) in kept or not may_part(problem, e.id)
    booked = Fact("booking", "", e.id) in kept
    loose = replace(
        e,
        booked_start=e.booked_start if booked else None,
        booked_halls=e.booked_halls if booked else (),
        earliest=e.earliest if Fact("window", "earliest", e.id) in kept else None,
        latest=e.latest if Fact("window", "latest", e.id) in kept else None,
        venues=e.venues if Fact("venue", "venues", e.id) in kept else frozenset(),
        co_located_with=e.co_located_with if linked else "",
        requires=e.requires if Fact("capacity", "requires", e.id) in kept else frozenset(),
        theme=e.theme if Fact("date-protection", "", e.theme) in kept else "",
        preferred_start=None,
    )
    gone = [n for n in NEEDS if getattr(e, n) and Fact("capacity", n, e.id) not in kept]
    return _fitted(problem, loose, gone) if gone else loose


def _fitted(problem: Problem, e: Event, gone: list[str]) -> Event:
    """The event without some needs, but with the least of them that its booked halls serve."""
    tries = [
        needing(e, dict(zip(gone, sizes, strict=True)))
        for sizes in product((0, 1), repeat=len(gone))
    ]
    if e.booked_halls:
        venue = problem.venue_by_id[e.booked_halls[0][0]]
        halls = [venue.hall_by_id[h] for _, h in e.booked_halls]
        for tried in tries:
            if any(True for _ in splits(tried, venue, halls)):
                return tried
    return tries[0]


def needing(e: Event, sizes: Mapping[str, int]) -> Event:
    """The event with other sizes for some needs."""
    gross, seats, outdoor = (sizes.get(n, getattr(e, n)) for n in NEEDS)
    return replace(e, gross_m2=gross, seats=seats, outdoor_m2=outdoor)


def _horizon(
    problem: Problem, events: tuple[Event, ...], kept: Facts, beyond: int
) -> Span:
    whole = problem.horizon
    if HORIZON in kept:
        return whole
    spans = list(_fixed(events))
    first: Day = min([whole.start, *(s.start for s in spans)])
    end: Day = max([whole.end, *(s.end for s in spans)])
    return Span(max(1, first - beyond), end + beyond)


def _fixed(events: tuple[Event, ...]) -> Iterator[Span]:
    """Tenancies that booked days and windows speak of."""
    for e in events:
        for day in (e.booked_start, e.earliest):
            if day is not None:
                yield e.tenancy(day)
        if e.latest is not None:
            yield e.tenancy(e.latest - e.show_days + 1)


def _closed_days(problem: Problem, kept: Facts) -> tuple[ClosedDays, ...]:
    entries = problem.policy.closed_days
    return tuple(c for i, c in enumerate(entries) if Fact("closed-days", entry=i) in kept)


def _venue(venue: Venue, kept: Facts) -> Venue:
    def closures(found: tuple[Closure, ...], of: str) -> tuple[Closure, ...]:
        return tuple(c for i, c in enumerate(found) if Fact("closure", "", of, i) in kept)

    def loose(hall: Hall) -> Hall:
        if not hall.closures:
            return hall
        return replace(hall, closures=closures(hall.closures, f"{venue.id}/{hall.id}"))

    moving = venue.moving_halls_per_day if Fact("moving", "", venue.id) in kept else None
    turnaround = Fact("occupancy", "turnaround", venue.id) in kept
    is_open = Fact("horizon", "open", venue.id) in kept
    return replace(
        venue,
        halls=tuple(map(loose, venue.halls)),
        closures=closures(venue.closures, venue.id),
        moving_halls_per_day=moving,
        turnaround_days=venue.turnaround_days if turnaround else 0,
        open=venue.open if is_open else Span.inclusive(None, None),
    )
