"""`large-events`: large events on show in a district on one day."""

from __future__ import annotations

from collections import defaultdict

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, Stay


class LargeEvents(Encoder):
    """Σ shows covering the day over large events in the district ≤ the limit."""

    rule = "large-events"

    def post(self, model: Model) -> None:
        """One row per district and day."""
        limit = model.problem.policy.limits.large_events_per_district_day
        threshold = model.problem.policy.limits.large_event_visitors
        if limit is None or threshold is None:
            return
        districts: dict[str, list[Stay]] = defaultdict(list)
        for site in model.sites:
            for e in site.site.unit.events:
                if e.daily_visitors >= threshold:
                    districts[site.site.venue.district].append(Stay.show(site, e))
        for stays in districts.values():
            model.at_most_undominated([(row, limit) for row in model.by_day(stays)])
