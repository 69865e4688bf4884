"""`openings`: openings by city leaders on one day."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model
from scheduler.cpsat.stays import Stays


class Openings(Encoder):
    """Σ starts on the day over events with leaders_open ≤ openings_per_day."""

    rule = "openings"

    def post(self, model: Model) -> None:
        """One row per day."""
        limit = model.problem.policy.limits.openings_per_day
        if limit is None:
            return
        pieces = [
            (i, 0, 1, sum(e.leaders_open for e in unit.events), 0)
            for i, unit in enumerate(model.draft.units)
        ]
        model.at_most(Stays.of(model.starts, pieces).by_day(model.problem.horizon), limit)
