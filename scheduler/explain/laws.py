"""Rules that bind several events, one by one, and the problem without some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason

OCCUPANCY = "occupancy"


@dataclass(frozen=True)
class Law:
    """A rule, or what it says of one theme, one venue or one co-located group (its first event)."""

    rule: str
    of: str = ""


def families(problem: Problem) -> list[list[Law]]:
    """Laws that may matter to the events of a problem, in the order in which to do without them."""
    limits = problem.policy.limits
    themes: dict[str, set[str]] = {}
    for group in problem.groups:
        for e in group:
            if theme := problem.event_by_id[e].theme:
                themes.setdefault(theme, set()).add(group[0])
    days_of = problem.policy.date_protection.days_of
    found = [
        [Law("openings")] if limits.openings_per_day is not None else [],
        [Law("large-events")] if limits.large_events_per_district_day is not None else [],
        [Law("moving", v.id) for v in problem.venues if v.moving_halls_per_day is not None],
        [
            Law("date-protection", t)
            for t, groups in themes.items()
            if len(groups) > 1 and days_of(t) is not None
        ],
        [Law("venue", group[0]) for group in problem.groups if len(group) > 1],
        [Law(OCCUPANCY)],
    ]
    return [family for family in found if family]


def lift(problem: Problem, laws: Iterable[Law]) -> Problem:
    """The problem without some laws; `occupancy` is the builder's to skip."""
    gone = {(law.rule, law.of) for law in laws}
    limits = problem.policy.limits
    if ("openings", "") in gone:
        limits = replace(limits, openings_per_day=None)
    if ("large-events", "") in gone:
        limits = replace(limits, large_events_per_district_day=None)
    events = tuple(
        replace(
            e,
            theme="" if ("date-protection", e.theme) in gone else e.theme,
            co_located_with=(
                "" if ("venue", problem.group_of[e.id][0]) in gone else e.co_located_with
            ),
        )
        for e in problem.events
    )
    venues = tuple(
        replace(v, moving_halls_per_day=None) if ("moving", v.id) in gone else v
        for v in problem.venues
    )
    policy = replace(problem.policy, limits=limits)
    return replace(problem, events=events, venues=venues, policy=policy)


def reasons(problem: Problem, law: Law) -> list[Reason]:
    """A law in words; a group's says so for each member but the first."""
    limits, policy = problem.policy.limits, problem.policy
    if law.rule == "venue":
        first, *others = problem.group_of[law.of]
        return [Reason("venue", "apart", (first, other)) for other in others]
    if law.rule == "moving":
        limit = problem.venue_by_id[law.of].moving_halls_per_day or 0
        return [Reason("moving", "fact", halls=(law.of,), facts=(("limit", limit),))]
    facts: dict[str, tuple[tuple[str, int | str], ...]] = {
        "openings": (("limit", limits.openings_per_day or 0),),
        "large-events": (
            ("limit", limits.large_events_per_district_day or 0),
            ("threshold", limits.large_event_visitors or 0),
        ),
        "date-protection": (
            ("theme", law.of),
            ("need", policy.date_protection.days_of(law.of) or 0),
        ),
    }
    return [Reason(law.rule, "fact", facts=facts.get(law.rule, ()))]
