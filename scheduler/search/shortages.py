"""Where halls were short in an aim, which is what the next aim tells apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.cpsat.matrix import Ints, Mask
from scheduler.cpsat.model import Model, NeedVars

AROUND = 5
"""Days before and after a stay without halls on which they are told apart."""


@dataclass
class Shortages:
    """What aims have asked for that the halls do not have.

    Parameters
    ----------
    all_year
        Halls of a venue are told apart all year, not only around the days on which some were short.

    Attributes
    ----------
    areas : dict
        By venue id: days of the horizon on which halls are told apart.
    homeless : set of str
        First events of units that got no halls, or that an aim left out.
    """

    all_year: bool = False
    areas: dict[str, Mask] = field(default_factory=dict)
    homeless: set[str] = field(default_factory=set)

    @property
    def days(self) -> int:
        """Days, of all venues together, on which halls are told apart."""
        return sum(int(area.sum()) for area in self.areas.values())

    def heed(self, model: Model, aimed: Ints, landed: Ints) -> bool:
        """Note what an aim lost when its halls were let; whether any of it is new.

        Halls that cost more than the aim took them to are a loss, too.
        """
        known = self.days
        for unit in model.draft.units:
            places = [slice(s.opens.start, s.opens.stop) for s in model.places(unit)]
            if places and not any(landed[opens].any() for opens in places):
                self.homeless.add(unit.events[0].id)
        for nv in model.needs:
            opens = slice(nv.site.opens.start, nv.site.opens.stop)
            lost = aimed[opens] > landed[opens]
            if _dearer(model, nv, aimed, landed) and not self.all_year:
                lost = aimed[opens] > 0
            for day in nv.site.days[lost].tolist():
                self._note(model, nv, day)
        return self.days > known

    def _note(self, model: Model, nv: NeedVars, day: int) -> None:
        draft, venue = model.draft, nv.site.site.venue
        area = self.areas.setdefault(venue.id, draft.never.copy())
        let = nv.need.event.tenancy(day)
        begin = let.start - draft.first - AROUND
        end = let.end - draft.first + venue.turnaround_days + AROUND
        area[slice(None) if self.all_year else slice(max(0, begin), end)] = True


def _dearer(model: Model, nv: NeedVars, aimed: Ints, landed: Ints) -> bool:
    """Whether a need's halls cost more than an aim took them to."""
    return sum(model.points[t] * int(landed[t] - aimed[t]) for t in nv.takes) > 0
