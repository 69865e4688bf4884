"""All that counting shows before any solve: too few hall-days, openings or days of a theme."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from scheduler.cpsat.builder import draft_of
from scheduler.cpsat.draft import Draft
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.explain.counting import crowd_reason, crowded
from scheduler.explain.pacing import scarce_openings, scarce_theme_days


def shortages(draft: Draft, events: Collection[str], occupancy: bool = True) -> Iterator[Reason]:
    """Yield counts that keep `events` from being placed all together, of hall-days first.

    Parameters
    ----------
    occupancy
        Whether a hall has one tenancy at a time.
    """
    if occupancy:
        yield from map(crowd_reason, crowded(draft, events))
    yield from scarce_openings(draft, events)
    yield from scarce_theme_days(draft, events)


def counted(problem: Problem) -> list[tuple[Reason, bool]]:
    """Counts among the events that must be placed, marked so, then among all others."""
    draft = draft_of(problem)
    goal, demands = problem.policy.coverage, []
    for brand, want in ((True, goal.brand_events), (False, goal.events)):
        for industry in problem.policy.industries if goal.required and want else ():
            mine = [e for e in problem.events if industry in e.industries]
            demands.append((frozenset(e.id for e in mine if e.is_brand or not brand), want))
    must = [(c, True) for c in shortages(draft, forced(draft, demands))]
    told = {e for c, _ in must for e in c.events}
    others = shortages(draft, [e.id for e in problem.events if e.id not in told])
    return [*must, *((c, False) for c in others)]


def forced(draft: Draft, demands: Iterable[tuple[frozenset[str], int]]) -> set[str]:
    """Events in every plan: those booked, and all of a demand that has none to spare."""
    able = {e.id for u in draft.units if any(s.ok.any() for s in u.sites) for e in u.events}
    found = {e.id for u in draft.units if u.booked for e in u.events}
    for events, goal in demands:
        if len(events & able) == goal:
            found |= events & able
    return found
