"""Closures in words, and where they are written."""

from __future__ import annotations

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Fact as Value
from scheduler.domain.reason import Reason
from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure


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
