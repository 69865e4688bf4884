"""`booking`: booked days and halls are kept."""

from __future__ import annotations

from scheduler.cpsat.draft import Draft, Site, Unit
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, whole


class Booking(Encoder):
    """A booked day leaves one start and forces the unit; booked halls leave one venue.

    That exactly the booked halls are taken is seen to where blocks are made (`capacity`).
    """

    rule = "booking"

    def narrow_unit(self, draft: Draft, unit: Unit) -> None:
        """Keep the booked day."""
        for e in unit.events:
            if e.booked_start is not None:
                unit.keep(draft.mask([e.booked_start]), self.rule)

    def narrow(self, draft: Draft, site: Site) -> None:
        """Keep only the booked venue."""
        for e in site.unit.events:
            if any(venue != site.venue.id for venue, _ in e.booked_halls):
                site.keep(draft.never, self.rule)

    def post(self, model: Model) -> None:
        """Booked units are placed."""
        for unit in model.draft.units:
            if unit.booked:
                model.require([whole(s.opens) for s in model.places(unit)], low=1)
