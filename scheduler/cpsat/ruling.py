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
        every = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        row, column, weight = every, rows.indices, rows.data
        looked = np.ones(rows.shape[0], bool)
        for _ in range(MOST_ROUNDS):
            most = self.upper * self.open
            least = self.forced.astype(np.int64)
            up, down = weight * most[column], weight * least[column]
            lowest = np.bincount(row, np.minimum(up, down), minlength=rows.shape[0])
            highest = np.bincount(row, np.maximum(up, down), minlength=rows.shape[0])
            if ((lowest > high + 1e-6) | (highest < low - 1e-6))[looked].any():
                self.possible = False
                return
            # Of a variable that is free, one bound is in `lowest` and the other in `highest`.
            free = (most[column] == 1) & (least[column] == 0)
            step = np.abs(weight)
            over = free & (lowest[row] + step > high[row] + 1e-6)
            under = free & (highest[row] - step < low[row] - 1e-6)
            shut = column[(over & (weight > 0)) | (under & (weight < 0))]
            force = column[(over & (weight < 0)) | (under & (weight > 0))]
            if not len(shut) and not len(force):
                return
            self.open[shut] = False
            self.forced[force] = True
            if not self.open[force].all():
                self.possible = False
                return
            # Only rows of which a variable changed can rule out more.
            changed = np.zeros(len(self.open), bool)
            changed[shut] = changed[force] = True
            looked = np.zeros(rows.shape[0], bool)
            looked[every[changed[rows.indices]]] = True
            kept = looked[every]
            row, column, weight = every[kept], rows.indices[kept], rows.data[kept]
