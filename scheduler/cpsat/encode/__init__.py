"""One encoding per rule, in the order of the rulebook."""

from __future__ import annotations

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.booking import Booking
from scheduler.cpsat.encode.capacity import Capacity
from scheduler.cpsat.encode.change import Change
from scheduler.cpsat.encode.closed_days import ClosedDays
from scheduler.cpsat.encode.closure import Closure
from scheduler.cpsat.encode.coverage import Coverage
from scheduler.cpsat.encode.crowding import Crowding
from scheduler.cpsat.encode.date_protection import DateProtection
from scheduler.cpsat.encode.horizon import Horizon
from scheduler.cpsat.encode.hotels import Hotels
from scheduler.cpsat.encode.large_events import LargeEvents
from scheduler.cpsat.encode.moving import Moving
from scheduler.cpsat.encode.neighbour import Neighbour
from scheduler.cpsat.encode.occupancy import Occupancy
from scheduler.cpsat.encode.openings import Openings
from scheduler.cpsat.encode.plan import PlanRows
from scheduler.cpsat.encode.preferred_date import PreferredDate
from scheduler.cpsat.encode.preferred_venue import PreferredVenue
from scheduler.cpsat.encode.same_industry import SameIndustry
from scheduler.cpsat.encode.unplaced import Unplaced
from scheduler.cpsat.encode.venue import Venue
from scheduler.cpsat.encode.waste import Waste
from scheduler.cpsat.encode.weekend import Weekend
from scheduler.cpsat.encode.window import Window

ENCODERS: tuple[Encoder, ...] = (
    PlanRows(),
    Venue(),
    Booking(),
    Horizon(),
    Window(),
    ClosedDays(),
    Capacity(),
    Closure(),
    Occupancy(),
    DateProtection(),
    Moving(),
    Openings(),
    LargeEvents(),
    Coverage(),
    Unplaced(),
    PreferredDate(),
    PreferredVenue(),
    Weekend(),
    Crowding(),
    Hotels(),
    SameIndustry(),
    Waste(),
    Neighbour(),
    Change(),
)
"""Cheap tests first: what removes a whole venue comes before what removes days."""
