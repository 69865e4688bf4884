"""`window`: starts between earliest and latest."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Unit
from scheduler.cpsat.encode.base import Encoder
from scheduler.domain.span import LAST_DAY, Span


class Window(Encoder):
    """Keeps d with d ≥ earliest and d + show − 1 ≤ latest."""

    rule = "window"

    def narrow_unit(self, draft: Draft, unit: Unit) -> None:
        """Cut to each member's window."""
        for e in unit.events:
            start = draft.first if e.earliest is None else e.earliest
            end = LAST_DAY if e.latest is None else e.latest - e.show_days + 2
            unit.keep(draft.span_mask(Span(start, max(start, end))), self.rule)
