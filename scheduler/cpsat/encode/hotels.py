"""`hotels`: started hundreds of rooms over the comfort level."""

from __future__ import annotations

from scheduler.cpsat.encode.load import DailyLoad
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem


class Hotels(DailyLoad):
    """One row of hotel rooms per day."""

    rule = "hotels"
    step = 100

    def level(self, problem: Problem) -> int | None:
        """Comfortable hotel rooms a day."""
        return problem.policy.comfort.hotel_rooms

    def load(self, event: Event) -> int:
        """Rooms of an event on a show day."""
        return event.hotel_rooms
