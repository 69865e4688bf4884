"""A model as sparse arrays, and parts of it with some variables fixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from scheduler.cpsat.model import Model

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Matrix:
    """``low ≤ rows · x ≤ high``, ``0 ≤ x ≤ upper``, minimise ``points · x + constant``.

    Attributes
    ----------
    rows : csr_matrix of shape (rows, variables)
        Whole numbers held as floats.
    columns : csc_matrix
        The same, for picking variables.
    low, high : array of float
        Minus and plus infinity where a side is open.
    implied : array of bool
        Rows that the lets imply.
    """

    rows: csr_matrix
    columns: csc_matrix
    low: Floats
    high: Floats
    upper: Ints
    points: Ints
    constant: int
    implied: Mask

    def keep(self, rows: Ints | Mask) -> Matrix:
        """The same variables with only some of the rows."""
        kept = self.rows[rows]
        return Matrix(
            kept,
            kept.tocsc(),
            self.low[rows],
            self.high[rows],
            self.upper,
            self.points,
            self.constant,
            self.implied[rows],
        )


def matrix_of(model: Model) -> Matrix:
    """Arrays of a model; a variable that stands in a row twice gets the sum of its weights."""
    from scipy.sparse import csr_matrix

    segments = [(i, *s) for i, (row, _, _) in enumerate(model.rows) for s in row]
    index, start, stop, weight = np.array(segments, np.int64).reshape(-1, 4).T
    lengths = stop - start
    offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    columns = np.repeat(start, lengths) + offset
    shape = (len(model.rows), len(model.upper))
    entries = (np.repeat(weight, lengths).astype(float), (np.repeat(index, lengths), columns))
    rows = csr_matrix(entries, shape=shape)
    return Matrix(
        rows,
        rows.tocsc(),
        np.array([-np.inf if low is None else low for _, low, _ in model.rows]),
        np.array([np.inf if high is None else high for _, _, high in model.rows]),
        np.array(model.upper, np.int64),
        np.array(model.points, np.int64),
        model.constant,
        np.array(model.implied, bool),
    )


@dataclass(frozen=True)
class Part:
    """What is left of a matrix when some variables are fixed.

    Attributes
    ----------
    free : array of int
        Indices of the variables left.
    live : array of int
        Indices of the rows that the free variables could still break.
    rows, low, high
        Those rows.
    constant : int
        Points of the fixed variables and the constant.
    broken : bool
        Whether the fixed values break a row by themselves.
    """

    free: Ints
    live: Ints
    rows: csr_matrix
    low: Floats
    high: Floats
    constant: int
    broken: bool


def part_of(matrix: Matrix, values: Ints, free: Mask) -> Part:
    """Fix every variable outside `free` at its entry in `values`."""
    kept = np.flatnonzero(free)
    fixed = np.where(free, 0, values)
    base = matrix.rows @ fixed.astype(float)
    rows = matrix.columns[:, kept].tocsr()
    top = matrix.upper[kept].astype(float)
    most = rows.maximum(0) @ top
    least = rows.minimum(0) @ top
    low, high = matrix.low - base, matrix.high - base
    live = np.flatnonzero(((most > high) | (least < low)) & (np.diff(rows.indptr) > 0))
    broken = bool(((least > high) | (most < low)).any())
    constant = matrix.constant + int(matrix.points @ fixed)
    return Part(kept, live, rows[live], low[live], high[live], constant, broken)
