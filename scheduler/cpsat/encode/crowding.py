"""`crowding`: started thousands of visitors over the comfort level."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.load import charge_steps
from scheduler.cpsat.model import Model, Stay


class Crowding(Encoder):
    """One row of visitors per day."""

    rule = "crowding"

    def post(self, model: Model) -> None:
        """Charge each day's started thousands."""
        level = model.problem.policy.comfort.daily_visitors
        if level is not None:
            points = model.problem.policy.weights["crowding"]
            stays = [
                Stay.show(site, e, e.daily_visitors)
                for site in model.sites
                for e in site.site.unit.events
            ]
            charge_steps(model, stays, level=level, step=1000, points=points)
