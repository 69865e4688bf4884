"""A plan: which event is let where and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.span import Day


@dataclass(frozen=True, slots=True)
class Placement:
    """One row of a plan.

    `stated` holds the derived dates a file gave for the row (`show_last`, `tenancy_first`,
    `tenancy_last`), so that the audit can compare them with the event's day counts.
    """

    event_id: str
    venue_id: str
    hall_ids: tuple[str, ...]
    show_first: Day
    stated: tuple[tuple[str, Day], ...] = ()
    row: int | None = None

    @property
    def place(self) -> tuple[str, frozenset[str], Day]:
        """What the row says regardless of hall order."""
        return self.venue_id, frozenset(self.hall_ids), self.show_first


@dataclass(frozen=True)
class Plan:
    """Placements in any order; an event without one is unplaced."""

    placements: tuple[Placement, ...] = ()

    def __len__(self) -> int:
        return len(self.placements)

    @cached_property
    def rows_of(self) -> dict[str, tuple[Placement, ...]]:
        """All rows of each event."""
        found: dict[str, list[Placement]] = {}
        for p in self.placements:
            found.setdefault(p.event_id, []).append(p)
        return {event: tuple(rows) for event, rows in found.items()}

    def by_event(self) -> dict[str, Placement]:
        """First placement of each event."""
        found: dict[str, Placement] = {}
        for p in self.placements:
            found.setdefault(p.event_id, p)
        return found

    def with_placement(self, placement: Placement) -> Plan:
        """The plan with one event placed (anew) by `placement`."""
        rest = tuple(p for p in self.placements if p.event_id != placement.event_id)
        return Plan((*rest, placement))

    def without(self, event_id: str) -> Plan:
        """The plan without an event."""
        return Plan(tuple(p for p in self.placements if p.event_id != event_id))
