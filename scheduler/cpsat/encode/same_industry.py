"""`same-industry`: events of one main industry on show together."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.load import charge_steps
from scheduler.cpsat.model import Model
from scheduler.cpsat.stays import Stays


class SameIndustry(Encoder):
    """One row per main industry and day; everything beyond the first event costs."""

    rule = "same-industry"

    def post(self, model: Model) -> None:
        """Charge each industry's days."""
        points = model.problem.policy.weights["same-industry"]
        names = sorted({e.main_industry for e in model.problem.events})
        place = {name: i for i, name in enumerate(names)}
        pieces = [
            (i, 0, e.show_days, 1, place[e.main_industry])
            for i, unit in enumerate(model.draft.units)
            for e in unit.events
        ]
        stays = Stays.of(model.starts, pieces)
        charge_steps(model, stays, level=1, step=1, points=points, groups=len(names))
