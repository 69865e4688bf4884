"""Venues, their halls, and the runs in which neighbouring halls are let together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from scheduler.domain.span import Span
from scheduler.domain.text import Text


@dataclass(frozen=True)
class Closure:
    """Days on which a hall (or all halls of a venue) cannot be let.

    Parameters
    ----------
    file, uid
        The venue's own calendar that says so, inside the workspace, and its entry there; blank
        for a closure of venues.yaml. Those of venues.yaml come first.
    at
        Path inside venues.yaml where that is not its place in the list; says nothing of the days.
    """

    span: Span
    reason: Text = Text()
    file: str = ""
    uid: str = ""
    at: str = field(default="", compare=False)


@dataclass(frozen=True)
class Hall:
    """An exhibition hall, a seated room or an open ground.

    Parameters
    ----------
    gross_m2, seats
        Capacity; 0 when the hall offers none of that kind.
    outdoor
        Open ground: serves `outdoor_m2` needs only.
    features
        Slugs that an event's `requires` may name.
    """

    id: str
    name: Text
    gross_m2: int = 0
    seats: int = 0
    outdoor: bool = False
    features: frozenset[str] = frozenset()
    closures: tuple[Closure, ...] = ()


@dataclass(frozen=True)
class Venue:
    """A venue with its halls in the order of venues.yaml.

    Parameters
    ----------
    runs
        Hall ids of neighbours in order; any stretch of a run can be let together.
    turnaround_days
        Free calendar days between two tenancies of one hall.
    moving_halls_per_day
        Halls on move-in or move-out days together; ``None`` is no limit.
    """

    id: str
    name: Text
    district: str
    halls: tuple[Hall, ...]
    runs: tuple[tuple[str, ...], ...] = ()
    turnaround_days: int = 0
    moving_halls_per_day: int | None = None
    open: Span = Span.inclusive(None, None)
    closures: tuple[Closure, ...] = ()
    address: Text = Text()
    latitude: float | None = None
    longitude: float | None = None
    contact: str = ""
    url: str = ""

    @cached_property
    def hall_by_id(self) -> dict[str, Hall]:
        """Halls by id."""
        return {h.id: h for h in self.halls}

    @cached_property
    def hall_order(self) -> dict[str, int]:
        """Position of each hall in venues.yaml, the order of hall lists in plans."""
        return {h.id: i for i, h in enumerate(self.halls)}

    def closures_of(self, hall: Hall) -> tuple[Closure, ...]:
        """Closures that bind a hall: its own and the venue's."""
        return hall.closures + self.closures

    @cached_property
    def stretches(self) -> tuple[tuple[str, ...], ...]:
        """Every set of halls that can be let together: stretches of a run, and single halls.

        Each is in run order; none holds an open ground; no set occurs twice.
        """
        found: dict[frozenset[str], tuple[str, ...]] = {}
        indoor = {h.id for h in self.halls if not h.outdoor}
        for hall in self.halls:
            if hall.id in indoor:
                found.setdefault(frozenset((hall.id,)), (hall.id,))
        for run in self.runs:
            for i in range(len(run)):
                for j in range(i + 1, len(run) + 1):
                    part = run[i:j]
                    if not indoor.issuperset(part):
                        break
                    found.setdefault(frozenset(part), part)
        return tuple(found.values())

    @cached_property
    def stretch_sets(self) -> frozenset[frozenset[str]]:
        """The stretches as sets of halls."""
        return frozenset(map(frozenset, self.stretches))
