"""`unplaced`: every placed event saves its price."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Unit
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model


class Unplaced(Encoder):
    """The price of all events is a constant; each place takes its members' prices off."""

    rule = "unplaced"

    def price_unit(self, draft: Draft, unit: Unit) -> None:
        """Take off what the members would pay unplaced."""
        weight = draft.problem.policy.weights["unplaced"]
        unit.points -= weight * sum(e.priority for e in unit.events)

    def post(self, model: Model) -> None:
        """Add the constant."""
        weight = model.problem.policy.weights["unplaced"]
        model.constant += weight * sum(e.priority for e in model.problem.events)
