"""`window`: starts between earliest and latest."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Site
from scheduler.cpsat.encode.base import Encoder
from scheduler.domain.span import LAST_DAY, Span


class Window(Encoder):
    """Keeps d with d ≥ earliest and d + show − 1 ≤ latest."""

    rule = "window"

    def narrow(self, draft: Draft, site: Site) -> None:
        """Cut to each member's window."""
        for e in site.unit.events:
            start = draft.first if e.earliest is None else e.earliest
            end = LAST_DAY if e.latest is None else e.latest - e.show_days + 2
            site.keep(draft.span_mask(Span(start, max(start, end))), self.rule)
