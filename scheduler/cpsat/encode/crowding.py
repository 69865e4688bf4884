"""`crowding`: started thousands of visitors over the comfort level."""

from __future__ import annotations

from scheduler.cpsat.encode.load import DailyLoad
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem


class Crowding(DailyLoad):
    """One row of visitors per day."""

    rule = "crowding"
    step = 1000

    def level(self, problem: Problem) -> int | None:
        """Comfortable visitors a day."""
        return problem.policy.comfort.daily_visitors

    def load(self, event: Event) -> int:
        """Visitors of an event on a show day."""
        return event.daily_visitors
