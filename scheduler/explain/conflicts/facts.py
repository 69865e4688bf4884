"""Facts: what the inputs say, at the grain at which a planner can act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.venue import Venue

NEEDS = ("gross_m2", "seats", "outdoor_m2")
DUTIES = ("booking", "coverage")
"""Rules whose facts force an event into the plan; all others only forbid."""

ORDER = (
    "openings", "large-events", "moving", "date-protection", "closed-days", "closure",
    "window", "capacity", "venue", "occupancy", "horizon",
)  # fmt: skip
"""The other rules, those first that a conflict rather does without."""


@dataclass(frozen=True, order=True)
class Fact:
    """One thing that the inputs say.

    Parameters
    ----------
    rule
        Rule id of the contract.
    what
        Column, or which of the rule's facts; blank where there is one.
    of
        Event, ``venue``, ``venue/hall``, theme or industry.
    entry
        Place in a list of closures or closed days.
    """

    rule: str
    what: str = ""
    of: str = ""
    entry: int = 0

    @property
    def is_duty(self) -> bool:
        """Whether the fact forces something to be placed."""
        return self.rule in DUTIES


Facts = frozenset[Fact]
OCCUPANCY, HORIZON = Fact("occupancy"), Fact("horizon")


def facts_of(problem: Problem) -> tuple[Fact, ...]:
    """Everything that a problem says, duties first, then in `ORDER`."""
    found = [OCCUPANCY, HORIZON, *_policy(problem)]
    for event in problem.events:
        found.extend(_event(problem, event))
    for venue in problem.venues:
        found.extend(_venue(problem, venue))
    rank = {rule: i for i, rule in enumerate((*DUTIES, *ORDER))}
    return tuple(sorted(found, key=lambda f: rank[f.rule]))


def _event(problem: Problem, e: Event) -> Iterator[Fact]:
    if e.booked_start is not None or e.booked_halls:
        yield Fact("booking", "", e.id)
    for column in ("earliest", "latest"):
        if getattr(e, column) is not None:
            yield Fact("window", column, e.id)
    if e.venues:
        yield Fact("venue", "venues", e.id)
    if e.co_located_with and may_part(problem, e.id):
        yield Fact("venue", "co_located_with", e.id)
    for column in (*NEEDS, "requires"):
        if getattr(e, column):
            yield Fact("capacity", column, e.id)


def may_part(problem: Problem, event_id: str) -> bool:
    """Whether a co-located group can be parted without a further rule coming into force.

    Members of one theme are no matter of date protection until they are parted.
    """
    themes = [problem.event_by_id[e].theme for e in problem.group_of[event_id]]
    days_of = problem.policy.date_protection.days_of
    kept = [t for t in themes if t and days_of(t) is not None]
    return len(set(kept)) == len(kept)


def _venue(problem: Problem, venue: Venue) -> Iterator[Fact]:
    if not problem.horizon.within(venue.open):
        yield Fact("horizon", "open", venue.id)
    if venue.turnaround_days:
        yield Fact("occupancy", "turnaround", venue.id)
    if venue.moving_halls_per_day is not None:
        yield Fact("moving", "", venue.id)
    for i, _ in enumerate(venue.closures):
        yield Fact("closure", "", venue.id, i)
    for hall in venue.halls:
        for i, _ in enumerate(hall.closures):
            yield Fact("closure", "", f"{venue.id}/{hall.id}", i)


def _policy(problem: Problem) -> Iterator[Fact]:
    policy, limits = problem.policy, problem.policy.limits
    if policy.coverage.required:
        for what in ("brand_events", "events"):
            if getattr(policy.coverage, what):
                yield from (Fact("coverage", what, i) for i in policy.industries)
    if limits.openings_per_day is not None:
        yield Fact("openings")
    if None not in (limits.large_events_per_district_day, limits.large_event_visitors):
        yield Fact("large-events")
    for i, _ in enumerate(policy.closed_days):
        yield Fact("closed-days", entry=i)
    for theme in dict.fromkeys(e.theme for e in problem.events):
        if theme and policy.date_protection.days_of(theme) is not None:
            yield Fact("date-protection", "", theme)
