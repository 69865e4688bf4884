"""`plan`: each unit has at most one place."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, whole


class PlanRows(Encoder):
    """At most one start literal of a unit is true; its dates follow from the day counts."""

    rule = "plan"

    def post(self, model: Model) -> None:
        """One at-most-one per unit."""
        for unit in model.draft.units:
            places = model.places(unit)
            if places:
                model.alone.append(len(model.rows))
                model.require([whole(s.opens) for s in places], high=1)
