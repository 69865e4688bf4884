"""Closures and closed days that do not bind what has begun, and bind all others as before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scheduler.domain.policy import ClosedDays
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Tenancy
from scheduler.domain.span import Span
from scheduler.domain.venue import Closure, Hall, Venue

HIT_BY = ("closure", "closed-days")
"""The rules that what has begun is spared."""


def spared(problem: Problem, begun: Iterable[Tenancy]) -> Problem:
    """The problem in which tenancies may stay that have begun.

    A closed-days entry names them. A closure ends where one of them begins in the same hall and
    goes on after it: on those days the hall is let, so that no other event could come either.
    """
    begun = tuple(begun)
    policy = problem.policy
    entries = tuple(_entry(problem, entry, begun) for entry in policy.closed_days)
    venues = tuple(
        _venue(_placed(v, f"venues[{i}]"), [t for t in begun if t.venue.id == v.id])
        for i, v in enumerate(problem.venues)
    )
    return replace(problem, venues=venues, policy=replace(policy, closed_days=entries))


def _entry(problem: Problem, entry: ClosedDays, begun: tuple[Tenancy, ...]) -> ClosedDays:
    hit = {
        t.event.id
        for t in begun
        if problem.closed_for(t.event, entry) and any(problem.closed_on(d, entry) for d in t.show)
    }
    return replace(entry, spared=entry.spared | hit) if hit else entry


def _placed(venue: Venue, path: str) -> Venue:
    """The venue whose closures know where they were written, as they will move."""
    halls = (replace(h, closures=_at(h.closures, f"{path}.halls[{i}]"))
             for i, h in enumerate(venue.halls))  # fmt: skip
    return replace(venue, halls=tuple(halls), closures=_at(venue.closures, path))


def _at(closures: tuple[Closure, ...], path: str) -> tuple[Closure, ...]:
    return tuple(
        c if c.file or c.at else replace(c, at=f"{path}.closures[{i}]")
        for i, c in enumerate(closures)
    )


def _venue(venue: Venue, begun: list[Tenancy]) -> Venue:
    """A closure of the whole venue becomes one of each hall where a tenancy stays in it."""
    let = {h.id: [t.span for t in begun if h.id in t.hall_ids] for h in venue.halls}
    spans = [span for found in let.values() for span in found]
    moved = [c for c in venue.closures if any(c.span.overlaps(s) for s in spans)]
    halls = tuple(_hall(hall, moved, let[hall.id]) for hall in venue.halls)
    kept = tuple(c for c in venue.closures if c not in moved)
    return replace(venue, halls=halls, closures=kept)


def _hall(hall: Hall, moved: list[Closure], let: list[Span]) -> Hall:
    closures = [part for c in (*hall.closures, *moved) for part in _parts(c, let)]
    # Those of venues.yaml come first.
    return replace(hall, closures=tuple(sorted(closures, key=lambda c: bool(c.file))))


def _parts(closure: Closure, let: list[Span]) -> Iterator[Closure]:
    """What is left of a closure beside the spans."""
    start = closure.span.start
    for span in sorted(let):
        if span.overlaps(Span(start, closure.span.end)):
            if start < span.start:
                yield replace(closure, span=Span(start, span.start))
            start = span.end
    if start < closure.span.end:
        yield replace(closure, span=Span(start, closure.span.end))
