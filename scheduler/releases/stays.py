"""Events of a release, put together again from their entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.entry import Entry, Room, Site, Subject
from scheduler.domain.span import Span


@dataclass(frozen=True)
class Stay:
    """Where and when an event stands.

    Parameters
    ----------
    halls
        In the order of venues.yaml.
    status
        ``CONFIRMED``, ``TENTATIVE`` or ``CANCELLED``.
    phases
        Whole days, half-open, by phase (``in``, ``show``, ``out``); phases without days are
        absent.
    """

    subject: Subject
    site: Site
    halls: tuple[Room, ...]
    status: str
    phases: tuple[tuple[str, Span], ...]

    @property
    def show(self) -> Span:
        """Show days; all days of an event that is known by other phases only."""
        return dict(self.phases).get("show", self.tenancy)

    @property
    def tenancy(self) -> Span:
        """From the first day to the last, half-open."""
        spans = [span for _, span in self.phases]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    @property
    def hall_ids(self) -> tuple[str, ...]:
        """Ids of the halls, in the order of venues.yaml."""
        return tuple(hall.id for hall in self.halls)


def stays(entries: Iterable[Entry]) -> dict[str, Stay]:
    """Stays by event id."""
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(entry.subject.id, []).append(entry)
    return {event_id: _stay(phases) for event_id, phases in parts.items()}


def _stay(entries: list[Entry]) -> Stay:
    head = next((e for e in entries if e.phase == "show"), entries[0])
    phases = sorted(((e.phase, e.span) for e in entries), key=lambda p: p[1])
    return Stay(head.subject, head.site, head.halls, head.status, tuple(phases))
