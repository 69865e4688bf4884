"""Which two literals can never be true together, and sets in which no two can (cliques).

At most one literal of a clique is true. Each row of the model says so for literals that share a
day in one hall or theme; a clique may join several rules, units and days, which no single row
does. These rows do most to lift the linear relaxation: they contain, among others, the facets
with right-hand side 1 of van den Akker, van Hoesel and Savelsbergh, "A polyhedral approach to
single-machine scheduling problems" (Math. Program. 85, 1999): of one unit every start that meets
a span of days, of all others those that cover it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import numpy as np

from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix
from scheduler.cpsat.model import Model
from scheduler.cpsat.stages import Ways, fit, stages_by_venue

NOTHING = np.zeros(0, np.int64)


@dataclass
class Conflicts:
    """Conflict graph over the literals of a model, found out literal by literal as asked.

    Two literals conflict when a row without negative weights forbids the pair, or when both let
    halls of one venue on a common day and no halls can be found for both.
    """

    model: Model
    matrix: Matrix
    _known: dict[int, Ints] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        rows = self.matrix.rows
        lowest = np.zeros(rows.shape[0])
        if rows.nnz:
            lowest = np.asarray(rows.min(axis=1).todense()).ravel()
        self._packing = np.isfinite(self.matrix.high) & (lowest >= 0)
        self.home = np.full(len(self.matrix.upper), -1, np.int64)
        for i, site in enumerate(self.model.sites):
            self.home[site.opens.start : site.opens.stop] = i
        self._rivals = _rivals(self.model)
        self._marked = np.zeros(len(self.matrix.upper), bool)

    def of(self, literal: int) -> Ints:
        """Literals that conflict with one, sorted; the literal itself is not among them."""
        if literal not in self._known:
            for some in (*self._in_rows(literal), *self._in_halls(literal)):
                self._marked[some] = True
            self._marked[literal] = False
            self._known[literal] = found = np.flatnonzero(self._marked)
            self._marked[found] = False
        return self._known[literal]

    def _in_rows(self, literal: int) -> list[Ints]:
        columns, rows, high = self.matrix.columns, self.matrix.rows, self.matrix.high
        begin, end = columns.indptr[literal], columns.indptr[literal + 1]
        found = [NOTHING]
        for row, weight in zip(columns.indices[begin:end], columns.data[begin:end], strict=True):
            if self._packing[row]:
                part = slice(rows.indptr[row], rows.indptr[row + 1])
                found.append(rows.indices[part][rows.data[part] > high[row] - weight])
        return found

    def _in_halls(self, literal: int) -> list[Ints]:
        home = self.home[literal]
        if home < 0:
            return [NOTHING]
        site = self.model.sites[home]
        day = int(site.days[literal - site.opens.start])
        found = []
        for before, size, other, their_before, their_size in self._rivals[home]:
            places = self.model.sites[other]
            low = day - before + their_before - their_size + 1
            high = day - before + size + their_before
            start, stop = places.days.searchsorted([low, high])
            found.append(np.arange(places.opens.start + start, places.opens.start + stop))
        return found


Rival = tuple[int, int, int, int, int]
"""Days before the opening and length of one stage, the other site, and the same of its stage."""


def _rivals(model: Model) -> list[list[Rival]]:
    """For each site, the stages of other units that cannot share a day with its own."""
    found: list[list[Rival]] = [[] for _ in model.sites]
    for stages in stages_by_venue(model).values():
        clash = _clashes([stage.needs for stage in stages])
        for a, b in zip(*np.nonzero(clash), strict=True):
            mine, other = stages[a], stages[b]
            if model.sites[mine.site].site.unit is not model.sites[other.site].site.unit:
                rival = (mine.before, mine.size, other.site, other.before, other.size)
                found[mine.site].append(rival)
    return found


def _clashes(needs: list[tuple[Ways, ...]]) -> Mask:
    """For which pairs of stages no halls can be found for all needs of both."""
    kinds = {key: i for i, key in enumerate(dict.fromkeys(needs))}
    table = np.zeros((len(kinds), len(kinds)), bool)
    for (a, i), (b, j) in product(kinds.items(), repeat=2):
        if i <= j:
            table[i, j] = table[j, i] = not fit((*a, *b))
    index = np.array([kinds[key] for key in needs], np.int64)
    return np.asarray(table[np.ix_(index, index)])


LEAST_EXCESS = 0.02
"""How much above 1 a clique's sum must lie to be worth a row."""

MOST_CLIQUES = 200
"""Cliques taken from one point at most, the most broken first."""


def broken_cliques(
    conflicts: Conflicts, values: Floats, reduced: Floats, open_: Mask
) -> list[Ints]:
    """Sets of literals whose sum at `values` is above 1, widened to many literals; each sorted.

    Steps: (1) from each literal above zero grow a clique among those above zero, the largest
    value first; (2) keep those above 1, no literal in more than three of them; (3) widen each by
    literals of small `reduced` cost that conflict with all members.

    Parameters
    ----------
    open_
        Literals still in play; others are left out.
    """
    support = np.flatnonzero((values > 1e-6) & open_ & (conflicts.home >= 0))
    at = np.full(len(values), -1, np.int64)
    at[support] = np.arange(len(support))
    graph = np.zeros((len(support), len(support)), bool)
    for i, literal in enumerate(support.tolist()):
        near = at[conflicts.of(literal)]
        graph[i, near[near >= 0]] = True
    x = values[support]
    seeds = {tuple(sorted(_grow(graph, x, k))) for k in range(len(support))}
    ranked = sorted(((float(x[list(c)].sum()), c) for c in seeds), reverse=True)
    used = np.zeros(len(support), np.int64)
    found = []
    for total, members in ranked[:MOST_CLIQUES]:
        if total > 1 + LEAST_EXCESS and used[list(members)].min() < 3:
            used[list(members)] += 1
            found.append(_widen(conflicts, support[list(members)], reduced, open_))
    return found


def _grow(graph: Mask, values: Floats, seed: int) -> list[int]:
    clique, near = [seed], graph[seed].copy()
    while near.any():
        candidates = np.flatnonzero(near)
        best = int(candidates[np.argmax(values[candidates])])
        clique.append(best)
        near &= graph[best]
    return clique


def _widen(conflicts: Conflicts, members: Ints, reduced: Floats, open_: Mask) -> Ints:
    clique = members.tolist()
    near = conflicts.of(clique[0])
    for literal in clique[1:]:
        near = np.intersect1d(near, conflicts.of(literal), assume_unique=True)
    near = near[open_[near] & (conflicts.home[near] >= 0)]
    near = near[np.argsort(reduced[near], kind="stable")]
    while len(near):
        literal = int(near[0])
        clique.append(literal)
        near = near[1:][np.isin(near[1:], conflicts.of(literal), assume_unique=True)]
    return np.array(sorted(clique), np.int64)
