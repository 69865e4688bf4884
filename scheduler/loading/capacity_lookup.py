"""What a venue could hold at all in the horizon, whatever else takes place there."""

from __future__ import annotations

from functools import cached_property

from scheduler.domain.event import Event
from scheduler.domain.span import Span
from scheduler.domain.venue import Hall, Venue

Need = tuple[int, int, int, frozenset[str]]


class VenueCapacity:
    """Largest rooms, grounds and stretches of one venue.

    Parameters
    ----------
    venue
        The venue; halls closed on every day of `horizon` do not count.
    horizon
        Days that matter.
    """

    def __init__(self, venue: Venue, horizon: Span) -> None:
        self.venue = venue
        self.days = horizon.common(venue.open)
        self._answers: dict[Need, bool] = {}
        self._sizes: dict[frozenset[str], list[tuple[int, tuple[str, ...]]]] = {}

    @cached_property
    def halls(self) -> dict[str, Hall]:
        """Halls that can be let on some day."""
        return {
            h.id: h
            for h in self.venue.halls
            if not any(self.days.within(c.span) for c in self.venue.closures_of(h))
        }

    def holds(self, event: Event) -> bool:
        """Whether the venue can hold all needs of the event at once."""
        need = (event.gross_m2, event.seats, event.outdoor_m2, event.requires)
        if need not in self._answers:
            self._answers[need] = len(self.days) > 0 and self._holds(*need)
        return self._answers[need]

    def _holds(self, gross: int, seats: int, outdoor: int, requires: frozenset[str]) -> bool:
        if outdoor and not any(h.outdoor and h.gross_m2 >= outdoor for h in self.halls.values()):
            return False
        rooms = self._rooms(seats, requires)
        if not gross:
            return bool(rooms) or not seats
        large = [s for size, s in self._stretches(requires) if size >= gross]
        # One hall must not serve two needs.
        return any(not seats or rooms - set(s) for s in large)

    def _rooms(self, seats: int, requires: frozenset[str]) -> set[str]:
        return {
            h.id
            for h in self.halls.values()
            if seats and not h.outdoor and h.seats >= seats and requires <= h.features
        }

    def _stretches(self, requires: frozenset[str]) -> list[tuple[int, tuple[str, ...]]]:
        if requires not in self._sizes:
            fit = {h.id for h in self.halls.values() if requires <= h.features}
            self._sizes[requires] = [
                (sum(self.halls[i].gross_m2 for i in s), s)
                for s in self.venue.stretches
                if fit.issuperset(s)
            ]
        return self._sizes[requires]

    def most(self, event: Event) -> dict[str, int]:
        """The most the venue offers of each need by itself."""
        stretches = [size for size, _ in self._stretches(event.requires)]
        indoor = [h.seats for h in self.halls.values() if not h.outdoor]
        grounds = [h.gross_m2 for h in self.halls.values() if h.outdoor]
        return {
            "gross_m2": max(stretches, default=0),
            "seats": max(indoor, default=0),
            "outdoor_m2": max(grounds, default=0),
        }
