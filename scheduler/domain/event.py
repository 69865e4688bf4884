"""Events: what one row of events.csv asks for."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.span import Day, Span
from scheduler.domain.text import Text

KINDS = ("conference", "exhibition", "festival")
DIRECTIONS = ("brand", "national-strategy", "industry-fusion", "flagship", "new")
LEVELS = ("national", "provincial", "city", "market")
STATUSES = ("definite", "tentative", "proposed")
WEEKENDS = ("include", "avoid")
EVIDENCES = ("press", "documented", "recalled")


@dataclass(frozen=True)
class Event:
    """One event of the year.

    Day counts and needs are whole numbers; a need of 0 is no need. `earliest` bounds the first
    show day, `latest` the last show day, both inclusive, ``None`` for the horizon.
    """

    id: str
    name: Text
    kind: str
    industries: tuple[str, ...]
    show_days: int
    move_in_days: int = 0
    move_out_days: int = 0
    theme: str = ""
    direction: str = ""
    level: str = ""
    is_new: bool = False
    is_brand: bool = False
    leaders_open: bool = False
    organizers: tuple[str, ...] = ()
    status: str = ""
    priority: int = 3
    gross_m2: int = 0
    seats: int = 0
    outdoor_m2: int = 0
    requires: frozenset[str] = frozenset()
    daily_visitors: int = 0
    hotel_rooms: int = 0
    earliest: Day | None = None
    latest: Day | None = None
    preferred_start: Day | None = None
    weekend: str = ""
    venues: frozenset[str] = frozenset()
    preferred_venue: str = ""
    booked_start: Day | None = None
    booked_halls: tuple[tuple[str, str], ...] = ()
    co_located_with: str = ""
    evidence: str = ""
    source: str = ""
    notes: str = ""

    @property
    def main_industry(self) -> str:
        """The first industry listed."""
        return self.industries[0]

    @property
    def has_needs(self) -> bool:
        """Whether the event needs any hall at all."""
        return bool(self.gross_m2 or self.seats or self.outdoor_m2)

    def show(self, show_first: Day) -> Span:
        """Show period when the first show day is `show_first`."""
        return Span(show_first, show_first + self.show_days)

    def tenancy(self, show_first: Day) -> Span:
        """Tenancy: first move-in day to last move-out day."""
        return Span(
            show_first - self.move_in_days, show_first + self.show_days + self.move_out_days
        )
