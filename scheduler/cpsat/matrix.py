"""A model as sparse arrays, and parts of it with some variables fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.counting import Lazy
from scheduler.cpsat.model import Model
from scheduler.cpsat.rows import Floats, Ints, Mask, sparse

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

__all__ = ["Floats", "Ints", "Mask", "Matrix", "Part", "matrix_of", "part_of", "rows_of_sets"]


@dataclass(frozen=True)
class Matrix:
    """``low ≤ rows · x ≤ high``, ``0 ≤ x ≤ upper``, minimise ``points · x + constant``.

    Attributes
    ----------
    rows : csr_matrix of shape (rows, variables)
        Whole numbers held as floats.
    low, high : array of float
        Minus and plus infinity where a side is open.
    lazy : Lazy
        Further rows that hold for every plan whose halls do not clash.
    first : array of bool or None
        Rows that a linear program begins with; it asks for the others as they are broken.
        ``None`` is all.
    """

    rows: csr_matrix
    low: Floats
    high: Floats
    upper: Ints
    points: Ints
    constant: int
    lazy: Lazy
    first: Mask | None = None

    @cached_property
    def columns(self) -> csc_matrix:
        """The rows, stored for picking variables."""
        return self.rows.tocsc()

    def of_rows(self, chosen: Ints) -> Matrix:
        """Only some of the rows, all of which a linear program begins with."""
        return replace(
            self, rows=self.rows[chosen], low=self.low[chosen], high=self.high[chosen], first=None
        )

    def of_variables(self, chosen: Ints) -> Matrix:
        """Only some of the variables, the others being 0, and the rows that these can break."""
        rows = self.columns[:, chosen].tocsr()
        top = self.upper[chosen].astype(float)
        most, least = rows.maximum(0) @ top, rows.minimum(0) @ top
        live = np.flatnonzero((most > self.high) | (least < self.low))
        return replace(
            self, rows=rows[live], low=self.low[live], high=self.high[live], first=None,
            upper=self.upper[chosen], points=self.points[chosen],
        )  # fmt: skip

    def with_rows(self, rows: csr_matrix, high: Floats) -> Matrix:
        """Further rows at the end, over these or only the first of these variables."""
        from scipy.sparse import csr_matrix, vstack

        shape = (rows.shape[0], len(self.upper))
        wide = csr_matrix((rows.data, rows.indices, rows.indptr), shape=shape)
        return replace(
            self,
            rows=vstack([self.rows, wide], format="csr"),
            low=np.append(self.low, np.full(len(high), -np.inf)),
            high=np.append(self.high, high),
            first=None if self.first is None else np.append(self.first, np.ones(len(high), bool)),
        )


def stacked(parts: Sequence[csr_matrix], size: int) -> csr_matrix:
    """Rows one below the other, widened to `size` variables."""
    from scipy.sparse import csr_matrix, vstack

    if not parts:
        return csr_matrix((0, size))
    wide = [csr_matrix((p.data, p.indices, p.indptr), shape=(p.shape[0], size)) for p in parts]
    return vstack(wide, format="csr")


def rows_of_sets(sets: Sequence[Ints], size: int) -> csr_matrix:
    """A row of ones for each set of variables."""
    from scipy.sparse import csr_matrix

    index = np.concatenate([np.zeros(0, np.int64), *sets])
    ends = np.cumsum([0, *(len(one) for one in sets)])
    return csr_matrix((np.ones(len(index)), index, ends), shape=(len(sets), size))


def matrix_of(model: Model) -> Matrix:
    """Arrays of a model; a variable that stands in a row twice gets the sum of its weights."""
    chunks, low, high = model.rows.arrays()
    first = np.isfinite(low) | np.isin(np.arange(len(low)), model.alone)
    return Matrix(
        sparse(chunks, (len(low), len(model.upper))),
        low,
        high,
        np.array(model.upper, np.int64),
        np.array(model.points, np.int64),
        model.constant,
        Lazy(tuple(model.counting)),
        first,
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
