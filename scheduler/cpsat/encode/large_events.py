"""`large-events`: large events on show in a district on one day."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model
from scheduler.cpsat.stays import Stays


class LargeEvents(Encoder):
    """Σ shows covering the day over large events in the district ≤ the limit."""

    rule = "large-events"

    def post(self, model: Model) -> None:
        """One row per district and day."""
        limit = model.problem.policy.limits.large_events_per_district_day
        threshold = model.problem.policy.limits.large_event_visitors
        if limit is None or threshold is None:
            return
        pieces = [
            (i, 0, e.show_days, 1, 0)
            for i, unit in enumerate(model.draft.units)
            for e in unit.events
            if e.daily_visitors >= threshold
        ]
        names = sorted({s.site.venue.district for s in model.sites})
        place = {name: i for i, name in enumerate(names)}
        district = np.array([place[s.site.venue.district] for s in model.sites], np.int64)
        stays = Stays.of(model.starts, pieces)
        stays = stays.grouped(district[stays.site])
        model.at_most(stays.by_day(model.problem.horizon, len(names)), limit)
