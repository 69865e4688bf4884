"""`closed-days`: starts whose show period meets no closed day."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Unit
from scheduler.cpsat.encode.base import Encoder


class ClosedDays(Encoder):
    """Keeps d when none of d … d + show − 1 is closed for the member."""

    rule = "closed-days"

    def narrow_unit(self, draft: Draft, unit: Unit) -> None:
        """Cut the days of every entry that concerns a member."""
        for e in unit.events:
            for entry in draft.problem.policy.closed_days:
                if entry.kinds is not None and e.kind not in entry.kinds:
                    continue
                if e.daily_visitors < entry.min_daily_visitors or e.id in entry.spared:
                    continue
                closed = draft.span_mask(entry.span)
                if entry.public_holidays:
                    closed &= draft.mask(draft.problem.holidays)
                if closed.any():
                    unit.keep(~draft.starts_meeting(closed, 0, e.show_days), self.rule)
