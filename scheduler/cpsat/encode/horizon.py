"""`horizon`: starts whose tenancy stays inside the horizon and the venue's open span."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Site
from scheduler.cpsat.encode.base import Encoder
from scheduler.domain.span import Span


class Horizon(Encoder):
    """Keeps d with d − move-in ≥ first day and d + show + move-out ≤ end of both spans."""

    rule = "horizon"

    def narrow(self, draft: Draft, site: Site) -> None:
        """Cut both ends."""
        allowed = draft.problem.horizon.common(site.venue.open)
        for e in site.unit.events:
            last = allowed.end - e.show_days - e.move_out_days
            site.keep(draft.span_mask(Span(allowed.start + e.move_in_days, last + 1)), self.rule)
