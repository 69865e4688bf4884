"""The rulebook: one page per rule, in the order of the contract."""

from __future__ import annotations

from scheduler.rules.base import Rule
from scheduler.rules.booking import Booking
from scheduler.rules.capacity import Capacity
from scheduler.rules.change import Change
from scheduler.rules.closed_days import ClosedDaysRule
from scheduler.rules.closure import ClosureRule
from scheduler.rules.coverage import CoverageRule
from scheduler.rules.crowding import Crowding
from scheduler.rules.date_protection import DateProtectionRule
from scheduler.rules.horizon import Horizon
from scheduler.rules.hotels import Hotels
from scheduler.rules.large_events import LargeEvents
from scheduler.rules.moving import Moving
from scheduler.rules.neighbour import Neighbour
from scheduler.rules.occupancy import Occupancy
from scheduler.rules.openings import Openings
from scheduler.rules.plan import PlanRule
from scheduler.rules.preferred_date import PreferredDate
from scheduler.rules.preferred_venue import PreferredVenue
from scheduler.rules.same_industry import SameIndustry
from scheduler.rules.unplaced import UnplacedRule
from scheduler.rules.venue import VenueRule
from scheduler.rules.waste import Waste
from scheduler.rules.weekend import Weekend
from scheduler.rules.window import Window

RULES: tuple[Rule, ...] = (
    PlanRule(),
    Horizon(),
    Window(),
    Booking(),
    VenueRule(),
    Capacity(),
    Occupancy(),
    ClosureRule(),
    ClosedDaysRule(),
    DateProtectionRule(),
    Moving(),
    Openings(),
    LargeEvents(),
    CoverageRule(),
    UnplacedRule(),
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
"""Every rule; hard ones first, `coverage` between both as its policy decides."""

BY_ID = {rule.id: rule for rule in RULES}
