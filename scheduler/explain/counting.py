"""Counting before any solve: more hall-days needed in a period than halls have.

For a pool of halls and a period of days: every event whose need can only be met inside the pool
takes at least as many halls as its smallest block, on at least as many days as its tenancy shares
with the period when it opens as early or as late as it may (sharing is least at an end, since it
only rises and then falls as the tenancy slides along). If those hall-days, or square metre-days,
are more than the pool has when closures are taken off, the events cannot all be placed.

That is the energy argument of cumulative scheduling: P. Baptiste, C. Le Pape, W. Nuijten,
"Satisfiability Tests and Time-Bound Adjustments for Cumulative Scheduling Problems", 1999.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.cpsat.draft import Draft, Unit
from scheduler.domain.event import Event
from scheduler.domain.reason import Fact, Reason
from scheduler.domain.span import Span
from scheduler.domain.text import Text

Ints = npt.NDArray[np.int64]

MOST_POOLS, MOST_HALLS = 60, 6
"""Pools counted, and halls named before their venues are."""


@dataclass(frozen=True)
class Crowd:
    """Events that need more of some halls in a period than these have.

    Parameters
    ----------
    halls
        The pool, as ``venue/hall``.
    need, have
        At least needed, and there: hall-days, or square metre-days where `by_area`.
    """

    events: tuple[str, ...]
    halls: tuple[str, ...]
    period: Span
    need: int
    have: int
    by_area: bool


def crowd_reason(crowd: Crowd) -> Reason:
    """A count in words; of many halls, their venues."""
    unit = Text("平方米·天", "m²-days") if crowd.by_area else Text("展厅·天", "hall-days")
    facts: tuple[tuple[str, Fact], ...] = (
        ("need", crowd.need), ("have", crowd.have), ("unit", unit),
    )  # fmt: skip
    days = tuple(crowd.period)
    return Reason("occupancy", "fact-crowd", crowd.events, short(crowd.halls), days, facts)


def short(halls: tuple[str, ...]) -> tuple[str, ...]:
    """The halls, or their venues when they are many."""
    if len(halls) <= MOST_HALLS:
        return halls
    return tuple(dict.fromkeys(h.partition("/")[0] for h in halls))


@dataclass(frozen=True)
class Job:
    """A need of an event: what it takes at least, and when its tenancy may lie."""

    event: Event
    halls: frozenset[str]
    fewest: int
    area: int
    early: Span
    late: Span


def crowded(draft: Draft, events: Collection[str]) -> Iterator[Crowd]:
    """Yield at most one crowd of `events` for each pool and measure, the fewest events first."""
    jobs = [j for unit in draft.units for j in _jobs(draft, unit) if j.event.id in events]
    found = []
    for pool in _pools(jobs):
        mine = [j for j in jobs if j.halls <= pool]
        for by_area in (False, True):
            crowd = _crowd(draft, pool, mine, by_area)
            if crowd is not None:
                found.append(crowd)
    seen: set[frozenset[str]] = set()
    for crowd in sorted(found, key=lambda c: (len(c.events), len(c.halls), c.by_area)):
        if frozenset(crowd.events) not in seen:
            seen.add(frozenset(crowd.events))
            yield crowd


def _jobs(draft: Draft, unit: Unit) -> Iterator[Job]:
    """The needs of a unit's members, over all sites where it fits."""
    sites = [s for s in unit.sites if s.ok.any()]
    if not sites:
        return
    days = np.flatnonzero(np.logical_or.reduce([s.ok for s in sites])) + draft.first
    first, last = int(days[0]), int(days[-1])
    needs: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for site in sites:
        for need in site.needs:
            blocks = needs.setdefault((need.event.id, need.kind), [])
            blocks += [
                (site.venue.id, b.halls) for b in need.blocks if (b.ok & site.ok).any()
            ]
    for (event_id, _), blocks in needs.items():
        event = next(e for e in unit.events if e.id == event_id)
        yield Job(
            event,
            frozenset(f"{v}/{h}" for v, halls in blocks for h in halls),
            min(len(halls) for _, halls in blocks),
            min(_area(draft, v, halls) for v, halls in blocks),
            event.tenancy(first),
            event.tenancy(last),
        )


