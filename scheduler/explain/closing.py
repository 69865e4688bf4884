"""Closures in words, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Fact as Value
from scheduler.domain.reason import Reason
from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure, Venue


def closed(problem: Problem, of: str, closure: Closure) -> Reason:
    """A closure of a ``venue`` or ``venue/hall`` in words."""
    r = closure.reason
    why = Text(f"（{r.get('zh')}）", f" ({r.get('en')})") if r else ""
    facts: tuple[tuple[str, Value], ...] = (
        ("span", span_text(closure.span)), ("why", why),
    )  # fmt: skip
    days = tuple(closure.span.common(problem.horizon))
    return Reason("closure", "fact", halls=(of,), days=days, facts=facts)


def span_text(span: Span) -> Text:
    """A span as people write it; an open end is left open."""
    widest = Span.inclusive(None, None)
    first = "" if span.start == widest.start else iso(span.start)
    last = "" if span.end == widest.end else iso(span.last)
    if first and first == last:
        return Text(first, first)
    if first and last:
        return Text(f"{first} 至 {last}", f"{first} to {last}")
    if first:
        return Text(f"{first} 起", f"from {first} on")
    return Text(f"至 {last} 止", f"until {last}") if last else Text("一直", "always")


def closure_at(problem: Problem, of: str, entry: int) -> Closure:
    """One closure of a ``venue`` or ``venue/hall``, by its place in the list."""
    venue_id, _, hall_id = of.partition("/")
    venue = problem.venue_by_id[venue_id]
    return (venue.hall_by_id[hall_id] if hall_id else venue).closures[entry]


def closures(venue: Venue) -> Iterator[tuple[str, Closure]]:
    """All closures of a venue, each with the ``venue`` or ``venue/hall`` that it closes."""
    yield from ((venue.id, c) for c in venue.closures)
    for hall in venue.halls:
        yield from ((f"{venue.id}/{hall.id}", c) for c in hall.closures)


def taken(problem: Problem, venue: Venue, tenancy: Span) -> Iterator[Reason]:
    """What the venue's own calendars say about the days of a tenancy."""
    for of, closure in closures(venue):
        if closure.file and closure.span.overlaps(tenancy):
            yield closed(problem, of, closure)


def calendar_of(problem: Problem, reason: Reason) -> str | None:
    """The venue's own calendar that a reason speaks of, if it does."""
    for of in reason.halls if reason.rule == "closure" else ():
        venue = problem.venue_by_id[of.partition("/")[0]]
        for place, closure in closures(venue):
            days = set(closure.span.common(problem.horizon))
            if closure.file and place in (of, venue.id) and days.issuperset(reason.days):
                return closure.file
    return None
