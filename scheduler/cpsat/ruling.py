"""What rows rule out at once: variables that a forced one leaves no room for.

Bookings fix starts. A row such as 2x + 2y ≤ 3 with x = 1 leaves y = ½ to the linear relaxation,
but nothing to whole numbers; so activity bounds are propagated first, after Brearley, Mitra and
Williams, "Analysis of mathematical programming problems prior to applying the simplex algorithm"
(Math. Program. 8, 1975).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOST_ROUNDS = 20
"""Rounds of propagation; each only rules out more, so ending early is safe."""


@dataclass
class Ruling:
    """Which 0/1 variables are still open, and which are forced, given the bounds so far.

    Attributes
    ----------
    open : array of bool
        False where no plan has the variable above 0.
    forced : array of bool
        True where every plan has the variable at 1.
    possible : bool
        False when the rows contradict one another.
    """

    upper: Ints
    open: Mask
    forced: Mask
    possible: bool = True

    @classmethod
    def of(cls, matrix: Matrix) -> Ruling:
        """What the rows of a matrix rule out."""
        size = len(matrix.upper)
        ruling = cls(matrix.upper, np.ones(size, bool), np.zeros(size, bool))
        ruling.heed(matrix.rows, matrix.low, matrix.high)
        return ruling

    def heed(self, rows: csr_matrix, low: Floats, high: Floats) -> None:
        """Propagate some rows until they rule out no more."""
        looked = np.arange(rows.shape[0])
        for n in range(MOST_ROUNDS):
            some = rows if n == 0 else rows[looked]
            tight = self._tight(some, low[looked], high[looked])
            looked = looked[tight]
            shut, force = self._round(some[tight], low[looked], high[looked])
            if not self.possible or (not len(shut) and not len(force)):
                return
            self.open[shut] = False
            self.forced[force] = True
            if not self.open[force].all():
                self.possible = False
                return
            # Only rows of which a variable changed can rule out more.
            changed = np.zeros(len(self.open), bool)
            changed[shut] = changed[force] = True
            looked = np.unique(_row_of(rows, np.flatnonzero(changed[rows.indices])))

    def _tight(self, rows: csr_matrix, low: Floats, high: Floats) -> Ints:
        """Rows that can rule out anything: whose heaviest variable may be too much, or a low side.

        Of a large city these are few, and each step over all entries takes seconds.
        """
        weights, columns, starts = rows.data, rows.indices, rows.indptr
        heaviest, some = np.zeros(len(high)), np.flatnonzero(np.diff(starts))
        if len(some):
            heaviest[some] = np.maximum.reduceat(np.abs(weights), starts[some])
        # Of what is neither negative nor forced the least is nothing.
        counts = np.flatnonzero((weights < 0) | self.forced[columns])
        column, weight = columns[counts], weights[counts]
        least = np.minimum(
            weight * (self.upper[column] * self.open[column]), weight * self.forced[column]
        )
        lowest = np.bincount(_row_of(rows, counts), least, minlength=len(high))
        return np.flatnonzero(np.isfinite(low) | (lowest + heaviest > high + 1e-6))

    def _round(self, rows: csr_matrix, low: Floats, high: Floats) -> tuple[Ints, Ints]:
        """Variables that the bounds of some rows shut and force; notes when there is no plan."""
        count = rows.shape[0]
        row = np.repeat(np.arange(count), np.diff(rows.indptr))
        column, weight = rows.indices, rows.data
        most, least = self.upper * self.open, self.forced.astype(np.int64)
        up, down = weight * most[column], weight * least[column]
        lowest = np.bincount(row, np.minimum(up, down), minlength=count)
        highest = np.bincount(row, np.maximum(up, down), minlength=count)
        self.possible &= not ((lowest > high + 1e-6) | (highest < low - 1e-6)).any()
        # Of a variable that is free, one bound is in `lowest` and the other in `highest`.
        free = (most[column] == 1) & (least[column] == 0)
        step = np.abs(weight)
        over = free & (lowest[row] + step > high[row] + 1e-6)
        under = free & (highest[row] - step < low[row] - 1e-6)
        shut = column[(over & (weight > 0)) | (under & (weight < 0))]
        force = column[(over & (weight < 0)) | (under & (weight > 0))]
        return shut, force


def _row_of(rows: csr_matrix, entries: Ints) -> Ints:
    """The row that each of some entries stands in."""
    found: Ints = rows.indptr.searchsorted(entries, side="right") - 1
    return found
