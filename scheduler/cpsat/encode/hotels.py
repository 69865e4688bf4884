"""`hotels`: started hundreds of rooms over the comfort level."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.load import charge_steps
from scheduler.cpsat.model import Model, Stay


class Hotels(Encoder):
    """One row of hotel rooms per day."""

    rule = "hotels"

    def post(self, model: Model) -> None:
        """Charge each day's started hundreds."""
        level = model.problem.policy.comfort.hotel_rooms
        if level is not None:
            points = model.problem.policy.weights["hotels"]
            stays = [
                Stay.show(site, e, e.hotel_rooms)
                for site in model.sites
                for e in site.site.unit.events
            ]
            charge_steps(model, stays, level=level, step=100, points=points)
