"""A plan as the activity of the model's rows: places units, takes them out, counts the points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.cpsat.draft import Unit
from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix
from scheduler.cpsat.model import Model
from scheduler.search.halls import HallBook, Takes
from scheduler.search.options import Rows, laid_out

MISSING = 1_000_000.0
"""Stands for a booking, required coverage or a limit of moves not kept, so that the search mends it
first."""


def relief(model: Model) -> Mask:
    """Mask of the variables that follow from starts and blocks: steps, shortfalls and the like."""
    out = np.ones(len(model.upper), bool)
    for site in model.sites:
        out[site.opens.start : site.opens.stop] = False
    for nv in model.needs:
        out[nv.takes.start : nv.takes.stop] = False
    return out


class State:
    """Which starts and blocks are true, and what that does to rows, halls and cost.

    A start may be taken when its column breaks no hard row and free halls are left. Rows that
    have a relief variable (steps of crowding, shortfall of coverage) are priced by it instead.
    Rows that link blocks to starts are kept by construction; closures by each block's own days.
    """

    def __init__(self, model: Model, matrix: Matrix) -> None:
        self.model, self.matrix = model, matrix
        self.units = [u for u in model.draft.units if model.places(u)]
        self.taken: list[tuple[int, Takes] | None] = [None] * len(self.units)
        self.activity = np.zeros(len(matrix.low))
        self._options = list(laid_out(model, matrix, self.units, self._classified()))
        self.days = np.full(len(self.units), np.nan)
        self._pays = np.zeros(len(self.units))
        self._blocks = [self._cheapest_blocks(unit) for unit in self.units]
        self._cheapest = np.array([self.own_points(i).min() for i in range(len(self.units))])
        self._own = matrix.constant
        self._unit_of = np.full(len(matrix.upper), -1)
        for index, options in enumerate(self._options):
            self._unit_of[options.literals] = index
        self.book = HallBook(model)

    def _cheapest_blocks(self, unit: Unit) -> Floats:
        """Points of the cheapest blocks for all needs of a unit at each of its sites."""
        return np.array([
            sum(min((self.model.points[t] for t in nv.takes), default=0) for nv in needs)
            for needs in map(self.model.needs_of, self.model.places(unit))
        ], float)  # fmt: skip

    def _classified(self) -> Rows:
        matrix = self.matrix
        follows = np.flatnonzero(relief(self.model))
        takes = [np.arange(nv.takes.start, nv.takes.stop) for nv in self.model.needs]
        links = np.zeros(len(matrix.low), bool)
        if takes:
            links[np.unique(matrix.columns[:, np.concatenate(takes)].indices)] = True
        eased = matrix.columns[:, follows].minimum(0).tocoo()
        self.step = np.zeros(len(matrix.low))
        self.step[eased.row] = -eased.data
        self.price = np.zeros(len(matrix.low))
        self.price[eased.row] = matrix.points[follows][eased.col]
        self.limit = np.where(links, np.inf, matrix.high)
        # Rows that share a relief variable are both priced here; the larger would suffice, so
        # rows of steps that units start alone (no level of their own) are left out.
        self.limit[(self.step > 0) & (matrix.high == 0)] = np.inf
        # A limit of moves asks for something even where it is not above zero.
        self._asked = np.isfinite(matrix.low) & ~links
        self._asks = np.flatnonzero(self._asked)
        filled = matrix.columns[:, follows].maximum(0).tocoo()
        lack = np.full(len(matrix.low), MISSING)
        lack[filled.row] = matrix.points[follows][filled.col]
        self._lack = lack[self._asks]
        self._soft = np.flatnonzero((self.step > 0) & np.isfinite(self.limit))
        # Where moves are limited, the row that says so may break from below, by placing an event
        # that had no place.
        floor = np.full(len(matrix.low), -np.inf)
        if self.model.problem.moves is not None:
            floor[self._asked] = matrix.low[self._asked]
        counts = np.isfinite(self.limit) | self._asked
        return Rows(self.limit, self.step, self.price, floor, counts)

    def price_of(self, index: int) -> Floats:
        """Points that each start of a unit would add, halls aside; infinite where a row breaks."""
        return self._options[index].priced(self.activity)

    def place(self, index: int, noise: Floats | None = None) -> float | None:
        """Place a unit where it is cheapest (blurred by `noise`); its points, or ``None``."""
        points = self.price_of(index)
        order = np.argsort(points if noise is None else points + noise, kind="stable")
        for k in order[: np.isfinite(points).sum()].tolist():
            takes = self.halls(index, k)
            if takes is not None:
                self.put(index, k, takes)
                return float(points[k]) + sum(self.model.points[t] for t in takes)
        return None

    def opponents(self, index: int, k: int) -> list[int]:
        """Other units to take out so that a unit's start breaks no hard row and halls are free.

        They stay; the caller decides. The unit itself must be out. A limit of moves is not
        looked at: whoever is new may still find no place.
        """
        o = self._options[index]
        mine, adds = o.column(k)
        over = (self.activity[mine] + adds > self.limit[mine] + 1e-9) & (self.step[mine] == 0)
        owners = np.unique(self._unit_of[self.matrix.rows[mine[over]].indices])
        rows = set(mine[over].tolist())
        found = [j for j in owners.tolist() if j != -1 and self._uses(j, rows)]
        return list(dict.fromkeys([*found, *self._in_the_way(index, k)]))

    def _uses(self, index: int, rows: set[int]) -> bool:
        """Whether the start that a unit has taken counts in one of some rows."""
        place = self.taken[index]
        if place is None:
            return False
        mine, _ = self._options[index].column(place[0])
        return not rows.isdisjoint(mine.tolist())

    def _in_the_way(self, index: int, k: int) -> list[int]:
        """Units in the halls that a start would take."""
        o = self._options[index]
        site = self.model.places(self.units[index])[int(o.sites[k])]
        found: list[int] = []
        for nv in self.model.needs_of(site):
            found.extend(self.book.in_the_way(nv, int(o.days[k])))
        return found

    def place_on(self, index: int, k: int) -> bool:
        """Place a unit at one start if rows and halls allow it now."""
        if not np.isfinite(self.price_of(index)[k]):
            return False
        takes = self.halls(index, k)
        if takes is not None:
            self.put(index, k, takes)
        return takes is not None

    def own_points(self, index: int) -> Floats:
        """Points of each start of a unit by itself, with the cheapest blocks there."""
        o = self._options[index]
        return o.points + self._blocks[index][o.sites]

    @property
    def regrets(self) -> Floats:
        """Points that each unit's start and blocks cost beyond the cheapest; 0 if out."""
        return np.where(np.isnan(self.days), 0.0, np.maximum(0.0, self._pays - self._cheapest))

    def halls(self, index: int, k: int) -> Takes | None:
        """Cheapest free blocks for all needs of a start; ``None`` if none are."""
        o = self._options[index]
        site = self.model.places(self.units[index])[int(o.sites[k])]
        return self.book.choose(self.model.needs_of(site), int(o.days[k]))

    def put(self, index: int, k: int, takes: Takes) -> None:
        """Take a start with its blocks."""
        self.taken[index] = (k, takes)
        self.days[index] = self._options[index].days[k]
        self._add(index, k, takes, 1)
        self._mark(index, True)

    def remove(self, index: int) -> None:
        """Take a unit out."""
        place = self.taken[index]
        if place is not None:
            self._mark(index, False)
            self._add(index, *place, -1)
            self.taken[index] = None
            self.days[index] = np.nan

    def _add(self, index: int, k: int, takes: Takes, sign: int) -> None:
        o = self._options[index]
        points = int(o.points[k]) + sum(self.model.points[t] for t in takes)
        self._own += sign * points
        self._pays[index] += sign * points
        rows, adds = o.column(k)
        self.activity[rows] += sign * adds

    def _mark(self, index: int, busy: bool) -> None:
        place = self.taken[index]
        if place is not None:
            day = int(self._options[index].days[place[0]])
            self.book.mark(index, place[1], day, busy)

    def choices(self, index: int) -> int:
        """Number of starts of a unit."""
        return len(self._options[index].literals)

    def usual_day(self, index: int) -> int:
        """The middle of a unit's possible first show days."""
        return int(np.median(self._options[index].days))

    def adopt(self, values: Ints) -> None:
        """Take over an assignment of starts and blocks."""
        for index in range(len(self.units)):
            self.remove(index)
        for index, unit in enumerate(self.units):
            hit = np.flatnonzero(values[self._options[index].literals])
            if len(hit):
                site = self.model.places(unit)[int(self._options[index].sites[hit[0]])]
                takes = (t for nv in self.model.needs_of(site) for t in nv.takes if values[t])
                self.put(index, int(hit[0]), tuple(takes))

    def day(self, index: int) -> int | None:
        """First show day of a unit."""
        place = self.taken[index]
        return None if place is None else int(self._options[index].days[place[0]])

    @property
    def cost(self) -> float:
        """Points of everything taken and of all that is lacking, MISSING where it is required."""
        soft = self._soft
        over = np.maximum(0, self.activity[soft] - self.limit[soft])
        points = float((self.price[soft] * np.ceil(over / self.step[soft])).sum())
        lacking = np.maximum(0, self.matrix.low[self._asks] - self.activity[self._asks])
        return self._own + points + float((self._lack * lacking).sum())

    @property
    def complete(self) -> bool:
        """Whether every booking and all required coverage is there."""
        lacking = self.matrix.low[self._asks] > self.activity[self._asks]
        return not (lacking & (self._lack >= MISSING)).any()

    def values(self, taken: Sequence[tuple[int, Takes] | None] | None = None) -> Ints:
        """Assignment of starts and blocks; relief variables are left at zero.

        Parameters
        ----------
        taken
            A copy of `taken` as it was; what is taken now if not given.
        """
        out = np.zeros(len(self.matrix.upper), np.int64)
        for index, place in enumerate(self.taken if taken is None else taken):
            if place is not None:
                out[self._options[index].literals[place[0]]] = 1
                out[list(place[1])] = 1
        return out
