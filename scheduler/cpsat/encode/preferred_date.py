"""`preferred-date`: points by days off the wish."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.draft import Draft, Site
from scheduler.cpsat.encode.base import Encoder


class PreferredDate(Encoder):
    """weight × priority × |d − wish| on every start d."""

    rule = "preferred-date"

    def price(self, draft: Draft, site: Site) -> None:
        """Add for each member with a wish."""
        weight = draft.problem.policy.weights["preferred-date"]
        days = np.arange(draft.first, draft.first + draft.size)
        for e in site.unit.events:
            if e.preferred_start is not None:
                site.points += weight * e.priority * np.abs(days - e.preferred_start)
