"""`venue`: allowed venues; sharing within a group lies in the units themselves."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Site
from scheduler.cpsat.encode.base import Encoder


class Venue(Encoder):
    """Closes a site that a member does not accept."""

    rule = "venue"

    def narrow(self, draft: Draft, site: Site) -> None:
        """All or nothing."""
        if any(e.venues and site.venue.id not in e.venues for e in site.unit.events):
            site.keep(draft.never, self.rule)
