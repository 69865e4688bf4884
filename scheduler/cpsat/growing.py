"""A linear program over a model that begins with few of its rows and asks for more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.linear import LinearProgram
from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix, stacked

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TOLERANCE = 1e-6


class GrowingProgram:
    """The rows of a model that were broken so far, and further rows that were added.

    Of a thousand events' hundred thousand rows some nine thousand ever bind; the program is
    solved again from its last basis, so many small rounds take less time than one large one.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        every = np.ones(len(matrix.low), bool)
        chosen = np.flatnonzero(every if matrix.first is None else matrix.first)
        self._kept: list[Ints] = [chosen]
        self._in = np.zeros(len(matrix.low), bool)
        self._in[chosen] = True
        self._more: list[tuple[csr_matrix, Floats]] = []
        self._order: list[tuple[bool, int]] = [(True, len(chosen))]
        self._waiting: list[tuple[csr_matrix, Floats]] = []
        self._shut = np.zeros(len(matrix.upper), bool)
        self._told_shut = self._shut
        self._duals = np.zeros(0)
        self._program: LinearProgram | None = LinearProgram(matrix.of_rows(chosen))

    def solve(self, seconds: float, go_on: Callable[[], bool] | None = None) -> Floats | None:
        """Values of an optimal solution over the rows so far, or ``None``."""
        self.tell()
        assert self._program is not None
        answer = self._program.solve(seconds, go_on)
        if answer is None:
            return None
        self._duals = answer.duals
        return answer.values

    def add_broken(self, values: Floats) -> int:
        """Add the rows of the model that are broken; how many there are."""
        # Most values are nothing: the columns of the others are some thousandth of the entries.
        some = np.flatnonzero(values)
        over = self.matrix.columns[:, some] @ values[some] > self.matrix.high + TOLERANCE
        found = np.flatnonzero(over & ~self._in)
        if len(found):
            self._tell(self.matrix.rows[found], self.matrix.high[found])
            self._kept.append(found)
            self._in[found] = True
            self._order.append((True, len(found)))
        return len(found)

    def add(self, rows: csr_matrix, high: Floats) -> None:
        """Add rows that are none of the model's, over its first variables."""
        self._tell(rows, high)
        self._more.append((rows, high))
        self._order.append((False, len(high)))

    def heed(self, values: Ints) -> int:
        """Add all rows of the model and counting rows that an assignment breaks; how many."""
        point = values.astype(float)
        rows, high = self.matrix.lazy.broken(point)
        if len(high):
            self.add(rows, high)
        return len(high) + self.add_broken(point)

    def shut(self, variables: Mask) -> None:
        """Take variables out."""
        self._shut = self._shut | variables

    def close(self) -> None:
        """Give the solver's memory back: rows can still be added, but nothing is solved again."""
        self._program = None
        self._waiting.clear()

    def _tell(self, rows: csr_matrix, high: Floats) -> None:
        if self._program is not None:
            self._waiting.append((rows, high))

    def tell(self) -> None:
        """Tell the solver of all changes at once; each time it takes up its whole program anew."""
        program = self._program
        assert program is not None
        if self._waiting:
            rows = stacked([one for one, _ in self._waiting], len(self.matrix.upper))
            program.add(rows, np.concatenate([high for _, high in self._waiting]))
            self._waiting.clear()
        program.fix_at_zero(self._shut & ~self._told_shut)
        self._told_shut = self._shut

    def priced(self) -> tuple[csr_matrix, Floats, Floats, Floats]:
        """Rows with a dual value in the last solution: coefficients, both sides, dual values."""
        own = np.concatenate([np.full(n, mine) for mine, n in self._order])[: len(self._duals)]
        kept = np.concatenate(self._kept)[: int(own.sum())]
        mine, others = self._duals[own], self._duals[~own]
        used, further = np.flatnonzero(mine), np.flatnonzero(others)
        more, high = self._further
        rows = stacked([self.matrix.rows[kept[used]], more[further]], len(self.matrix.upper))
        return (
            rows,
            np.append(self.matrix.low[kept[used]], np.full(len(further), -np.inf)),
            np.append(self.matrix.high[kept[used]], high[further]),
            np.append(mine[used], others[further]),
        )

    @property
    def count(self) -> int:
        """Rows that take part."""
        return sum(n for _, n in self._order)

    @property
    def _further(self) -> tuple[csr_matrix, Floats]:
        size = len(self.matrix.upper)
        high = np.concatenate([np.zeros(0), *(h for _, h in self._more)])
        return stacked([rows for rows, _ in self._more], size), high

    @property
    def asked(self) -> Matrix:
        """The rows that took part alone: some tenth of all, with the same relaxation."""
        return self.matrix.of_rows(np.sort(np.concatenate(self._kept))).with_rows(*self._further)

    @property
    def whole(self) -> Matrix:
        """All rows of the model, and those that were added behind them."""
        return self.matrix.with_rows(*self._further) if self._more else self.matrix