def _area(draft: Draft, venue: str, halls: tuple[str, ...]) -> int:
    known = draft.problem.venue_by_id[venue].hall_by_id
    return sum(known[h].gross_m2 for h in halls)


def _pools(jobs: list[Job]) -> list[frozenset[str]]:
    """Sets of halls worth counting: each job's own, and unions of those that meet, small first."""
    own = sorted({j.halls for j in jobs}, key=lambda p: (len(p), sorted(p)))
    found = dict.fromkeys(own)
    for a in own:
        for b in own:
            if a & b and len(found) < MOST_POOLS:
                found.setdefault(a | b)
    if own:
        found.setdefault(frozenset().union(*own))
    return list(found)[: MOST_POOLS + 1]


def _crowd(draft: Draft, pool: frozenset[str], jobs: list[Job], by_area: bool) -> Crowd | None:
    """The worst period of a pool, with no more events than it takes."""
    if len(jobs) < 2:
        return None
    size = np.array([j.area if by_area else j.fewest for j in jobs], np.int64)
    starts = np.unique([s for j in jobs for s in (j.early.start, j.late.start)])
    ends = np.unique([s for j in jobs for s in (j.early.end, j.late.end)])
    have = _supply(draft, pool, by_area)
    a, b = (axis.ravel() for axis in np.meshgrid(starts, ends, indexing="ij"))
    a, b = a[a < b], b[a < b]
    need = np.zeros(len(a), np.int64)
    for job, each in zip(jobs, size.tolist(), strict=True):
        need += each * _least(job, a, b)
    there = have[b - draft.first] - have[a - draft.first]
    worst = int(np.argmax(need - there)) if len(a) else -1
    if worst < 0 or need[worst] <= there[worst]:
        return None
    return _fewest(jobs, size, Span(int(a[worst]), int(b[worst])), int(there[worst]), pool, by_area)


def _least(job: Job, a: Ints, b: Ints) -> Ints:
    """Days of the tenancy in each period, wherever it lies."""
    shared = [
        np.maximum(0, np.minimum(span.end, b) - np.maximum(span.start, a))
        for span in (job.early, job.late)
    ]
    return np.asarray(np.minimum(*shared))


def _supply(draft: Draft, pool: frozenset[str], by_area: bool) -> Ints:
    """What the pool has from the first day of the horizon up to each day, not included."""
    per_day = np.zeros(draft.size, np.int64)
    for venue in draft.problem.venues:
        open_days = draft.span_mask(venue.open)
        for hall in venue.halls:
            if f"{venue.id}/{hall.id}" in pool:
                let = open_days.copy()
                for closure in venue.closures_of(hall):
                    let &= ~draft.span_mask(closure.span)
                per_day += let * (hall.gross_m2 if by_area else 1)
    return np.concatenate(([0], np.cumsum(per_day)))


def _fewest(
    jobs: list[Job], size: Ints, period: Span, have: int, pool: frozenset[str], by_area: bool
) -> Crowd:
    """The largest takers that together are too many."""
    ends = np.array([period.start]), np.array([period.end])
    work = [
        (int(each) * int(_least(job, *ends)[0]), job)
        for job, each in zip(jobs, size.tolist(), strict=True)
    ]
    work.sort(key=lambda w: -w[0])
    taken: list[Job] = []
    need = 0
    for each, job in work:
        taken.append(job)
        need += each
        if need > have:
            break
    names = tuple(dict.fromkeys(j.event.id for j in taken))
    return Crowd(names, tuple(sorted(pool)), period, need, have, by_area)
