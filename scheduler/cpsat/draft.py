"""What may still be chosen before any variable exists: days per venue, halls per need.

A *unit* is a co-located group (usually of one event): its members share venue and first show
day, so they share their start literals. A *site* is a unit at a venue.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day, Span
from scheduler.domain.venue import Venue

Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.int64]
T = TypeVar("T")


@dataclass(slots=True)
class Block:
    """A set of halls that can serve one need of an event.

    Parameters
    ----------
    halls
        Hall ids, any order.
    stretch_m2
        Gross area of the stretch in it; 0 for rooms and grounds.
    ok
        First show days, as a mask over the horizon, on which none of the halls is closed; shared,
        never changed in place.
    points
        What choosing the block costs.
    """

    halls: tuple[str, ...]
    stretch_m2: int
    ok: Mask
    points: int = 0


@dataclass(slots=True)
class Need:
    """One need of one event at a site, and the blocks that can serve it.

    `kind` is ``gross_m2``, ``seats``, ``outdoor_m2``, or ``booked`` for all needs of an event
    whose halls are booked.
    """

    event: Event
    kind: str
    blocks: list[Block]


@dataclass(eq=False, slots=True)
class Site:
    """A unit at a venue.

    Parameters
    ----------
    ok
        Allowed first show days, as a mask over the horizon; shared, never changed in place.
    extra
        Points of the venue, whatever the day.
    needs
        Needs of all members; empty when no member needs a hall.
    emptied_by
        Rule that removed the last allowed day, for telling why.
    """

    unit: Unit
    venue: Venue
    ok: Mask
    emptied_by: str = ""
    extra: int = 0
    needs: list[Need] = field(default_factory=list)

    @property
    def starts(self) -> Points:
        """Indices of the allowed days, ascending."""
        return self.unit.starts if self.ok is self.unit.ok else np.flatnonzero(self.ok)

    @property
    def points(self) -> Points:
        """Event-owned points of opening on each day, `unplaced` taken off."""
        return self.unit.points + self.extra

    def keep(self, mask: Mask, rule: str) -> None:
        """Allow only the days of `mask`; remember `rule` if none is left."""
        if not self.emptied_by:
            self.ok = self.ok & mask
            if not self.ok.any():
                self.emptied_by = rule


@dataclass(eq=False)
class Unit:
    """A co-located group with its sites.

    Parameters
    ----------
    ok
        First show days, as a mask over the horizon, that are allowed wherever it opens.
    points
        Event-owned points of opening on each day, wherever it opens.
    emptied_by
        Rule that removed the last allowed day at any venue.
    kept
        The masks that `ok` came from, with their rules, in order.
    """

    events: tuple[Event, ...]
    ok: Mask
    points: Points
    emptied_by: str = ""
    kept: list[tuple[Mask, str]] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)

    @cached_property
    def starts(self) -> Points:
        """Indices of the days in `ok`; asked for when all rules have had their say."""
        return np.flatnonzero(self.ok)

    @property
    def booked(self) -> bool:
        """Whether a member's booking forces the unit to be placed."""
        return any(e.booked_start is not None for e in self.events)

    def keep(self, mask: Mask, rule: str) -> None:
        """Allow only the days of `mask`; remember `rule` if none is left."""
        self.kept.append((mask, rule))
        if not self.emptied_by:
            self.ok = self.ok & mask
            if not self.ok.any():
                self.emptied_by = rule


@dataclass
class Draft:
    """All units of a problem, and day arithmetic over its horizon."""

    problem: Problem
    units: list[Unit] = field(default_factory=list)
    _known: dict[Hashable, Any] = field(default_factory=dict)

    @cached_property
    def first(self) -> Day:
        """Day of index 0."""
        return self.problem.horizon.start

    @cached_property
    def size(self) -> int:
        """Days in the horizon."""
        return len(self.problem.horizon)

    @cached_property
    def days(self) -> Points:
        """Day numbers of the horizon."""
        return np.arange(self.first, self.first + self.size)

    @cached_property
    def always(self) -> Mask:
        """Mask of all days, one object to be recognised by; not to be changed."""
        return np.ones(self.size, bool)

    @cached_property
    def never(self) -> Mask:
        """Mask of no day; not to be changed."""
        return np.zeros(self.size, bool)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave for the key at first; for what many units share."""
        if key not in self._known:
            self._known[key] = make()
        known: T = self._known[key]
        return known

    def mask(self, days: Iterable[Day]) -> Mask:
        """Mask over the horizon that is true on `days`."""
        out = np.zeros(self.size, dtype=bool)
        for day in days:
            if 0 <= day - self.first < self.size:
                out[day - self.first] = True
        return out

    def span_mask(self, span: Span) -> Mask:
        """Mask over the horizon that is true inside `span`."""
        out = np.zeros(self.size, dtype=bool)
        common = span.common(self.problem.horizon)
        if len(common):
            out[common.start - self.first : common.end - self.first] = True
        return out

    def starts_meeting(self, bad: Mask, before: int, length: int) -> Mask:
        """Starts d for which one of the days d − before … d − before + length − 1 is `bad`.

        Days outside the horizon are never bad.
        """
        total = np.concatenate(([0], np.cumsum(bad)))
        index = np.arange(self.size)
        low = np.clip(index - before, 0, self.size)
        high = np.clip(index - before + length, 0, self.size)
        return np.asarray(total[np.maximum(low, high)] - total[low] > 0)
