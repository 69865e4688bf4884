"""The model under construction: integer variables, linear rows and lets, as plain arrays.

Variables are indices; the literals of a site lie side by side, so a row over "all starts that
cover this day" is a few ranges. One description serves the linear relaxation and CP-SAT alike.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from scheduler.cpsat.counting import Counting
from scheduler.cpsat.draft import Block, Draft, Need, Site, Unit
from scheduler.cpsat.rows import Ints, Rows, RowTable, Segment
from scheduler.cpsat.stays import Starts
from scheduler.domain.problem import Problem

Range = range
"""Indices of variables that lie side by side."""


@dataclass(eq=False)
class SiteVars:
    """Literals of a site: ``opens[i]`` is true when the unit opens there on ``days[i]``.

    `days` are sorted day numbers, `place` is the site's place in `Model.sites`.
    """

    site: Site
    days: Ints
    opens: Range
    place: int = 0


@dataclass(eq=False)
class NeedVars:
    """Literals of a need at a site: ``takes[i]`` is true when ``blocks[i]`` serves it."""

    site: SiteVars
    need: Need
    blocks: list[Block]
    takes: Range


class Let(NamedTuple):
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
class Model:
    """All variables, rows, lets and prices of a problem.

    `counting` describes rows that the lets imply, for the linear relaxation to ask for.
    `alone` are the rows by which each unit has one place. `home` are the blocks in which events
    stay that had better not move, where moves are limited, with the day on which they open.
    """

    problem: Problem
    draft: Draft
    upper: array[int] = field(default_factory=lambda: array("q"))
    points: array[int] = field(default_factory=lambda: array("q"))
    constant: int = 0
    rows: RowTable = field(default_factory=RowTable)
    counting: list[Counting] = field(default_factory=list)
    lets: list[Let] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)
    sites: list[SiteVars] = field(default_factory=list)
    needs: list[NeedVars] = field(default_factory=list)
    home: dict[int, int] = field(default_factory=dict)
    _of_unit: dict[int, list[SiteVars]] = field(default_factory=dict)
    _needs_of: dict[int, list[NeedVars]] = field(default_factory=dict)
    _starts: Starts | None = None

    def new(self, count: int, upper: int | Ints = 1, points: Ints | None = None) -> Range:
        """New variables from 0 to `upper`, both inclusive, for no points unless told."""
        start = len(self.upper)
        if isinstance(upper, int):
            self.upper.extend(array("q", [upper]) * count)
        else:
            self.upper.frombytes(upper.tobytes())
        self.points.frombytes(bytes(8 * count) if points is None else points.tobytes())
        return range(start, start + count)

    def charge(self, points: int, variable: int) -> None:
        """Add ``points × variable`` to the cost."""
        self.points[variable] += points

    def require(
        self, segments: Iterable[Segment], *, low: int | None = None, high: int | None = None
    ) -> None:
        """Post ``low ≤ Σ weight × variables ≤ high`` over (start, stop, weight) segments."""
        self.rows.add(segments, -np.inf if low is None else low, np.inf if high is None else high)

    def at_most(self, rows: Rows, limit: int | Ints) -> None:
        """Post ``row ≤ limit`` for each row, less those that need not be said."""
        most = np.broadcast_to(limit, rows.count)
        kept = rows.undominated(most)
        self.rows.extend(rows.pick(kept), -np.inf, most[kept])

    @property
    def starts(self) -> Starts:
        """Opening days of all sites as arrays."""
        if self._starts is None or len(self._starts.unit) < len(self.sites):
            place = {id(unit): i for i, unit in enumerate(self.draft.units)}
            units = [place[id(s.site.unit)] for s in self.sites]
            self._starts = Starts(self.sites, np.array(units, np.int64))
        return self._starts

    def add_site(self, site: SiteVars) -> None:
        """Register a site's literals; sites of a unit come one after the other."""
        site.place = len(self.sites)
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


def whole(literals: Range, weight: int = 1) -> Segment:
    """Segment of a whole range."""
    return literals.start, literals.stop, weight


def one(variable: int, weight: int = 1) -> Segment:
    """Segment of a single variable."""
    return variable, variable + 1, weight
