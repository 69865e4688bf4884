"""`preferred-venue`: points for every other venue."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Site
from scheduler.cpsat.encode.base import Encoder


class PreferredVenue(Encoder):
    """weight × priority on all starts of sites elsewhere."""

    rule = "preferred-venue"

    def price(self, draft: Draft, site: Site) -> None:
        """Add for each member with another wish."""
        weight = draft.problem.policy.weights["preferred-venue"]
        for e in site.unit.events:
            if e.preferred_venue and e.preferred_venue != site.venue.id:
                site.extra += weight * e.priority
