"""Where halls were short in an aim, which is what the next aim tells apart."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

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

    def settled(self, model: Model, aimed: Ints, stands: Ints) -> Mask:
        """Starts that a repeated aim may leave out: of units that have no reason to move.

        These got halls where they were aimed at, away from the areas, and stand there. All others
        are few, and a program over them takes seconds where one over a large city takes a minute.

        Parameters
        ----------
        aimed, stands
            The last aim, and the plan that was made of it.
        """
        out = np.zeros(len(stands), bool)
        for unit in model.draft.units:
            places = model.places(unit)
            if not places or unit.events[0].id in self.homeless:
                continue
            mine = np.concatenate([np.arange(s.opens.start, s.opens.stop) for s in places])
            stays = stands[mine] > 0
            if not stays.any() or (stays != (aimed[mine] > 0)).any():
                continue
            needs = (nv for site in places for nv in model.needs_of(site))
            if not any(self._touches(model, nv, stands) for nv in needs):
                out[mine[~stays]] = True
        return out

    def _touches(self, model: Model, nv: NeedVars, stands: Ints) -> bool:
        """Whether a need's stay meets an area."""
        area = self.areas.get(nv.site.site.venue.id)
        on = np.flatnonzero(stands[nv.site.opens.start : nv.site.opens.stop])
        if area is None or not len(on):
            return False
        begin, end = _stay(model, nv, int(nv.site.days[on[0]]))
        return bool(area[max(0, begin) : end].any())

    def _note(self, model: Model, nv: NeedVars, day: int) -> None:
        area = self.areas.setdefault(nv.site.site.venue.id, model.draft.never.copy())
        begin, end = _stay(model, nv, day)
        around = slice(max(0, begin - AROUND), end + AROUND)
        area[slice(None) if self.all_year else around] = True


def _stay(model: Model, nv: NeedVars, day: int) -> tuple[int, int]:
    """Days of the horizon on which halls are let for an opening, the last excluded."""
    let = nv.need.event.tenancy(day)
    first = model.draft.first
    return let.start - first, let.end - first + nv.site.site.venue.turnaround_days


def _dearer(model: Model, nv: NeedVars, aimed: Ints, landed: Ints) -> bool:
    """Whether a need's halls cost more than an aim took them to."""
    return sum(model.points[t] * int(landed[t] - aimed[t]) for t in nv.takes) > 0
