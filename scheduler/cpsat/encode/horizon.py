"""`horizon`: starts whose tenancy stays inside the horizon and the venue's open span."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Mask, Site, Unit
from scheduler.cpsat.encode.base import Encoder
from scheduler.domain.span import Span


class Horizon(Encoder):
    """Keeps d with d − move-in ≥ first day and d + show + move-out ≤ end of both spans."""

    rule = "horizon"

    def narrow_unit(self, draft: Draft, unit: Unit) -> None:
        """Cut both ends of the horizon."""
        unit.keep(self._inside(draft, unit, draft.problem.horizon), self.rule)

    def narrow(self, draft: Draft, site: Site) -> None:
        """Cut both ends of the venue's span, and tell as if that had come in this rule's turn."""
        horizon = draft.problem.horizon
        if not horizon.within(site.venue.open):
            inside = self._inside(draft, site.unit, horizon.common(site.venue.open))
            site.ok = draft.always
            for mask, rule in site.unit.kept:
                site.keep(inside if rule == self.rule else mask, rule)

    def _inside(self, draft: Draft, unit: Unit, allowed: Span) -> Mask:
        first = allowed.start + max(e.move_in_days for e in unit.events)
        end = allowed.end - max(e.show_days + e.move_out_days for e in unit.events)
        return draft.span_mask(Span(first, end + 1))
