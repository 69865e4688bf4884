"""The model under construction: integer variables, linear rows and lets, as plain arrays.

Variables are indices; the literals of a site lie side by side, so a row over "all starts that
cover this day" is a few ranges. One description serves the linear relaxation and CP-SAT alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from scheduler.cpsat.draft import Block, Draft, Need, Site, Unit
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.span import Span

Range = range
"""Indices of variables that lie side by side."""


@dataclass
class SiteVars:
    """Literals of a site: ``opens[i]`` is true when the unit opens there on ``days[i]``.

    `days` are sorted day numbers. Of all literals of one `owner`, at most one is true; the owner
    is the unit unless told otherwise.
    """

    site: Site
    days: npt.NDArray[np.int64]
    opens: Range
    owner: object = None

    def __post_init__(self) -> None:
        if self.owner is None:
            self.owner = self.site.unit

    def covering(self, horizon: Span, before: int, length: int) -> Iterator[tuple[int, int, int]]:
        """Yield (i, start, stop) for the days i of the horizon.

        One of the literals start … stop − 1 is true when day i is among `length` days that begin
        `before` the opening. Days that no literal covers are left out.
        """
        days = np.arange(horizon.start, horizon.end) + before
        low = self.days.searchsorted(days - length + 1, side="left")
        high = self.days.searchsorted(days, side="right")
        base = self.opens.start
        for i in np.flatnonzero(high > low).tolist() if length > 0 else ():
            yield i, base + int(low[i]), base + int(high[i])


@dataclass(frozen=True)
class Stay:
    """Days of a member at a site, counted from its opening, and what they weigh in a row."""

    site: SiteVars
    before: int
    length: int
    weight: int = 1

    @classmethod
    def show(cls, site: SiteVars, event: Event, weight: int = 1) -> Stay:
        """The show period."""
        return cls(site, 0, event.show_days, weight)

    @classmethod
    def tenancy(cls, site: SiteVars, event: Event, weight: int, turnaround: int = 0) -> Stay:
        """The tenancy and the turnaround after it."""
        length = event.move_in_days + event.show_days + event.move_out_days + turnaround
        return cls(site, event.move_in_days, length, weight)

    @classmethod
    def moving(cls, site: SiteVars, event: Event, weight: int) -> tuple[Stay, Stay]:
        """Move-in days and move-out days."""
        return (
            cls(site, event.move_in_days, event.move_in_days, weight),
            cls(site, -event.show_days, event.move_out_days, weight),
        )


@dataclass
class NeedVars:
    """Literals of a need at a site: ``takes[i]`` is true when ``blocks[i]`` serves it."""

    site: SiteVars
    need: Need
    blocks: list[Block]
    takes: Range


@dataclass(frozen=True)
class Let:
    """Halls let from `before` days ahead of a unit's opening for `size` days, if `take`.

    `unit` is the unit's place in the draft, `take` the index of a 0/1 variable.
    """

    venue: str
    unit: int
    before: int
    size: int
    take: int
    halls: tuple[str, ...]


@dataclass
class Row:
    """A linear row under construction, with the most it can reach.

    At most one literal per owner is true, so the most is the sum over owners of their dearest site.
    """

    segments: list[tuple[int, int, int]] = field(default_factory=list)
    _reach: dict[int, dict[int, int]] = field(default_factory=dict)
    _by_site: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)

    def add(self, site: SiteVars, start: int, stop: int, weight: int) -> None:
        """Add ``weight × Σ literals start … stop − 1`` of one member at a site."""
        segment = (start, stop, weight)
        self.segments.append(segment)
        home = site.opens.start
        self._by_site.setdefault(home, []).append(segment)
        per_site = self._reach.setdefault(id(site.owner), {})
        per_site[home] = per_site.get(home, 0) + weight

    @property
    def reach(self) -> int:
        """Upper bound of the row's value."""
        return sum(max(sites.values()) for sites in self._reach.values())

    @property
    def key(self) -> tuple[tuple[int, int, int], ...]:
        """Identity of the row."""
        return tuple(self.segments)

    def within(self, other: Row) -> bool:
        """Whether `other` has every literal of this row with the same weight."""
        for home, mine in self._by_site.items():
            theirs = other._by_site.get(home, [])
            if len(mine) != len(theirs):
                return False
            for (a, b, w), (c, d, v) in zip(mine, theirs, strict=True):
                if w != v or a < c or b > d:
                    return False
        return True


