"""The best plan with an event where it is asked for, by trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.event import Event
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
