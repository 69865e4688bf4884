"""Random scenarios: halls and venues that fail, events that drop out or grow."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from scheduler.domain.problem import Problem
from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.sweep.grid import closing, dropping, place_name
from scheduler.sweep.item import SAMPLE, Item, made

T = TypeVar("T")
Change = dict[str, object]
Said = tuple[Text, list[Change]]

FEW_DAYS, MANY_DAYS = 3, 28
"""Days that a hall or venue fails for, both included."""

LEAST_GROWTH, MOST_GROWTH = 10, 50
"""Per cent by which an event grows."""

WHOLE_VENUE = 0.25
"""Share of failures that take a whole venue."""


def sampled(problem: Problem, seed: int, count: int) -> Iterator[Item]:
    """The first `count` scenarios of a seed; each is the same however many are asked for."""
    for number in range(1, count + 1):
        yield _Draw(problem, seed, number).item()


class _Draw:
    """One scenario: one to three things that happen.

    Only ``random.Random.random`` is used, which Python promises never to change.
    """

    def __init__(self, problem: Problem, seed: int, number: int) -> None:
        self.problem, self.seed, self.number = problem, seed, number
        self.draws = random.Random(f"{seed}:{number}")
        self.touched: set[str] = set()

    def item(self) -> Item:
        """Draw it."""
        count = 1 + (self.chance(0.4)) + (self.chance(0.2))
        said = [s for s in (self.one() for _ in range(count)) if s]
        title = Text("；".join(t.zh for t, _ in said), "; ".join(t.en for t, _ in said))
        name = f"sample-{self.seed}-{self.number:05}"
        return made(name, SAMPLE, title or Text(name, name), [c for _, cs in said for c in cs])

    def one(self) -> Said | None:
        """One thing that happens; when it can happen to nothing, the next kind."""
        kinds: list[Callable[[], Said | None]] = [self.outage, self.dropout, self.growth]
        at = self.draws.random()
        first = 0 if at < 0.5 else 1 if at < 0.75 else 2
        for kind in (*kinds[first:], *kinds[:first]):
            if said := kind():
                return said
        return None

    def chance(self, share: float) -> bool:
        return self.draws.random() < share

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.draws.random() * len(items))]

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.draws.random() * (high - low + 1))

    def outage(self) -> Said | None:
        """A hall or venue fails for some days."""
        venues = [v for v in self.problem.venues if v.halls]
        if not venues:
            return None
        venue = self.pick(venues)
        hall = None if self.chance(WHOLE_VENUE) else self.pick(venue.halls)
        horizon = self.problem.horizon
        days = min(self.whole(FEW_DAYS, MANY_DAYS), len(horizon))
        start = self.whole(horizon.start, horizon.end - days)
        span, name = Span(start, start + days), place_name(venue, hall)
        first, last = iso(span.start), iso(span.last)
        title = Text(
            f"{name.zh} {first} 至 {last} 不可用", f"{name.en} out of use from {first} to {last}"
        )
        return title, [closing(venue, hall, span)]

    def dropout(self) -> Said | None:
        """An event that is not certain does not take place; any, when all are certain."""
        unsure = [e for e in self.problem.events if e.status != "definite"]
        # Two that are linked would each have to know of the other's end.
        events = [e for e in unsure or self.problem.events if not self.linked(e.id)]
        if not events:
            return None
        event = self.pick(events)
        self.touched.add(event.id)
        title = Text(f"{event.name.get('zh')}取消", f"{event.name.get('en')} drops out")
        return title, dropping(self.problem, event)

    def linked(self, event_id: str) -> bool:
        """Whether the event, or one that it stands together with, has been touched."""
        return any(e in self.touched for e in self.problem.group_of[event_id])

    def growth(self) -> Said | None:
        """An event needs more room; one whose halls are booked does not."""
        events = [
            e for e in self.problem.events
            if (e.gross_m2 or e.seats) and not e.booked_halls and e.id not in self.touched
        ]  # fmt: skip
        if not events:
            return None
        event = self.pick(events)
        self.touched.add(event.id)
        percent = self.whole(LEAST_GROWTH, MOST_GROWTH)
        sizes = {"gross_m2": event.gross_m2, "seats": event.seats}
        grown = {key: -(-n * (100 + percent) // 100) for key, n in sizes.items() if n}
        name = event.name
        title = Text(
            f"{name.get('zh')}规模增长 {percent}%", f"{name.get('en')} grows by {percent} %"
        )
        return title, [{"change_event": {"id": event.id, "set": grown}}]
