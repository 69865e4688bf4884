"""Stays of members at sites, and the rows that count them day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.rows import Ints, Rows, ragged
from scheduler.domain.span import Span

if TYPE_CHECKING:
    from scheduler.cpsat.model import SiteVars

Piece = tuple[int, int, int, int, int]
"""A site (or unit), days before the opening, days in all, weight, and group of rows."""


class Starts:
    """Opening days of all sites as arrays, for finding the literals that cover a day.

    Attributes
    ----------
    unit, literal : array of int
        By site: its unit's place in the draft, and its first literal.
    first, size : array of int
        By site: its first opening day, and days from there to the last one, inclusive.
    """

    def __init__(self, sites: Sequence[SiteVars], unit: Ints) -> None:
        self.unit = unit
        self.literal = np.array([s.opens.start for s in sites], np.int64)
        self.first = np.array([s.days[0] for s in sites], np.int64)
        last = np.array([s.days[-1] for s in sites], np.int64)
        self.size = last - self.first + 1
        # counts[base + k]: opening days of the site before its k-th day.
        ends = np.cumsum(self.size + 1)
        self._base = ends - self.size - 1
        opens = np.zeros(int(ends[-1]) if len(ends) else 0, np.int64)
        if sites:
            days = np.concatenate([s.days for s in sites])
            lengths = np.array([len(s.days) for s in sites])
            opens[days + np.repeat(self._base - self.first, lengths)] = 1
        self._counts = np.concatenate(([0], np.cumsum(opens)))[:-1]
        self._counts -= np.repeat(self._counts[self._base], self.size + 1)

    def before(self, site: Ints, day: Ints) -> Ints:
        """Number of opening days of a site before a day."""
        place = np.clip(day - self.first[site], 0, self.size[site])
        return np.asarray(self._counts[self._base[site] + place])

    def of_units(self, unit: Ints) -> tuple[Ints, Ints]:
        """All sites of some units: each site's place in `unit`, and the site."""
        low = self.unit.searchsorted(unit, side="left")
        high = self.unit.searchsorted(unit, side="right")
        entry, place = ragged(high - low)
        return entry, low[entry] + place


