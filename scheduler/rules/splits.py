"""How the halls of a tenancy are split among an event's needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.event import Event
from scheduler.domain.venue import Hall, Venue


@dataclass(frozen=True)
class Split:
    """One way to serve the needs: a room, a ground and the stretch that is left."""

    room: Hall | None
    ground: Hall | None
    stretch: tuple[Hall, ...]

    @property
    def stretch_m2(self) -> int:
        """Gross area of the stretch."""
        return sum(h.gross_m2 for h in self.stretch)


def splits(event: Event, venue: Venue, halls: Sequence[Hall]) -> Iterator[Split]:
    """Yield every split in which all needs are met and no hall is left over.

    Source: contract, rule `capacity`. Sizes and adjacency are checked here; features are not.
    """
    grounds = [h for h in halls if h.outdoor]
    if len(grounds) != (1 if event.outdoor_m2 else 0):
        return
    ground = grounds[0] if grounds else None
    if ground is not None and ground.gross_m2 < event.outdoor_m2:
        return
    indoor = [h for h in halls if not h.outdoor]
    rooms: list[Hall | None] = (
        [h for h in indoor if h.seats >= event.seats] if event.seats else [None]
    )
    for room in rooms:
        rest = tuple(h for h in indoor if h is not room)
        if not event.gross_m2:
            if not rest:
                yield Split(room, ground, ())
        elif frozenset(h.id for h in rest) in venue.stretch_sets:
            split = Split(room, ground, rest)
            if split.stretch_m2 >= event.gross_m2:
                yield split


def least_stretch_m2(event: Event, venue: Venue, halls: Sequence[Hall]) -> int | None:
    """Smallest stretch area over all splits; ``None`` when no split serves the needs."""
    areas = [s.stretch_m2 for s in splits(event, venue, halls)]
    return min(areas) if areas else None
