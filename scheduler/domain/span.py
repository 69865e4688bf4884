"""Whole days and half-open spans of them.

A day is the proleptic Gregorian ordinal (``datetime.date.toordinal``) of a calendar day in the
city's time zone. Spans inside the code are half-open, ``[start, end)``; files and answers are
inclusive, and only the two ``*_inclusive`` functions convert.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

Day = int

FIRST_DAY: Day = 1
LAST_DAY: Day = date.max.toordinal()


@lru_cache(maxsize=4096)
def iso(day: Day) -> str:
    """ISO date of a day number."""
    return date.fromordinal(day).isoformat()


def day_of(text: str) -> Day:
    """Day number of an ISO date; raises ``ValueError`` for anything else."""
    return date.fromisoformat(text).toordinal()


def weekday(day: Day) -> int:
    """Monday = 0 … Sunday = 6."""
    return (day + 6) % 7


def is_weekend(day: Day) -> bool:
    """Whether the day is a Saturday or a Sunday."""
    return weekday(day) >= 5


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open span of whole days, ``[start, end)``."""

    start: Day
    end: Day

    @classmethod
    def inclusive(cls, first: Day | None, last: Day | None) -> Span:
        """Span from the inclusive bounds of a file; ``None`` is open-ended."""
        start = FIRST_DAY if first is None else first
        return cls(start, (LAST_DAY if last is None else last) + 1)

    @property
    def last(self) -> Day:
        """Last day inside the span."""
        return self.end - 1

    def __len__(self) -> int:
        return max(0, self.end - self.start)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, int) and self.start <= day < self.end

    def __iter__(self) -> Iterator[Day]:
        return iter(range(self.start, self.end))

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a day."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Whether every day of this span lies in `other`."""
        return other.start <= self.start and self.end <= other.end

    def common(self, other: Span) -> Span:
        """The shared days (empty span if none)."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))

    def free_days_to(self, other: Span) -> int:
        """Free days between the two spans; negative when they overlap."""
        return max(self.start, other.start) - min(self.end, other.end)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Union of spans as a sorted list of disjoint, non-touching spans."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
