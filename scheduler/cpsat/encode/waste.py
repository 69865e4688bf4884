"""`waste`: started thousands of m² beyond the need."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Site
from scheduler.cpsat.encode.base import Encoder


class Waste(Encoder):
    """Prices each block with a stretch by its area beyond gross_m2."""

    rule = "waste"

    def price(self, draft: Draft, site: Site) -> None:
        """Add to each block."""
        weight = draft.problem.policy.weights["waste"]
        for need in site.needs:
            for block in need.blocks:
                spare = block.stretch_m2 - need.event.gross_m2
                if block.stretch_m2 and spare > 0:
                    block.points += weight * -(-spare // 1000)
