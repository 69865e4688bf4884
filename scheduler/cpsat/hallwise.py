"""Halls as linear rows, for the venues and days where counting them is not enough.

One 0/1 variable for each need, block and start; of those that take a hall on a day at most one.
Exact, but a variable for every combination: only for few starts and the days that ask for it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from scheduler.cpsat.matrix import Ints, Mask, Matrix, stacked
from scheduler.cpsat.model import Model, NeedVars

MOST_APART = 16_000_000
"""Entries of the rows by which halls are told apart, at most: more would only fill memory."""

Areas = Mapping[str, Mask]
"""By venue id: days of the horizon on which halls are told apart."""


@dataclass(frozen=True)
class Wide:
    """A matrix with hall rows behind it, for the starts whose stays meet an area.

    Attributes
    ----------
    matrix, free
        The new variables come after those of the matrix that it was made from.
    start, take : array of int
        The start and the block that each new variable stands for both of.
    """

    matrix: Matrix
    free: Mask
    start: Ints
    take: Ints

    def filled(self, values: Ints) -> Ints:
        """An assignment of the narrower matrix with the new variables behind it."""
        return np.concatenate((values, values[self.start] * values[self.take]))


def hallwise(model: Model, matrix: Matrix, free: Mask, areas: Areas) -> Wide:
    """The matrix with hall rows of some venues and days behind it."""
    rows = _Rows(len(matrix.upper), model.draft.first, areas)
    for nv in model.needs:
        if nv.site.site.venue.id in areas:
            rows.add(nv, free)
    return rows.behind(matrix, free)


def affordable(model: Model, free: Mask, areas: Areas, most: int = MOST_APART) -> dict[str, Mask]:
    """The areas, one after the other, as long as their rows have `most` entries or fewer."""
    sizes: dict[str, int] = defaultdict(int)
    for nv in model.needs:
        venue = nv.site.site.venue
        if venue.id in areas:
            sizes[venue.id] += _entries(model, nv, free, areas[venue.id])
    found: dict[str, Mask] = {}
    for name, area in areas.items():
        most -= sizes[name]
        if most >= 0:
            found[name] = area
    return found


def _entries(model: Model, nv: NeedVars, free: Mask, area: Mask) -> int:
    """Entries of the rows of one need, at most: a row for each day of a stay in each hall."""
    e = nv.need.event
    size = e.move_in_days + e.show_days + e.move_out_days + nv.site.site.venue.turnaround_days
    meet = model.draft.starts_meeting(area, e.move_in_days, size)
    starts = free[nv.site.opens.start : nv.site.opens.stop] & meet[nv.site.days - model.draft.first]
    return int(starts.sum()) * sum(4 + size * len(block.halls) for block in nv.blocks)


@dataclass
class _Rows:
    size: int
    first: int
    areas: Areas
    starts: list[int] = field(default_factory=list)
    takes: list[int] = field(default_factory=list)
    _row_of: array[int] = field(default_factory=lambda: array("q"))
    _column: array[int] = field(default_factory=lambda: array("q"))
    _weight: array[float] = field(default_factory=lambda: array("d"))
    _high: list[float] = field(default_factory=list)
    _low: list[float] = field(default_factory=list)
    _stays: dict[tuple[str, str], list[tuple[int, int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, nv: NeedVars, free: Mask) -> None:
        """A variable for each free start and open block of a need, tied to both."""
        e, venue = nv.need.event, nv.site.site.venue
        size = e.move_in_days + e.show_days + e.move_out_days + venue.turnaround_days
        of_take: dict[int, list[int]] = defaultdict(list)
        for start, day in zip(nv.site.opens, (nv.site.days - self.first).tolist(), strict=True):
            begin = day - e.move_in_days
            if not free[start] or not self.areas[venue.id][begin : begin + size].any():
                continue
            mine = []
            for block, take in zip(nv.blocks, nv.takes, strict=True):
                if block.ok[day]:
                    variable = self.size + len(self.starts)
                    self.starts.append(start)
                    self.takes.append(take)
                    mine.append(variable)
                    of_take[take].append(variable)
                    for hall in block.halls:
                        self._stays[venue.id, hall].append((begin, size, variable))
            self._row([*((v, 1.0) for v in mine), (start, -1.0)], 0, 0)
        for take, variables in of_take.items():
            # It may serve a start that meets no area, too.
            self._row([*((v, 1.0) for v in variables), (take, -1.0)], -np.inf, 0)

    def _row(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        self._row_of.extend([len(self._high)] * len(terms))
        self._column.extend(v for v, _ in terms)
        self._weight.extend(w for _, w in terms)
        self._low.append(low)
        self._high.append(high)

    def behind(self, matrix: Matrix, free: Mask) -> Wide:
        """Add the hall rows: most crowded are days on which a stay begins, or an area does."""
        from scipy.sparse import csr_matrix

        if not self._high:
            # Nothing is told apart; of a large city a copy is hundreds of megabytes.
            none = np.zeros(0, np.int64)
            return Wide(matrix, free, none, none)
        for (venue, _), stays in self._stays.items():
            begin, size, variable = np.array(stays, np.int64).T
            area = self.areas[venue]
            edges = np.flatnonzero(area & ~np.concatenate(([False], area[:-1])))
            for day in np.union1d(begin[area[begin]], edges).tolist():
                here = variable[(begin <= day) & (day < begin + size)]
                if len(here) > 1:
                    self._row([(int(v), 1.0) for v in here], -np.inf, 1)
        count = len(self.starts)
        size = self.size + count
        shape = (len(self._high), size)
        where = np.array(self._row_of), np.array(self._column)
        more = csr_matrix((np.array(self._weight), where), shape=shape)
        wide = replace(
            matrix,
            rows=stacked([matrix.rows, more], size),
            low=np.append(matrix.low, self._low),
            high=np.append(matrix.high, self._high),
            upper=np.append(matrix.upper, np.ones(count, np.int64)),
            points=np.append(matrix.points, np.zeros(count, np.int64)),
            first=None,
        )
        every = np.append(free, np.ones(count, bool))
        return Wide(wide, every, np.array(self.starts, np.int64), np.array(self.takes, np.int64))
