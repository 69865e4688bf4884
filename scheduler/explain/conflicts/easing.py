"""What easing a fact needs to know, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from scheduler.cpsat.model import Model
from scheduler.domain.conflict import Edit, Value
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day, Span
from scheduler.domain.text import Text
from scheduler.explain.conflicts.facts import Fact, Facts, facts_of
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.twin import Twin, twin_of

T = TypeVar("T")


@dataclass(frozen=True)
class Step:
    """One fact eased: the problem after it, and how to tell and to write it.

    Parameters
    ----------
    price
        Points, by `remedies` of the policy.
    """

    problem: Problem
    price: int
    edits: tuple[Edit, ...]
    text: Text


@dataclass(frozen=True)
class State:
    """A problem some of whose facts are still to be eased and do not hold meanwhile."""

    oracle: Oracle
    problem: Problem
    gone: Facts

    def without(self, fact: Fact) -> State:
        """The same with a fact no longer to be eased, since it is about to be."""
        return replace(self, gone=self.gone - {fact})

    def twin(self, problem: Problem | None = None, *also: Fact, placed: str = "") -> Twin:
        """The problem, or another in its place, without the facts that do not hold.

        `also` are further such facts, `placed` is an event that has to be placed.
        """
        problem = problem or self.problem
        kept = frozenset(facts_of(problem)) - self.gone - set(also)
        return twin_of(problem, kept, placed=placed)

    def holds(self, problem: Problem) -> bool:
        """Whether another problem in its place has a plan; known conflicts are asked first."""
        facts = frozenset(facts_of(problem)) - self.gone
        for conflict in self.oracle.conflicts:
            if conflict <= facts and self.oracle.plan_of(twin_of(problem, conflict)) is None:
                return False
        return self.oracle.plan_of(self.twin(problem)) is not None

    def price(self, key: str) -> int:
        """Points of a correction, from the policy."""
        return self.problem.policy.remedies[key]


def pay(model: Model, points: Callable[[Event, str, Day], int], events: Iterable[str]) -> None:
    """Charge what `points` says of an event at a venue from a first show day."""
    mine = set(events)
    for site in model.sites:
        for e in site.site.unit.events:
            if e.id in mine:
                for day, literal in zip(site.days.tolist(), site.opens, strict=True):
                    model.charge(points(e, site.site.venue.id, day), literal)


def row_of(plan: Plan | None, event_id: str) -> Placement | None:
    """Where a plan has an event."""
    return plan.by_event().get(event_id) if plan else None


def first_good(values: Sequence[T], good: Callable[[T], bool]) -> T | None:
    """The first value that is good, when all after it are as well; ``None`` when none is."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if good(values[middle]):
            high = middle
        else:
            low = middle + 1
    return values[low] if low < len(values) else None


def event_edit(problem: Problem, event_id: str, column: str | None, value: Value) -> Edit:
    """A cell of an event's row."""
    return Edit(problem.events_file, event_id, column, value)


def cut(span: Span, days: Sequence[Day]) -> tuple[list[Span], Span]:
    """A span without all from the first to the last of `days`: what is left, what is cut."""
    gap = Span(min(days), max(days) + 1)
    parts = [Span(span.start, gap.start), Span(gap.end, span.end)]
    return [p for p in parts if len(p)], gap
