"""`weekend`: points by Saturdays and Sundays on show."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.draft import Draft, Points, Unit
from scheduler.cpsat.encode.base import Encoder

SATURDAY = 6
"""Day numbers count from Monday, 0001-01-01 = 1, so Saturdays are 6 and Sundays 0 modulo 7."""


class Weekend(Encoder):
    """Counts weekend days of each possible show period once, then prices them."""

    rule = "weekend"

    def price_unit(self, draft: Draft, unit: Unit) -> None:
        """Add for each member that cares."""
        weight = draft.problem.policy.weights["weekend"]
        for e in unit.events:
            if e.weekend:
                count = self._count(draft, e.show_days)
                hit = (count == 0) if e.weekend == "include" else count
                unit.points += weight * e.priority * hit.astype(np.int64)

    def _count(self, draft: Draft, length: int) -> Points:
        days = np.arange(draft.first, draft.first + draft.size + length) % 7
        total = np.concatenate(([0], np.cumsum((days == SATURDAY) | (days == 0))))
        return np.asarray(total[length : length + draft.size] - total[: draft.size])
