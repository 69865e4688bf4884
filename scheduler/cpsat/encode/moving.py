"""`moving`: halls on move-in or move-out days at a venue."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.occupancy import by_venue
from scheduler.cpsat.model import Model, NeedVars, one
from scheduler.cpsat.rows import Ints, Mask, Rows, Segment
from scheduler.cpsat.stays import Piece, Stays


class Moving(Encoder):
    """Linear in the starts as long as every block of a need has the same number of halls.

    Where blocks differ, the row counts the fewest halls, and each larger number adds a literal
    that is true when such a block is taken and the day is a moving day.
    """

    rule = "moving"

    def post(self, model: Model) -> None:
        """One row per venue with a limit and day."""
        for venue, needs in by_venue(model):
            limit = venue.moving_halls_per_day
            if limit is not None:
                self._at_most(model, needs, limit)

    def _at_most(self, model: Model, needs: list[NeedVars], limit: int) -> None:
        sizes = [[len(b.halls) for b in nv.blocks] for nv in needs]
        fewest, most = (np.array([f(s) for s in sizes], np.int64) for f in (min, max))
        horizon = model.problem.horizon
        stays = Stays.at(model.starts, moving_days(needs))
        # Two stays a need: the days before the show and the days after it.
        least = stays.weighing(np.repeat(fewest, 2)).by_day(horizon)
        if (fewest == most).all():
            model.at_most(least, limit)
            return
        tight = stays.weighing(np.repeat(most, 2)).by_day(horizon).reach > limit
        day, literal, weight = self._beyond(model, needs, fewest, tight)
        days = np.flatnonzero(tight)
        model.rows.extend(_with(least, day, literal, weight).pick(days), -np.inf, limit)

    def _beyond(
        self, model: Model, needs: list[NeedVars], fewest: Ints, tight: Mask
    ) -> tuple[Ints, Ints, Ints]:
        """New literals for halls beyond the fewest of each need: day, literal, and how many."""
        takes: list[list[Segment]] = []
        pieces: list[Piece] = []
        beyond: list[int] = []
        for nv, least in zip(needs, fewest.tolist(), strict=True):
            for size in sorted({len(b.halls) for b in nv.blocks} - {least}):
                pieces.extend((p[0], p[1], p[2], 1, len(takes)) for p in moving_days([nv]))
                takes.append(_takes(nv, size))
                beyond.append(size - least)
        stays = Stays.at(model.starts, pieces)
        k, day, start, stop = stays.segments(model.problem.horizon)
        some = np.flatnonzero(tight[day])
        pair = stays.group[k[some]] * len(tight) + day[some]
        pairs, row = np.unique(pair, return_inverse=True)
        which, on = np.divmod(pairs, len(tight))
        both = model.new(len(pairs))
        literal = np.arange(both.start, both.stop)
        moving = (row.astype(np.int64), start[some], stop[some], np.ones(len(row), np.int64))
        rows = _sorted(len(pairs), moving, _repeated(takes, which))
        model.rows.extend(rows.with_variables(literal, -1), -np.inf, 1)
        return on, literal, np.array(beyond, np.int64)[which]


def moving_days(needs: list[NeedVars]) -> Iterator[Piece]:
    """Move-in days and move-out days of each need, two stays each."""
    for nv in needs:
        e = nv.need.event
        yield nv.site.place, e.move_in_days, e.move_in_days, 1, 0
        yield nv.site.place, -e.show_days, e.move_out_days, 1, 0


def _takes(nv: NeedVars, size: int) -> list[Segment]:
    return [one(t) for b, t in zip(nv.blocks, nv.takes, strict=True) if len(b.halls) == size]


def _repeated(lists: list[list[Segment]], which: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The segments of ``lists[which[r]]`` for each row r."""
    flat = np.array([s for part in lists for s in part], np.int64).reshape(-1, 3)
    size = np.array([len(part) for part in lists], np.int64)
    row = np.repeat(np.arange(len(which)), size[which])
    first = np.repeat((np.cumsum(size) - size)[which] - _ahead(size[which]), size[which])
    start, stop, weight = flat[first + np.arange(len(row))].T
    return row, start, stop, weight


def _ahead(lengths: Ints) -> Ints:
    return np.asarray(np.cumsum(lengths) - lengths)


def _sorted(count: int, *parts: tuple[Ints, Ints, Ints, Ints]) -> Rows:
    """Rows of the segments of all parts together, without owners."""
    row, start, stop, weight = (np.concatenate(c) for c in zip(*parts, strict=True))
    order = np.lexsort((start, row))
    none = np.full(len(row), -1)
    return Rows(count, row[order], start[order], stop[order], weight[order], none)


def _with(rows: Rows, row: Ints, literal: Ints, weight: Ints) -> Rows:
    """The rows with single literals added."""
    mine = (rows.row, rows.start, rows.stop, rows.weight)
    return _sorted(rows.count, mine, (row, literal, literal + 1, weight))
