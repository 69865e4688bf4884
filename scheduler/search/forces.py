"""Which unit ruin and recreate forces onto which start, and whom that displaces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.cpsat.matrix import Floats, Mask
from scheduler.search.halls import DISPLACED
from scheduler.search.state import State

Forced = tuple[int, int, list[int]]
"""A unit, a start that it is forced onto, and who is to be put back after it."""

BLUR = 40.0
"""Points by which starts are blurred on average for a unit that is out."""

TRIED = 4
"""Starts looked at for a unit that stands dear."""

MOST_DISPLACED = 12
"""Units in the way of a start beyond which it is left alone then."""


@dataclass
class Forces:
    """Draws of a unit and a start for it, over one `State`, which is left as it was.

    What is given of who is out is handed on, so that they are put back after the rest.

    Parameters
    ----------
    booked
        Which units have bookings.
    """

    state: State
    draws: np.random.Generator
    booked: Mask

    def one_out(self, out: list[int]) -> Forced:
        """A unit that is out, a start for it, and whom that start displaces."""
        # Without its bookings a plan is none.
        unit = int(self.draws.choice([i for i in out if self.booked[i]] or out))
        points = self.state.own_points(unit)
        start = int(np.argmin(points + self.draws.exponential(BLUR, len(points))))
        others = self.state.opponents(unit, start)
        return unit, start, list(dict.fromkeys([*others, *(i for i in out if i != unit)]))

    def one_dear(self, out: list[int]) -> Forced | None:
        """A unit that stands dear, a cheaper start, and whom that displaces or who is out.

        Drawn by what it would save at most. Of some cheap starts (blurred, so that it does not
        wish for the same one each time) the one that displaces fewest for what it saves; ``None``
        if nobody stands dear, or all have bookings or a crowd in their way. Taking out units near
        each other, as the other turns do, seldom makes room for a large show where others stand
        cheaply.
        """
        regrets = np.where(self.booked, 0.0, self.state.regrets)
        total = regrets.sum()
        if total <= 0:
            return None
        unit = int(self.draws.choice(len(regrets), p=regrets / total))
        points = self.state.own_points(unit)
        blurred = points + self.draws.exponential(5.0 + regrets[unit] / 4, len(points))
        blurred[points >= points.min() + regrets[unit]] = np.inf
        found: tuple[float, int, list[int]] | None = None
        place = self.state.taken[unit]
        assert place is not None
        self.state.remove(unit)
        for start in least(blurred, TRIED):
            others = self.state.opponents(unit, start) if np.isfinite(blurred[start]) else None
            if others is None or len(others) > MOST_DISPLACED or self.booked[others].any():
                continue
            if start == place[0] and not others:
                continue  # it stands there as cheaply as it may
            price = float(blurred[start]) + DISPLACED * len(others)
            if found is None or price < found[0]:
                found = price, start, others
        self.state.put(unit, *place)
        return found and (unit, found[1], list(dict.fromkeys([*found[2], *out])))


def least(values: Floats, count: int) -> list[int]:
    """Places of the least values, the least first; the same as sorting all, but quicker."""
    if count >= len(values):
        return np.argsort(values).tolist()  # type: ignore[no-any-return]
    some = np.argpartition(values, count)[:count]
    return some[np.argsort(values[some])].tolist()  # type: ignore[no-any-return]
