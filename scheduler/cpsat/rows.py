"""Linear rows as arrays: segments of variables that lie side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

Segment = tuple[int, int, int]
"""First variable, the one after the last, and the weight of each."""

Segments = tuple[Ints, Ints, Ints, Ints]
"""Row, start, stop and weight of many segments, sorted by row and start."""


def ragged(lengths: Ints) -> tuple[Ints, Ints]:
    """For entries of these lengths laid end to end: each item's entry and place in it."""
    entry = np.repeat(np.arange(len(lengths)), lengths)
    return entry, np.arange(len(entry)) - np.repeat(np.cumsum(lengths) - lengths, lengths)


@dataclass(frozen=True)
class Rows:
    """Left-hand sides of `count` rows.

    Segment k adds ``weight[k] × Σ variables start[k] … stop[k] − 1`` to row ``row[k]``. Segments
    are sorted by row and variable; no variable stands in a row twice. Of the variables of one
    owner at most one is true; they lie between those of no other owner.
    """

    count: int
    row: Ints
    start: Ints
    stop: Ints
    weight: Ints
    owner: Ints

    @cached_property
    def reach(self) -> Ints:
        """The most that each row can come to: the sum over owners of their heaviest variable."""
        if not len(self.row):
            return np.zeros(self.count, np.int64)
        changes = (np.diff(self.row) != 0) | (np.diff(self.owner) != 0)
        first = np.concatenate(([0], np.flatnonzero(changes) + 1))
        most = np.maximum.reduceat(self.weight, first)
        return _sums(self.row[first], most, self.count)

    @cached_property
    def bounds(self) -> Ints:
        """Segments of row r are ``bounds[r] … bounds[r + 1] − 1``."""
        return np.searchsorted(self.row, np.arange(self.count + 1))

    def pick(self, kept: Ints) -> Rows:
        """Only the rows `kept` (ascending), numbered anew."""
        lengths = np.diff(self.bounds)[kept]
        row, place = ragged(lengths)
        k = np.repeat(self.bounds[kept], lengths) + place
        columns = (self.start[k], self.stop[k], self.weight[k], self.owner[k])
        return Rows(len(kept), row, *columns)

    def with_variables(self, variables: Ints, weight: int) -> Rows:
        """Each row with one more variable, of a higher index than all others and no owner."""
        at = self.bounds[1:]
        return Rows(
            self.count,
            np.insert(self.row, at, np.arange(self.count)),
            np.insert(self.start, at, variables),
            np.insert(self.stop, at, variables + 1),
            np.insert(self.weight, at, weight),
            np.insert(self.owner, at, -1),
        )

    def keys(self, rows: Ints) -> list[bytes]:
        """What tells each of some rows from a different one."""
        table = np.stack([self.start, self.stop, self.weight], axis=1)
        ends = self.bounds.tolist()
        return [table[ends[r] : ends[r + 1]].tobytes() for r in rows.tolist()]

    def undominated(self, limit: Ints) -> Ints:
        """Rows that ``row ≤ limit`` is worth saying for.

        Left out are those that cannot be broken and those that a neighbour implies, as rows of
        consecutive days often do.
        """
        kept = np.flatnonzero(self.reach > limit)
        while len(kept) > 1:
            rows, most = self.pick(kept), limit[kept]
            next_says = (most[:-1] >= most[1:]) & rows._within_next
            last_says = (most[1:] >= most[:-1]) & rows._within_last & ~next_says
            gone = np.append(next_says, False) | np.append(False, last_says)
            if not gone.any():
                break
            kept = kept[~gone]
        return kept

    @property
    def _within_next(self) -> Mask:
        """For each row but the last, whether the next has all its variables, no lighter."""
        return self._within(1)[:-1]

    @property
    def _within_last(self) -> Mask:
        return self._within(-1)[1:]

    def _within(self, step: int) -> Mask:
        total = _sums(self.row, self.weight * (self.stop - self.start), self.count)
        other = np.roll(total, -step)
        some = np.flatnonzero((total <= other)[self.row])
        width = int(self.stop.max(initial=0)) + 1
        mine = self.row[some] + step
        order = self.row * width + self.start
        found = order.searchsorted(mine * width + self.start[some], side="right") - 1
        held = (found >= 0) & (self.row[found] == mine) & (self.stop[found] >= self.stop[some])
        held &= self.weight[found] >= self.weight[some]
        ok = total <= other
        ok[self.row[some[~held]]] = False
        return ok