@dataclass
class Model:
    """All variables, rows, lets and prices of a problem.

    `hall_days` holds, where lets are said in linear rows, the literals of a block's starts, the
    site's starts and the block's own literal.
    """

    problem: Problem
    draft: Draft
    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    constant: int = 0
    rows: list[tuple[list[tuple[int, int, int]], int | None, int | None]] = field(
        default_factory=list
    )
    implied: list[bool] = field(default_factory=list)
    lets: list[Let] = field(default_factory=list)
    hall_days: list[tuple[Range, Range, int]] = field(default_factory=list)
    sites: list[SiteVars] = field(default_factory=list)
    needs: list[NeedVars] = field(default_factory=list)
    _of_unit: dict[int, list[SiteVars]] = field(default_factory=dict)
    _needs_of: dict[int, list[NeedVars]] = field(default_factory=dict)

    def new(self, count: int, upper: int = 1) -> Range:
        """New variables from 0 to `upper`, both inclusive."""
        start = len(self.lower)
        self.lower.extend([0] * count)
        self.upper.extend([upper] * count)
        self.points.extend([0] * count)
        return range(start, start + count)

    def charge(self, points: int, variable: int) -> None:
        """Add ``points × variable`` to the cost."""
        self.points[variable] += points

    def require(
        self,
        segments: Iterable[tuple[int, int, int]],
        *,
        low: int | None = None,
        high: int | None = None,
        implied: bool = False,
    ) -> None:
        """Post ``low ≤ Σ weight × variables ≤ high`` over (start, stop, weight) segments.

        An `implied` row says linearly what the lets say already; it may be left out where it
        does not help.
        """
        self.rows.append((list(segments), low, high))
        self.implied.append(implied)

    def by_day(self, stays: Iterable[Stay]) -> list[Row]:
        """For each day of the horizon, the row that sums the stays covering it."""
        horizon = self.problem.horizon
        rows = [Row() for _ in horizon]
        for stay in stays:
            if stay.weight:
                for i, start, stop in stay.site.covering(horizon, stay.before, stay.length):
                    rows[i].add(stay.site, start, stop, stay.weight)
        return rows

    def at_most(self, row: Row, limit: int) -> None:
        """Post ``row ≤ limit`` unless it cannot be broken."""
        if row.reach > limit:
            self.require(row.segments, high=limit)

    def at_most_undominated(
        self, rows: Sequence[tuple[Row, int]], *, implied: bool = False
    ) -> None:
        """Post ``row ≤ limit`` for each pair, less those that a neighbour in the list implies.

        Meant for rows of consecutive days, which are often contained in the next day's row.
        """
        kept: list[tuple[Row, int]] = []
        for row, limit in rows:
            if row.reach <= limit:
                continue
            while kept and kept[-1][1] >= limit and kept[-1][0].within(row):
                kept.pop()
            if kept and limit >= kept[-1][1] and row.within(kept[-1][0]):
                continue
            kept.append((row, limit))
        for row, limit in kept:
            self.require(row.segments, high=limit, implied=implied)

    def add_site(self, site: SiteVars) -> None:
        """Register a site's literals."""
        self.sites.append(site)
        self._of_unit.setdefault(id(site.site.unit), []).append(site)

    def places(self, unit: Unit) -> list[SiteVars]:
        """Sites of a unit that have literals."""
        return self._of_unit.get(id(unit), [])

    def add_need(self, need: NeedVars) -> None:
        """Register a need's literals."""
        self.needs.append(need)
        self._needs_of.setdefault(id(need.site), []).append(need)

    def needs_of(self, site: SiteVars) -> list[NeedVars]:
        """Needs at a site."""
        return self._needs_of.get(id(site), [])


def whole(literals: Range, weight: int = 1) -> tuple[int, int, int]:
    """Segment of a whole range."""
    return literals.start, literals.stop, weight


def one(variable: int, weight: int = 1) -> tuple[int, int, int]:
    """Segment of a single variable."""
    return variable, variable + 1, weight
