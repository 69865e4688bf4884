"""A first plan: units in turn, each to the cheapest place that the rows and halls still allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from scheduler.cpsat.draft import Unit
from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix
from scheduler.cpsat.model import Let, Model, SiteVars


@dataclass
class Greedy:
    """State of the construction.

    Steps: (1) units in the given order; (2) for each, the starts whose columns break no row,
    cheapest first, the points of soft rows included; (3) the first with free halls is taken.
    Rows that only say how halls follow from starts, and rows that ask for at least so many
    events, are left to the halls and to luck.
    """

    model: Model
    matrix: Matrix
    values: Ints = field(init=False)
    activity: Floats = field(init=False)

    def __post_init__(self) -> None:
        model, matrix = self.model, self.matrix
        self.values = np.zeros(len(matrix.upper), np.int64)
        self.activity = np.zeros(len(matrix.low))
        takes = np.zeros(len(matrix.upper), bool)
        for nv in model.needs:
            takes[nv.takes.start : nv.takes.stop] = True
        links = np.zeros(len(matrix.low), bool)
        links[np.unique(matrix.columns[:, np.flatnonzero(takes)].indices)] = True
        slack = relief(model)
        relieved = matrix.columns[:, np.flatnonzero(slack)].minimum(0).tocoo()
        self._step = np.zeros(len(matrix.low))
        self._step[relieved.row] = -relieved.data
        self._price = np.zeros(len(matrix.low))
        self._price[relieved.row] = matrix.points[np.flatnonzero(slack)][relieved.col]
        self._limit = np.where(links, np.inf, matrix.high)
        self._lets: dict[int, list[Let]] = defaultdict(list)
        for let in model.lets:
            self._lets[let.take].append(let)
        self._busy: dict[tuple[str, str], Mask] = {}

    def place(self, unit: Unit) -> bool:
        """Place a unit at its cheapest free place; False when there is none."""
        places = self.model.places(unit)
        if not places:
            return False
        literals = np.concatenate([np.arange(s.opens.start, s.opens.stop) for s in places])
        homes = np.concatenate([np.full(len(s.opens), i) for i, s in enumerate(places)])
        points = self._points(literals)
        for k in np.argsort(points, kind="stable").tolist():
            if not np.isfinite(points[k]):
                return False
            site = places[int(homes[k])]
            day = int(site.days[literals[k] - site.opens.start])
            takes = self._halls(site, day)
            if takes is not None:
                self._take([int(literals[k]), *takes])
                self._occupy(takes, day)
                return True
        return False

    def _points(self, literals: Ints) -> Floats:
        """Own points plus the soft rows' points of each start; infinite where a row breaks."""
        part = self.matrix.columns[:, literals]
        rows, owner = part.indices, np.repeat(np.arange(len(literals)), np.diff(part.indptr))
        over = self.activity[rows] + part.data - self._limit[rows]
        before = np.maximum(0, self.activity[rows] - self._limit[rows])
        step = self._step[rows]
        soft = step > 0
        cost = np.zeros(len(rows))
        safe = np.where(soft, step, 1)
        rise = np.ceil(np.maximum(0, over) / safe) - np.ceil(before / safe)
        cost[soft] = (self._price[rows] * rise)[soft]
        cost[~soft & (over > 1e-9)] = np.inf
        return self.matrix.points[literals] + np.bincount(owner, cost, minlength=len(literals))

    def _halls(self, site: SiteVars, day: int) -> list[int] | None:
        """Cheapest free blocks of every need of a site, no hall twice."""
        free = [list(self._free(nv.takes, day)) for nv in self.model.needs_of(site)]
        for choice in product(*free):
            lets = [let for take in choice for let in self._lets[take]]
            halls = [h for let in lets for h in let.halls]
            if len(set(halls)) == len(halls):
                return list(choice)
        return None

    def _free(self, takes: range, day: int) -> Iterator[int]:
        for take in sorted(takes, key=lambda t: self.model.points[t]):
            if all(not self._span(let, h, day).any() for let in self._lets[take] for h in let.halls):
                yield take

    def _span(self, let: Let, hall: str, day: int) -> Mask:
        """Days of a hall that a let would take, turnaround on either side included."""
        horizon = self.model.problem.horizon
        busy = self._busy.setdefault((let.venue, hall), np.zeros(len(horizon) + 400, bool))
        begin = day - let.before - horizon.start
        return busy[begin : begin + let.size]

    def _occupy(self, takes: list[int], day: int) -> None:
        for take in takes:
            for let in self._lets[take]:
                for hall in let.halls:
                    self._span(let, hall, day)[:] = True

    def _take(self, variables: list[int]) -> None:
        self.values[variables] = 1
        self.activity += np.asarray(self.matrix.columns[:, variables].sum(axis=1)).ravel()


def relief(model: Model) -> Mask:
    """Mask of the variables that follow from starts and blocks: steps, shortfalls and the like."""
    out = np.ones(len(model.upper), bool)
    for site in model.sites:
        out[site.opens.start : site.opens.stop] = False
    for nv in model.needs:
        out[nv.takes.start : nv.takes.stop] = False
    return out


def order(model: Model, seed: int) -> list[Unit]:
    """Booked units first, then the dear and hard to place; seeds above 0 shuffle a little."""
    draws = np.random.default_rng(seed)

    def key(unit: Unit) -> tuple[bool, float]:
        choices = sum(len(s.opens) for s in model.places(unit))
        worth = sum(e.priority for e in unit.events)
        size = max((e.gross_m2 for e in unit.events), default=0)
        noise = draws.normal(0, 0.5) if seed else 0.0
        return not unit.booked, np.log1p(choices) - np.log1p(worth) - size / 40_000 + noise

    return sorted(model.draft.units, key=key)