def _sums(index: Ints, values: Ints, size: int) -> Ints:
    return np.bincount(index, values, minlength=size).astype(np.int64)


@dataclass
class RowTable:
    """The rows of a model in the order in which they were posted."""

    _chunks: list[Segments] = field(default_factory=list)
    _low: list[Floats] = field(default_factory=list)
    _high: list[Floats] = field(default_factory=list)
    _count: int = 0
    _single: list[tuple[int, int, int, int]] = field(default_factory=list)
    _sides: list[tuple[float, float]] = field(default_factory=list)

    def __len__(self) -> int:
        return self._count

    def add(self, segments: Iterable[Segment], low: float, high: float) -> None:
        """Post one row."""
        self._single.extend((self._count, *s) for s in segments)
        self._sides.append((low, high))
        self._count += 1

    def extend(self, rows: Rows, low: float, high: Floats | Ints | int) -> None:
        """Post many rows."""
        self._flush()
        self._chunks.append((rows.row + self._count, rows.start, rows.stop, rows.weight))
        self._low.append(np.full(rows.count, low, float))
        self._high.append(np.broadcast_to(np.asarray(high, float), rows.count))
        self._count += rows.count

    def copy(self) -> RowTable:
        """A table that grows by itself."""
        self._flush()
        return RowTable(self._chunks.copy(), self._low.copy(), self._high.copy(), self._count)

    def arrays(self) -> tuple[list[Segments], Floats, Floats]:
        """All segments, and both sides of the rows."""
        self._flush()
        low, high = (np.concatenate([*side, np.zeros(0)]) for side in (self._low, self._high))
        return self._chunks, low, high

    def _flush(self) -> None:
        if not self._sides:
            return
        row, start, stop, weight = _columns(self._single)
        order = np.lexsort((start, row))
        self._chunks.append((row[order], start[order], stop[order], weight[order]))
        low, high = np.array(self._sides, float).T
        self._low.append(low)
        self._high.append(high)
        self._single.clear()
        self._sides.clear()


def _columns(segments: list[tuple[int, int, int, int]]) -> Segments:
    row, start, stop, weight = np.array(segments, np.int64).reshape(-1, 4).T
    return row, start, stop, weight


def sparse(chunks: Sequence[Segments], shape: tuple[int, int]) -> csr_matrix:
    """Matrix of segments; the rows of a chunk come after those of the one before."""
    from scipy.sparse import csr_matrix

    lengths = [stop - start for _, start, stop, _ in chunks]
    size = sum(int(n.sum()) for n in lengths)
    small = np.int32 if max(size, shape[1]) < 1 << 31 else np.int64
    columns, data = np.empty(size, small), np.empty(size)
    bounds, filled, twice = np.zeros(shape[0] + 1, np.int64), 0, False
    for (row, start, stop, weight), n in zip(chunks, lengths, strict=True):
        ends = np.cumsum(n)
        here = slice(filled, filled + int(ends[-1]) if len(ends) else filled)
        # The k-th entry of a segment is its start plus k; entries are counted through here.
        base = np.repeat((start - ends + n).astype(small), n)
        np.add(base, np.arange(len(base), dtype=small), out=columns[here])
        data[here] = np.repeat(weight.astype(float), n)
        np.add.at(bounds, row + 1, n)
        twice |= bool(((row[1:] == row[:-1]) & (start[1:] < stop[:-1])).any())
        filled = here.stop
    bounds = np.cumsum(bounds)
    made = csr_matrix((data, columns, bounds.astype(small)), shape=shape)
    if twice:
        made.sum_duplicates()
    else:
        made.has_canonical_format = made.has_sorted_indices = True
    return made