@dataclass(frozen=True)
class Stays:
    """Days of members at sites, counted from the opening, with their weights in rows.

    Entry k lasts `length` days that begin `before` the opening, weighs `weight`, and counts in
    the rows of its `group`. `literal` is the variable of the site's first opening day, `owner`
    what can have only one opening.
    """

    starts: Starts
    site: Ints
    before: Ints
    length: Ints
    weight: Ints
    group: Ints
    literal: Ints
    owner: Ints

    @classmethod
    def at(cls, starts: Starts, pieces: Iterable[Piece]) -> Stays:
        """Stays at sites."""
        site, before, length, weight, group = np.array(list(pieces), np.int64).reshape(-1, 5).T
        return cls(
            starts, site, before, length, weight, group, starts.literal[site], starts.unit[site]
        )

    @classmethod
    def of(cls, starts: Starts, pieces: Iterable[Piece]) -> Stays:
        """Stays of units, the same at each of their sites."""
        unit, before, length, weight, group = np.array(list(pieces), np.int64).reshape(-1, 5).T
        k, site = starts.of_units(unit)
        return cls(
            starts, site, before[k], length[k], weight[k], group[k],
            starts.literal[site], starts.unit[site],
        )  # fmt: skip

    def pick(self, index: Ints) -> Stays:
        """Some of the stays."""
        return Stays(self.starts, *(column[index] for column in self._columns))

    @property
    def _columns(self) -> tuple[Ints, ...]:
        names = (self.site, self.before, self.length, self.weight)
        return *names, self.group, self.literal, self.owner

    def with_more(self, other: Stays) -> Stays:
        """The stays and others after them."""
        pairs = zip(self._columns, other._columns, strict=True)
        return Stays(self.starts, *(np.concatenate(pair) for pair in pairs))

    def weighing(self, weight: Ints) -> Stays:
        """The stays with other weights."""
        return replace(self, weight=weight)

    def grouped(self, group: Ints) -> Stays:
        """The stays in other groups."""
        return replace(self, group=group)

    def apart(self) -> Stays:
        """The same days and weights in stays that do not overlap where their variables are one."""
        pieces, piece, entry = self.split()
        weight = np.bincount(piece, self.weight[entry], minlength=len(pieces.site))
        return pieces.weighing(weight.astype(np.int64))

    def split(self) -> tuple[Stays, Ints, Ints]:
        """Stays that do not overlap, and pairs (place in them, stay that contains it)."""
        order = np.lexsort((-self.before, self.literal, self.group))
        order = order[(self.length[order] > 0)]
        s = self.pick(order)
        same = (np.diff(s.group) == 0) & (np.diff(s.literal) == 0)
        clash = np.flatnonzero(same & (s.before[1:] > s.before[:-1] - s.length[:-1]))
        if not len(clash):
            return s, np.arange(len(order)), order
        home = np.concatenate(([0], np.cumsum(~same)))
        mixed = np.isin(home, home[clash])
        pieces, piece, entry = _elementary(s.pick(np.flatnonzero(mixed)), home[mixed])
        plain = np.flatnonzero(~mixed)
        return (
            s.pick(plain).with_more(pieces),
            np.concatenate((np.arange(len(plain)), piece + len(plain))),
            np.concatenate((order[plain], order[mixed][entry])),
        )

    def segments(self, horizon: Span) -> tuple[Ints, Ints, Ints, Ints]:
        """Stay, day of the horizon (from 0), first literal and the one after the last.

        One for each stay and day that it can cover; literals ascend within a stay.
        """
        first = self.starts.first[self.site] - self.before - horizon.start
        last = first + self.starts.size[self.site] + self.length - 2
        low, high = np.maximum(first, 0), np.minimum(last, len(horizon) - 1)
        k, place = ragged(np.maximum(0, high - low + 1) * (self.length > 0))
        day = low[k] + place
        start, stop = self.literals(k, day + horizon.start)
        some = np.flatnonzero(stop > start)
        return k[some], day[some], start[some], stop[some]

    def literals(self, k: Ints, day: Ints) -> tuple[Ints, Ints]:
        """First literal of stay `k` that covers a day, and the one after the last."""
        latest = day + self.before[k] + 1
        site, base = self.site[k], self.literal[k]
        stop = self.starts.before(site, latest)
        return base + self.starts.before(site, latest - self.length[k]), base + stop

    def by_day(self, horizon: Span, groups: int = 1) -> Rows:
        """Row ``group × days + day`` sums what covers the day (from 0) in the group."""
        apart = self.pick(np.flatnonzero(self.weight != 0)).apart()
        s = apart.pick(np.lexsort((apart.before, apart.literal)))
        k, day, start, stop = s.segments(horizon)
        count = groups * len(horizon)
        row = s.group[k] * len(horizon) + day
        # Small keys are sorted by digits, which is much faster.
        order = np.argsort(row.astype(np.uint16) if count < 1 << 16 else row, kind="stable")
        k = k[order]
        return Rows(count, row[order], start[order], stop[order], s.weight[k], s.owner[k])


def _elementary(stays: Stays, home: Ints) -> tuple[Stays, Ints, Ints]:
    """Cut the stays of each home at all their ends; pairs of a piece and a stay around it."""
    by_home: dict[int, list[int]] = defaultdict(list)
    for k, h in enumerate(home.tolist()):
        by_home[h].append(k)
    begin, end = (-stays.before).tolist(), (stays.length - stays.before).tolist()
    made: list[tuple[int, int, int]] = []
    pairs: list[tuple[int, int]] = []
    for mine in by_home.values():
        edges = sorted({begin[k] for k in mine} | {end[k] for k in mine})
        for low, high in pairwise(edges):
            around = [k for k in mine if begin[k] <= low < end[k]]
            pairs.extend((len(made), k) for k in around)
            made.extend([(around[0], -low, high - low)] if around else [])
    some, before, length = np.array(made, np.int64).reshape(-1, 3).T
    piece, entry = np.array(pairs, np.int64).reshape(-1, 2).T
    return replace(stays.pick(some), before=before, length=length), piece, entry
