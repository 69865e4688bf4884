"""City policy: horizon, coverage goal, limits, comfort and the weights of the soft rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from scheduler.domain.span import Span
from scheduler.domain.text import Text

DEFAULT_WEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "unplaced": 500,
        "preferred-date": 2,
        "preferred-venue": 20,
        "weekend": 10,
        "crowding": 1,
        "hotels": 1,
        "same-industry": 2,
        "waste": 1,
        "neighbour": 15,
        "coverage": 3000,
    }
)
"""Points of each soft rule (contract, section 3)."""

DEFAULT_CHANGE: Mapping[str, int] = MappingProxyType(
    {"date": 30, "day": 1, "venue": 40, "halls": 10, "unplaced": 500}
)
"""Points of moving away from a standing plan (contract, section 3)."""

DEFAULT_REMEDIES: Mapping[str, int] = MappingProxyType(
    {
        "window-day": 10,
        "booking-day": 8,
        "booking-halls": 20,
        "release": 150,
        "drop": 400,
        "venue": 40,
        "apart": 100,
        "size": 10,
        "seats": 10,
        "features": 60,
        "closure-day": 15,
        "open-day": 25,
        "closed-day": 60,
        "protection-day": 2,
        "turnaround-day": 40,
        "moving": 20,
        "openings": 40,
        "large-events": 80,
        "coverage": 400,
        "horizon-day": 30,
    }
)
"""Points of each correction of the inputs, by the unit that docs/conflicts.md tells."""


@dataclass(frozen=True)
class Coverage:
    """Coverage goal of each industry; 0 asks for nothing."""

    brand_events: int = 0
    events: int = 0
    required: bool = False


@dataclass(frozen=True)
class DateProtection:
    """Free days between the show periods of two events of one theme; ``None`` is no rule."""

    days: int | None = None
    themes: Mapping[str, int] = field(default_factory=dict)

    def days_of(self, theme: str) -> int | None:
        """Free days asked for between events of `theme`; ``None`` when unprotected."""
        return self.themes.get(theme, self.days)


@dataclass(frozen=True)
class ClosedDays:
    """An entry of policy.closed_days; applies to an event when all its keys match.

    Parameters
    ----------
    spared
        Ids of events that had begun before the entry was made, and stay whatever it says.
    """

    span: Span = Span.inclusive(None, None)
    public_holidays: bool = False
    kinds: frozenset[str] | None = None
    min_daily_visitors: int = 0
    reason: Text = Text()
    spared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """City-wide limits; ``None`` is no rule."""

    openings_per_day: int | None = None
    large_event_visitors: int | None = None
    large_events_per_district_day: int | None = None


@dataclass(frozen=True)
class Comfort:
    """Daily loads above which crowding and hotels cost points; ``None`` is no rule."""

    daily_visitors: int | None = None
    hotel_rooms: int | None = None


@dataclass(frozen=True)
class Feeds:
    """Names used in calendar feeds."""

    domain: str = "events.invalid"
    url: str = "https://events.invalid"


@dataclass(frozen=True)
class Policy:
    """Everything of policy.yaml but neighbours and the holiday list, which are resolved."""

    horizon: Span
    industries: Mapping[str, Text]
    coverage: Coverage = Coverage()
    date_protection: DateProtection = DateProtection()
    closed_days: tuple[ClosedDays, ...] = ()
    limits: Limits = Limits()
    comfort: Comfort = Comfort()
    neighbour_days: int = 0
    weights: Mapping[str, int] = field(default_factory=lambda: DEFAULT_WEIGHTS)
    change: Mapping[str, int] = field(default_factory=lambda: DEFAULT_CHANGE)
    remedies: Mapping[str, int] = field(default_factory=lambda: DEFAULT_REMEDIES)
    feeds: Feeds = Feeds()
