"""`same-industry`: events of one main industry on show together."""

from __future__ import annotations

from collections import defaultdict

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.load import charge_steps
from scheduler.cpsat.model import Model, Stay


class SameIndustry(Encoder):
    """One row per main industry and day; everything beyond the first event costs."""

    rule = "same-industry"

    def post(self, model: Model) -> None:
        """Charge each industry's days."""
        points = model.problem.policy.weights["same-industry"]
        industries: dict[str, list[Stay]] = defaultdict(list)
        for site in model.sites:
            for e in site.site.unit.events:
                industries[e.main_industry].append(Stay.show(site, e))
        for stays in industries.values():
            charge_steps(model, stays, level=1, step=1, points=points)
