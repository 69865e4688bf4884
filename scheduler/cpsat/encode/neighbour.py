"""`neighbour`: starts near shows of the same theme next door."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Unit
from scheduler.cpsat.encode.base import Encoder
from scheduler.domain.span import Span


class Neighbour(Encoder):
    """Points on d with d − gap ≤ its last day and d + show − 1 + gap ≥ its first day."""

    rule = "neighbour"

    def price_unit(self, draft: Draft, unit: Unit) -> None:
        """Add for each member with a theme and each neighbour event of it."""
        policy = draft.problem.policy
        gap = policy.neighbour_days
        for e in unit.events:
            for other in draft.problem.neighbours:
                if e.theme and e.theme in other.themes:
                    first = other.span.start - gap - e.show_days + 1
                    near = draft.span_mask(Span(first, other.span.last + gap + 1))
                    unit.points[near] += policy.weights["neighbour"] * e.priority
