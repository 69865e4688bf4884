"""Large-neighbourhood search: free some units that have to do with one another, solve exactly.

After Shaw, "Using constraint programming and local search methods to solve vehicle routing
problems" (CP 1998): related units are freed together, all others stay where they are, and
CP-SAT finds the best for those that are free. How many are freed follows from how long it takes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from scheduler.cpsat.assign import values_of
from scheduler.cpsat.matrix import Ints, Mask, Matrix
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import Found, solve_part
from scheduler.search.incumbent import Incumbent

FIRST, LEAST, MOST = 24.0, 6.0, 120.0
"""Units freed at first, at least and at most."""

SELDOM = 10
"""Times what an offer took until the next one, for an audit of a large city is long."""

TURN = 0.6
"""Effort (deterministic time) of a turn; when it proves its part with less, the next frees more."""


@dataclass
class Neighbours:
    """Turns of large-neighbourhood search over one model.

    Parameters
    ----------
    model, matrix
        What the search may use: a city, or its promising starts.

    Attributes
    ----------
    literals, names : list of array, list of str
        Starts of each unit that has any, and the id of its first event.
    """

    model: Model
    matrix: Matrix
    best: Incumbent
    seed: int
    size: float = FIRST
    values: Ints | None = None
    _draws: np.random.Generator = field(init=False)
    _due: float = field(default=0.0, init=False)
    _late: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._draws = np.random.default_rng(self.seed)
        units = [u for u in self.model.draft.units if self.model.places(u)]
        self.literals = [self._of(u) for u in units]
        self.names = [u.events[0].id for u in units]
        self._takes = [
            _joined([
                np.arange(nv.takes.start, nv.takes.stop)
                for s in self.model.places(u)
                for nv in self.model.needs_of(s)
            ])
            for u in units
        ]  # fmt: skip
        names: dict[str, int] = {}
        venue_of = [names.setdefault(s.site.venue.id, len(names)) for s in self.model.sites]
        places = [s for u in units for s in self.model.places(u)]
        self._day = _joined([s.days for s in places]).astype(float)
        self._venue = _joined([np.full(len(s.opens), venue_of[s.place]) for s in places])
        self._starts = _joined(self.literals)
        sizes = [len(mine) for mine in self.literals]
        self._unit = np.repeat(np.arange(len(units)), sizes)
        begins = np.cumsum([0, *sizes])[:-1]
        first = [int(np.argmin(self.matrix.points[mine])) for mine in self.literals]
        self._usual = begins + np.array(first, np.int64)
        self._kin = [
            {e.theme for e in u.events if e.theme} | {e.main_industry for e in u.events}
            for u in units
        ]
        self._relief = np.ones(len(self.matrix.upper), bool)
        for both in (*self.literals, *self._takes):
            self._relief[both] = False
        relief = self.matrix.columns[:, np.flatnonzero(self._relief)].tocoo()
        self._relief_of = relief.row, np.flatnonzero(self._relief)[relief.col]
        self.adopt()

    def _of(self, unit: object) -> Ints:
        places = self.model.places(unit)  # type: ignore[arg-type]
        return _joined([np.arange(s.opens.start, s.opens.stop) for s in places])

    def adopt(self) -> None:
        """Go on from the best plan, as far as the model has variables for it."""
        plan = self.best.plan
        if plan is not None:
            self.values = self.relieved(values_of(self.model, plan))

    def relieved(self, values: Ints) -> Ints | None:
        """The assignment with what its starts and blocks cost by day; ``None`` if it is illegal."""
        return solve_part(
            self.model, self.matrix, values, self._relief,
            seconds=self.best.clock.left, seed=self.seed, presolve=False,
        ).values  # fmt: skip

    def turn(self, seconds: float, rescue: bool = False) -> bool:
        """Free some units and solve for them; to `rescue` is to begin with one that is out.

        True when all were free and no better plan was left, so that no turn will find any.
        """
        if self.values is None:
            return False
        chosen = self._choose(self.values, rescue)
        found = self.solve(chosen, self.values, seconds)
        grow = 1.15 if found.proven else 0.75
        self.size = float(np.clip(self.size * grow, LEAST, min(MOST, len(self.literals))))
        return found.proven and len(chosen) == len(self.literals)

    def solve(self, units: Ints, values: Ints, seconds: float) -> Found:
        """Solve for some units, all others as in `values`; a better plan is offered by and by."""
        found = solve_part(
            self.model, self.matrix, values, self.free(units),
            seconds=seconds, effort=TURN, seed=int(self._draws.integers(1 << 30)),
            presolve=False,  # it takes longer than the search
        )  # fmt: skip
        self.best.clock.spend(found.effort)
        if found.values is not None and self.cost(found.values) <= self.cost(values):
            self._late |= self.cost(found.values) < self.cost(values)
            self.values = found.values
            self.offer(soon=True)
        return found

    def offer(self, soon: bool = False) -> None:
        """Offer what was found since the last offer; `soon` may also mean later."""
        clock = self.best.clock
        # Where effort is limited, nothing may depend on the clock.
        wait = soon and math.isinf(clock.effort) and clock.seconds < self._due
        if self.values is None or not self._late or wait:
            return
        began, self._late = clock.seconds, False
        self.best.offer(self.model, self.values)
        self._due = clock.seconds + SELDOM * (clock.seconds - began)

    def cost(self, values: Ints) -> int:
        """Points of an assignment."""
        return int(self.matrix.points @ values) + self.matrix.constant

    def free(self, units: Ints) -> Mask:
        """Variables of some units, and the relief variables of all rows that they are in."""
        mine = np.concatenate([v[i] for v in (self.literals, self._takes) for i in units.tolist()])
        touched = np.zeros(len(self.matrix.low), bool)
        touched[self.matrix.columns[:, mine].indices] = True
        free = np.zeros(len(self.matrix.upper), bool)
        row, variable = self._relief_of
        free[variable[touched[row]]] = True
        free[mine] = True
        return free

    @property
    def out(self) -> Mask:
        """Units that stand nowhere."""
        assert self.values is not None
        out = np.ones(len(self.literals), bool)
        out[self._unit[self.values[self._starts] > 0]] = False
        return out

    def _choose(self, values: Ints, rescue: bool) -> Ints:
        """Units near one in time, venue or kin, or anywhere; those that are out come along."""
        count, out, at = len(self.literals), self.out, self._stands(values)
        day, venue = self._day[at], self._venue[at]
        centre = int(self._draws.integers(count))
        if out.any() and (rescue or self._draws.random() < 0.3):
            centre = int(self._draws.choice(np.flatnonzero(out)))
        kind = int(self._draws.integers(2 if rescue else 4))
        distance = np.abs(day - day[centre]) + 6 * self._draws.random(count)
        if kind == 1:
            distance = 0.5 * distance + 100 * (venue != venue[centre])
        elif kind == 2:
            apart = [not (kin & self._kin[centre]) for kin in self._kin]
            distance = 0.3 * distance + 40 * np.array(apart)
        elif kind == 3:
            distance = 100 * self._draws.random(count)
        some = np.flatnonzero(out)
        distance[some[self._draws.permutation(len(some))[:6]]] = -1.0
        distance[centre] = -2.0
        return np.argsort(distance, kind="stable")[: max(1, int(self.size))]

    def _stands(self, values: Ints) -> Ints:
        """Which of all starts each unit has, or would have first."""
        at = self._usual.copy()
        used = np.flatnonzero(values[self._starts])
        at[self._unit[used]] = used
        return at


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *parts])
