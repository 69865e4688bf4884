"""Rule `hotels`: hotel rooms needed on one day."""

from __future__ import annotations

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.rules.load import DailyLoad


class Hotels(DailyLoad):
    """[1] × each started 100 rooms over comfort.hotel_rooms, for each day.

    Source: contract, section 3.
    """

    id = "hotels"
    step = 100
    title = Text("酒店", "Hotels")
    sentences = {
        "": Text(
            "{days} 需酒店客房 {have} 间，舒适值 {level} 间",
            "hotel rooms needed on {days}: {have}; comfortable: {level}",
        )
    }

    def comfort(self, problem: Problem) -> int | None:
        """``comfort.hotel_rooms``."""
        return problem.policy.comfort.hotel_rooms

    def load(self, event: Event) -> int:
        """Hotel rooms on a show day."""
        return event.hotel_rooms
