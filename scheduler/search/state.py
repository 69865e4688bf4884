"""A plan as the activity of the model's rows: places units, takes them out, counts the points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from scheduler.cpsat.draft import Unit
from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix
from scheduler.cpsat.model import Let, Model, NeedVars

MISSING = 1_000_000.0
"""Stands for a booking or required coverage not kept, so that the search mends it first."""

MOST_CHOICES = 400
"""Combinations of blocks tried for one start; enough for three needs with a few rooms each."""


def relief(model: Model) -> Mask:
    """Mask of the variables that follow from starts and blocks: steps, shortfalls and the like."""
    out = np.ones(len(model.upper), bool)
    for site in model.sites:
        out[site.opens.start : site.opens.stop] = False
    for nv in model.needs:
        out[nv.takes.start : nv.takes.stop] = False
    return out


@dataclass(frozen=True)
class Options:
    """All starts of a unit, with their columns of the matrix laid end to end.

    `rows` and `data` hold the entries of all columns, `owner` the start each belongs to.
    """

    literals: Ints
    sites: Ints
    days: Ints
    points: Floats
    rows: Ints
    data: Floats
    owner: Ints
    bounds: Ints


class State:
    """Which starts and blocks are true, and what that does to rows, halls and cost.

    A start may be taken when its column breaks no hard row and free halls are left. Rows that
    have a relief variable (steps of crowding, shortfall of coverage) are priced by it instead.
    Rows that link blocks to starts are kept by construction; closures by each block's own days.
    """

    def __init__(self, model: Model, matrix: Matrix, within: Mask | None = None) -> None:
        self.model, self.matrix = model, matrix
        self._within = np.ones(len(matrix.upper), bool) if within is None else within
        self.units = [
            u
            for u in model.draft.units
            if any(self._within[s.opens.start : s.opens.stop].any() for s in model.places(u))
        ]
        self.taken: list[tuple[int, tuple[int, ...]] | None] = [None] * len(self.units)
        self.activity = np.zeros(len(matrix.low))
        self._classify()
        self._options = [self._lay_out(u) for u in self.units]
        self._lets: dict[int, Let] = {let.take: let for let in model.lets}
        self._busy: dict[tuple[str, str], Mask] = {}

    def _classify(self) -> None:
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
        self._asks = np.flatnonzero((matrix.low > 0) & ~links)
        filled = matrix.columns[:, follows].maximum(0).tocoo()
        lack = np.full(len(matrix.low), MISSING)
        lack[filled.row] = matrix.points[follows][filled.col]
        self._lack = lack[self._asks]

    def _lay_out(self, unit: Unit) -> Options:
        places = self.model.places(unit)
        literals = np.concatenate([np.arange(s.opens.start, s.opens.stop) for s in places])
        within = self._within[literals]
        literals = literals[within]
        part = self.matrix.columns[:, literals]
        keep = np.isfinite(self.limit[part.indices])
        owner = np.repeat(np.arange(len(literals)), np.diff(part.indptr))[keep]
        return Options(
            literals=literals,
            sites=np.concatenate([np.full(len(s.opens), i) for i, s in enumerate(places)])[within],
            days=np.concatenate([s.days for s in places])[within],
            points=self.matrix.points[literals].astype(float),
            rows=part.indices[keep].astype(np.int64),
            data=part.data[keep],
            owner=owner,
            bounds=np.searchsorted(owner, np.arange(len(literals) + 1)),
        )

    def price_of(self, index: int) -> Floats:
        """Points that each start of a unit would add, halls aside; infinite where a row breaks."""
        o = self._options[index]
        activity, limit, step = self.activity[o.rows], self.limit[o.rows], self.step[o.rows]
        over = activity + o.data - limit
        soft = step > 0
        hard = np.bincount(o.owner[~soft & (over > 1e-9)], minlength=len(o.literals))
        s = np.flatnonzero(soft & (over > 0))
        before = np.maximum(0, activity[s] - limit[s])
        rise = np.ceil(over[s] / step[s]) - np.ceil(before / step[s])
        extra = np.bincount(o.owner[s], self.price[o.rows[s]] * rise, minlength=len(o.literals))
        return np.where(hard > 0, np.inf, o.points + extra)

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
        """Units to take out so that a start's column breaks no hard row and halls are free.

        The units themselves stay; the caller decides.
        """
        o = self._options[index]
        mine = o.rows[o.bounds[k] : o.bounds[k + 1]]
        data = o.data[o.bounds[k] : o.bounds[k + 1]]
        over = (self.activity[mine] + data > self.limit[mine] + 1e-9) & (self.step[mine] == 0)
        broken = np.zeros(len(self.activity), bool)
        broken[mine[over]] = True
        found = []
        for j, place in enumerate(self.taken):
            if place is not None and j != index:
                other = self._options[j]
                rows = other.rows[other.bounds[place[0]] : other.bounds[place[0] + 1]]
                if broken[rows].any():
                    found.append(j)
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
        """Points of each start of a unit by itself."""
        return self._options[index].points

    def halls(self, index: int, k: int) -> tuple[int, ...] | None:
        """Cheapest free blocks for all needs of a start, no hall twice; ``None`` if none are."""
        o = self._options[index]
        site = self.model.places(self.units[index])[int(o.sites[k])]
        day = int(o.days[k])
        free = [list(self._free(nv, day)) for nv in self.model.needs_of(site)]
        if len(free) == 1:
            return (free[0][0],) if free[0] else None
        for n, choice in enumerate(product(*free)):
            halls = [h for take in choice for h in self._lets[take].halls]
            if len(set(halls)) == len(halls):
                return choice
            if n > MOST_CHOICES:
                break
        return None

    def _free(self, nv: NeedVars, day: int) -> Iterator[int]:
        at = day - self.model.draft.first
        order = sorted(range(len(nv.blocks)), key=lambda i: nv.blocks[i].points)
        for i in order:
            if nv.blocks[i].ok[at]:
                let = self._lets[nv.takes[i]]
                if not any(self._days(let, hall, day).any() for hall in let.halls):
                    yield nv.takes[i]

    def _days(self, let: Let, hall: str, day: int) -> Mask:
        """Days that a let takes of a hall, turnaround after it included."""
        horizon = self.model.problem.horizon
        if (let.venue, hall) not in self._busy:
            turnaround = self.model.problem.venue_by_id[let.venue].turnaround_days
            self._busy[let.venue, hall] = np.zeros(len(horizon) + turnaround, bool)
        begin = day - let.before - horizon.start
        return self._busy[let.venue, hall][begin : begin + let.size]

    def put(self, index: int, k: int, takes: tuple[int, ...]) -> None:
        """Take a start with its blocks."""
        self.taken[index] = (k, takes)
        self._add(index, k, 1)
        self._mark(index, True)

    def remove(self, index: int) -> None:
        """Take a unit out."""
        place = self.taken[index]
        if place is not None:
            self._mark(index, False)
            self._add(index, place[0], -1)
            self.taken[index] = None

    def _add(self, index: int, k: int, sign: int) -> None:
        o = self._options[index]
        begin, end = o.bounds[k], o.bounds[k + 1]
        self.activity[o.rows[begin:end]] += sign * o.data[begin:end]

    def _mark(self, index: int, busy: bool) -> None:
        place = self.taken[index]
        if place is not None:
            day = int(self._options[index].days[place[0]])
            for take in place[1]:
                let = self._lets[take]
                for hall in let.halls:
                    self._days(let, hall, day)[:] = busy

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
        own = self.matrix.constant
        for index, place in enumerate(self.taken):
            if place is not None:
                k, takes = place
                own += int(self._options[index].points[k])
                own += sum(self.model.points[t] for t in takes)
        soft = np.flatnonzero((self.step > 0) & np.isfinite(self.limit))
        over = np.maximum(0, self.activity[soft] - self.limit[soft])
        points = float((self.price[soft] * np.ceil(over / self.step[soft])).sum())
        lacking = np.maximum(0, self.matrix.low[self._asks] - self.activity[self._asks])
        return own + points + float((self._lack * lacking).sum())

    def values(self) -> Ints:
        """Assignment of starts and blocks; relief variables are left at zero."""
        out = np.zeros(len(self.matrix.upper), np.int64)
        for index, place in enumerate(self.taken):
            if place is not None:
                out[self._options[index].literals[place[0]]] = 1
                out[list(place[1])] = 1
        return out
