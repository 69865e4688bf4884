"""Rule `crowding`: visitors in the city on one day."""

from __future__ import annotations

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.rules.load import DailyLoad


class Crowding(DailyLoad):
    """[1] × each started 1,000 visitors over comfort.daily_visitors, for each day.

    Source: contract, section 3.
    """

    id = "crowding"
    step = 1000
    title = Text("客流", "Crowding")
    sentences = {
        "": Text(
            "{days} 全市日客流 {have} 人，舒适值 {level} 人",
            "visitors in the city on {days}: {have}; comfortable: {level}",
        )
    }

    def comfort(self, problem: Problem) -> int | None:
        """``comfort.daily_visitors``."""
        return problem.policy.comfort.daily_visitors

    def load(self, event: Event) -> int:
        """Daily visitors."""
        return event.daily_visitors
