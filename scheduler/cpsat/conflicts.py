"""Which two literals can never be true together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from scheduler.cpsat.matrix import Ints, Mask, Matrix
from scheduler.cpsat.model import Model
from scheduler.cpsat.rows import ragged
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
        self._day = np.zeros(len(self.matrix.upper), np.int64)
        for site in self.model.sites:
            self._day[site.opens.start : site.opens.stop] = site.days
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
        for other, low, high in self._rivals[home].tolist():
            places = self.model.sites[other]
            start, stop = places.days.searchsorted([day + low, day + high])
            found.append(np.arange(places.opens.start + start, places.opens.start + stop))
        return found

    def among(self, chosen: Ints) -> Callable[[int], Mask]:
        """Which of some starts conflict with one of them, told by its place among them.

        Parameters
        ----------
        chosen
            Starts, ascending.
        """
        high, columns = self.matrix.high, self.matrix.columns[:, chosen]
        rows = columns.tocsr()
        home, days = self.home[chosen], self._day[chosen]

        def of(place: int) -> Mask:
            mine = slice(columns.indptr[place], columns.indptr[place + 1])
            row, weight = columns.indices[mine], columns.data[mine]
            row, weight = row[self._packing[row]], weight[self._packing[row]]
            k = _entries(rows.indptr[row], rows.indptr[row + 1])
            rest = np.repeat(high[row] - weight, rows.indptr[row + 1] - rows.indptr[row])
            found = np.zeros(len(chosen), bool)
            found[rows.indices[k[rows.data[k] > rest]]] = True
            other, low, most = self._rivals[home[place]].T
            first, last = home.searchsorted(other), home.searchsorted(other, side="right")
            k, apart = _entries(first, last), days - days[place]
            from_, until = np.repeat(low, last - first), np.repeat(most, last - first)
            found[k[(apart[k] >= from_) & (apart[k] < until)]] = True
            found[place] = False
            return found

        return of


def _entries(start: Ints, stop: Ints) -> Ints:
    """All whole numbers of some spans, one after the other."""
    entry, place = ragged(stop - start)
    return start[entry] + place


def _rivals(model: Model) -> list[Ints]:
    """For each site, the stages of other units that cannot share a day with its own.

    A row each: the other site, and the days from an opening of this site on which an opening of
    the other clashes with it, the second of them excluded.
    """
    found: list[list[tuple[int, int, int]]] = [[] for _ in model.sites]
    for stages in stages_by_venue(model).values():
        clash = _clashes([stage.needs for stage in stages])
        for a, b in zip(*np.nonzero(clash), strict=True):
            mine, other = stages[a], stages[b]
            if model.sites[mine.site].site.unit is not model.sites[other.site].site.unit:
                apart = other.before - mine.before
                found[mine.site].append((other.site, apart - other.size + 1, apart + mine.size))
    return [np.array(mine, np.int64).reshape(-1, 3) for mine in found]


def _clashes(needs: list[tuple[Ways, ...]]) -> Mask:
    """For which pairs of stages no halls can be found for all needs of both."""
    kinds = {key: i for i, key in enumerate(dict.fromkeys(needs))}
    table = np.zeros((len(kinds), len(kinds)), bool)
    for (a, i), (b, j) in product(kinds.items(), repeat=2):
        if i <= j:
            table[i, j] = table[j, i] = not fit((*a, *b))
    index = np.array([kinds[key] for key in needs], np.int64)
    return np.asarray(table[np.ix_(index, index)])
