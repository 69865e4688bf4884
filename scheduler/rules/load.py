"""What crowding and hotels share: a daily load over a comfort level, by started units."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.rules.base import Rule


class DailyLoad(Rule):
    """Each started `step` of load over the comfort level costs points, for each day.

    Attributes
    ----------
    step : int
        Visitors or rooms that one step counts.
    """

    hard = False
    step: ClassVar[int]

    @abstractmethod
    def comfort(self, problem: Problem) -> int | None:
        """Comfort level; ``None`` is no rule."""

    @abstractmethod
    def load(self, event: Event) -> int:
        """Load of an event on a show day."""

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per day over the level, paid by the city."""
        level = self.comfort(problem)
        if level is None:
            return
        weight = problem.policy.weights[self.id]
        for day, tenancies in roster.on_show().items():
            have = sum(self.load(t.event) for t in tenancies)
            if have > level:
                steps = -(-(have - level) // self.step)
                events = tuple(t.event.id for t in tenancies if self.load(t.event))
                yield self.charge(
                    weight * steps, owner=None, events=events, days=(day,), have=have, level=level
                )
