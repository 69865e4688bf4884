"""`preferred-date`: points by days off the wish."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.draft import Draft, Unit
from scheduler.cpsat.encode.base import Encoder


class PreferredDate(Encoder):
    """weight × priority × |d − wish| on every start d."""

    rule = "preferred-date"

    def price_unit(self, draft: Draft, unit: Unit) -> None:
        """Add for each member with a wish."""
        weight = draft.problem.policy.weights["preferred-date"]
        for e in unit.events:
            if e.preferred_start is not None:
                unit.points += weight * e.priority * np.abs(draft.days - e.preferred_start)
