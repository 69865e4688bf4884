"""`booking`: booked days and halls are kept."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.draft import Draft, Site
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, whole


class Booking(Encoder):
    """A booked day leaves one start and forces the unit; booked halls leave one venue.

    That exactly the booked halls are taken is seen to where blocks are made (`capacity`).
    """

    rule = "booking"

    def narrow(self, draft: Draft, site: Site) -> None:
        """Keep the booked day, and only the booked venue."""
        for e in site.unit.events:
            if e.booked_start is not None:
                site.keep(draft.mask([e.booked_start]), self.rule)
            if any(venue != site.venue.id for venue, _ in e.booked_halls):
                site.keep(np.zeros(draft.size, bool), self.rule)

    def post(self, model: Model) -> None:
        """Booked units are placed."""
        for unit in model.draft.units:
            if unit.booked:
                model.require([whole(s.opens) for s in model.places(unit)], low=1)
