"""Plans made by hand, and the best plan with an event where it is asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.explain.forced import Question
from tests.agreement.brute_force import BruteForce, Choice


@dataclass
class ForcedBruteForce(BruteForce):
    """Brute force over the plans that answer a question."""

    asked: Question = Question("")

    def _choices_of(self, event: Event) -> Iterator[Choice]:
        for choice in super()._choices_of(event):
            p = choice.placement
            if event.id != self.asked.event_id or (
                p is not None
                and self.asked.venue_id in ("", p.venue_id)
                and self.asked.day in (None, p.show_first)
            ):
                yield choice


def scattered(problem: Problem, rng: random.Random) -> Plan:
    """Events anywhere, also outside the horizon, in halls that may not serve or not exist."""
    rows = []
    for e in problem.events:
        venue = rng.choice(problem.venues)
        halls = [h.id for h in venue.halls] + ["nowhere"] * (rng.random() < 0.1)
        day = rng.randint(problem.horizon.start - 2, problem.horizon.end + 2)
        chosen = tuple(rng.sample(halls, rng.randint(0, min(2, len(halls)))))
        rows += [Placement(e.id, venue.id, chosen, day)] * rng.choice((0, 1, 1, 1, 2))
    return Plan(tuple(rows))
