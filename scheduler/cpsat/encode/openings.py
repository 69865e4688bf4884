"""`openings`: openings by city leaders on one day."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, Stay


class Openings(Encoder):
    """Σ starts on the day over events with leaders_open ≤ openings_per_day."""

    rule = "openings"

    def post(self, model: Model) -> None:
        """One row per day."""
        limit = model.problem.policy.limits.openings_per_day
        if limit is None:
            return
        stays = (
            Stay(site, 0, 1, sum(e.leaders_open for e in site.site.unit.events))
            for site in model.sites
        )
        for row in model.by_day(stays):
            model.at_most(row, limit)
