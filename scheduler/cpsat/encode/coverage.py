"""`coverage`: each industry has its brand events and events."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, one, whole


class Coverage(Encoder):
    """Σ placed events of the industry ≥ goal, or ≥ goal − shortfall at a price."""

    rule = "coverage"

    def post(self, model: Model) -> None:
        """Two rows per industry."""
        goal = model.problem.policy.coverage
        for industry in model.problem.policy.industries:
            for brand, want in ((True, goal.brand_events), (False, goal.events)):
                if want:
                    self._at_least(model, self._placed(model, industry, brand), want)

    def _placed(self, model: Model, industry: str, brand: bool) -> list[tuple[int, int, int]]:
        found = []
        for unit in model.draft.units:
            mine = sum(industry in e.industries and (e.is_brand or not brand) for e in unit.events)
            if mine:
                found += [whole(site.opens, mine) for site in model.places(unit)]
        return found

    def _at_least(self, model: Model, placed: list[tuple[int, int, int]], want: int) -> None:
        if model.problem.policy.coverage.required:
            model.require(placed, low=want)
            return
        missing = model.new(1, upper=want)[0]
        model.require([*placed, one(missing)], low=want)
        model.charge(model.problem.policy.weights["coverage"], missing)
