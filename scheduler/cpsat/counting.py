"""Counting rows of venues, which the lets imply, described but not built.

They help the linear relaxation alone, and of the many only few are ever broken, so they are
found at a point that breaks them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.rows import Floats, Ints, Rows, ragged, sparse
from scheduler.cpsat.stays import Stays

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Counting:
    """For each measure and day: Σ weight × stays that cover the day ≤ what the venue has.

    Attributes
    ----------
    stays : Stays
        Tenancies at one venue; those of one site do not overlap.
    weights : array of int, measures × stays
        What each takes at least by each measure.
    days : array of int
        Day numbers, ascending.
    limits : array of int, measures × days
        What the venue has.
    """

    stays: Stays
    weights: Ints
    days: Ints
    limits: Ints

    @classmethod
    def made(cls, stays: Stays, weights: Ints, days: Ints, limits: Ints) -> Counting:
        """Rows over stays that may overlap."""
        apart, piece, entry = stays.split()
        sums = np.zeros((len(weights), len(apart.site)), np.int64)
        np.add.at(sums.T, piece, weights.T[entry])
        order = np.lexsort((apart.before, apart.literal))
        return cls(apart.pick(order), sums[:, order], days, limits)

    def broken(self, before: Floats, tolerance: float, worst_only: bool) -> tuple[Rows, Ints]:
        """Rows that an assignment breaks and that no other of them implies, with limits.

        `before` holds the sums of all values ahead of each variable. With `worst_only`, of each
        day only the measure that is broken by the largest factor is told.
        """
        s, sites = self.stays, self.stays.starts
        opens = sites.before(s.site, sites.first[s.site] + sites.size[s.site])
        some = np.flatnonzero(before[s.literal + opens] > before[s.literal])
        k = np.repeat(some, len(self.days))
        start, stop = s.literals(k, np.tile(self.days, len(some)))
        covers = (before[stop] - before[start]).reshape(len(some), len(self.days))
        activity = self.weights[:, some] @ covers
        over = activity > self.limits + tolerance
        if worst_only:
            factor = np.where(over, activity / np.maximum(self.limits, tolerance), 0.0)
            over &= factor >= factor.max(axis=0)
        return self._needed(*np.nonzero(over))

    def every(self) -> tuple[Rows, Ints]:
        """All rows that can be broken and are not implied by another, with limits."""
        return self._needed(*np.nonzero(np.ones(self.limits.shape, bool)))

    def _needed(self, measure: Ints, day: Ints) -> tuple[Rows, Ints]:
        rows, limit = self._rows(measure, self.days[day]), self.limits[measure, day]
        kept = rows.undominated(limit)
        return rows.pick(kept), limit[kept]

    def _rows(self, measure: Ints, day: Ints) -> Rows:
        by_measure = [np.flatnonzero(w) for w in self.weights]
        lengths = np.array([len(k) for k in by_measure], np.int64)[measure]
        row, _ = ragged(lengths)
        k = np.concatenate([by_measure[m] for m in measure.tolist()] or [np.zeros(0, np.int64)])
        start, stop = self.stays.literals(k, day[row])
        some = np.flatnonzero(stop > start)
        row, k = row[some], k[some]
        weight, owner = self.weights[measure[row], k], self.stays.owner[k]
        return Rows(len(measure), row, start[some], stop[some], weight, owner)


@dataclass(frozen=True)
class Lazy:
    """The counting rows of all venues."""

    counting: tuple[Counting, ...] = ()

    def broken(
        self, values: Floats, tolerance: float = 1e-6, *, worst_only: bool = False
    ) -> tuple[csr_matrix, Floats]:
        """Rows that an assignment breaks, less those that others of them imply.

        Parameters
        ----------
        values : array of float
            At least one for each of the model's variables.
        tolerance
            What a row may come to beyond its limit.
        worst_only
            Of a venue's day give only the measure that is broken by the largest factor. The
            others are then mostly no longer broken: with a third of the rows the relaxation comes
            to the same value in less time, but a mixed-integer program closes less of its gap.

        Returns
        -------
        csr_matrix, array of float
            The rows, over as many variables as there are values, and what they may come to.
        """
        before = np.concatenate(([0.0], np.cumsum(values)))
        found = (c.broken(before, tolerance, worst_only) for c in self.counting)
        return _stacked(found, len(values))

    def every(self, size: int) -> tuple[csr_matrix, Floats]:
        """All rows, over `size` variables; for small models."""
        return _stacked((c.every() for c in self.counting), size)


def _stacked(found: Iterable[tuple[Rows, Ints]], size: int) -> tuple[csr_matrix, Floats]:
    chunks, limits, count = [], [np.zeros(0)], 0
    for rows, limit in found:
        chunks.append((rows.row + count, rows.start, rows.stop, rows.weight))
        limits.append(limit.astype(float))
        count += rows.count
    return sparse(chunks, (count, size)), np.concatenate(limits)
