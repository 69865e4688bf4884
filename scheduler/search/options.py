"""All starts of a unit as columns of the matrix, laid out so that all are priced in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.cpsat.draft import Unit
from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix
from scheduler.cpsat.model import Model

TOLERANCE = 1e-9
"""How far above its limit a hard row may be."""


@dataclass(frozen=True)
class Rows:
    """What holds of each row of a matrix while only starts and blocks are looked at.

    Attributes
    ----------
    limit : array of float
        Infinite for rows that are kept otherwise.
    step, price : array of float
        A row with a step may be above its limit: each step begun costs its price. 0 for a hard
        row.
    floor : array of float
        What a row must not be taken below; ``-inf`` where a start never takes it there.
    counts : array of bool
        Whether the row is looked at, at all.
    """

    limit: Floats
    step: Floats
    price: Floats
    floor: Floats
    counts: Mask


@dataclass(frozen=True)
class Options:
    """All starts of a unit.

    Many starts add the same to the same rows, those of a week to each of its days for instance:
    `rows` to `floor` hold each such pair once, and `part` the pairs of all starts end to
    end, those of start k from ``bounds[k]`` up to ``bounds[k + 1]``.
    """

    literals: Ints
    sites: Ints
    days: Ints
    points: Floats
    rows: Ints
    adds: Floats
    limit: Floats
    step: Floats
    price: Floats
    floor: Floats | None
    part: npt.NDArray[np.int32]
    bounds: Ints
    bare: Ints
    """Starts without any row."""

    def column(self, k: int) -> tuple[Ints, Floats]:
        """Rows of a start, and what it adds to each."""
        mine = self.part[self.bounds[k] : self.bounds[k + 1]]
        return self.rows[mine], self.adds[mine]

    def priced(self, activity: Floats) -> Floats:
        """Points that each start would add to an activity; infinite where a hard row breaks."""
        before = activity[self.rows]
        after = before + self.adds
        high = np.flatnonzero(after > self.limit)
        broken = None if self.floor is None else np.flatnonzero(after < self.floor)
        if not len(high) and (broken is None or not len(broken)):
            return self.points.copy()
        # With one behind it that is no pair.
        worth = np.zeros(len(before) + 1)
        over, step = after[high] - self.limit[high], self.step[high]
        soft = step > 0
        s, over, step = high[soft], over[soft], step[soft]
        begun = np.ceil(np.maximum(0, before[s] - self.limit[s]) / step)
        worth[s] = self.price[s] * (np.ceil(over / step) - begun)
        hard = high[~soft]
        worth[hard[after[hard] > self.limit[hard] + TOLERANCE]] = np.inf
        if broken is not None:
            worth[broken] = np.inf
        # Clipping changes nothing and spares the look at each place.
        extra = np.add.reduceat(worth.take(self.part, mode="clip"), self.bounds[:-1])
        # A start without rows was given what comes behind it.
        extra[self.bare] = 0.0
        return self.points + extra


def laid_out(model: Model, matrix: Matrix, units: list[Unit], rows: Rows) -> Iterator[Options]:
    """The starts of each unit."""
    scratch = np.zeros(len(matrix.low), np.int32)
    floors = np.isfinite(rows.floor).any()
    for unit in units:
        places = model.places(unit)
        literals = np.concatenate([np.arange(s.opens.start, s.opens.stop) for s in places])
        columns = matrix.columns[:, literals]
        keep = rows.counts[columns.indices]
        owner = np.repeat(np.arange(len(literals)), np.diff(columns.indptr))[keep]
        every, adds = columns.indices[keep], columns.data[keep]
        first, part = _pairs(every, adds, scratch)
        mine = every[first].astype(np.int64)
        bounds = np.searchsorted(owner, np.arange(len(literals) + 1))
        yield Options(
            literals=literals,
            sites=np.concatenate([np.full(len(s.opens), i) for i, s in enumerate(places)]),
            days=np.concatenate([s.days for s in places]),
            points=matrix.points[literals].astype(float),
            rows=mine,
            adds=adds[first],
            limit=rows.limit[mine],
            step=rows.step[mine],
            price=rows.price[mine],
            floor=np.where(adds[first] < 0, rows.floor[mine], -np.inf) if floors else None,
            # One that is no pair, so that the last starts may have none.
            part=np.append(part, np.int32(len(first))),
            bounds=bounds,
            bare=np.flatnonzero(np.diff(bounds) == 0),
        )


def _pairs(
    rows: Ints, adds: Floats, scratch: npt.NDArray[np.int32]
) -> tuple[Ints, npt.NDArray[np.int32]]:
    """An entry of each pair of row and number, and for all entries the place of theirs.

    Without sorting: who writes last into the place of a row stands for all that are like it.
    """
    part = np.empty(len(rows), np.int32)
    found, count = [], 0
    waiting = np.arange(len(rows), dtype=np.int32)
    while len(waiting):
        scratch[rows[waiting]] = waiting
        stands = scratch[rows[waiting]]
        alike = adds[stands] == adds[waiting]
        mine, stands = waiting[alike], stands[alike]
        first = mine[stands == mine]
        part[first] = np.arange(count, count + len(first))
        part[mine] = part[stands]
        found.append(first)
        count += len(first)
        waiting = waiting[~alike]
    return np.concatenate(found) if found else np.zeros(0, np.int64), part
