"""Counting days: more openings than a limit has room for, more of a theme than its days hold.

Both look at the first show days that an event has at all (windows, closures, closed days, the
horizon), and at one period after the other, from where an event may begin at the earliest to where
another has to end. They count only the events that cannot leave the period, so what they claim is
never wrong; what they do not see is the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.cpsat.draft import Draft, Unit
from scheduler.domain.event import Event
from scheduler.domain.reason import Fact, Reason
from scheduler.domain.span import Day, Span


@dataclass(frozen=True)
class Shows:
    """First show days of an event, and the period its shows lie in."""

    event: Event
    days: tuple[Day, ...]

    @property
    def opening(self) -> Span:
        """From the first possible opening to the last."""
        return Span(self.days[0], self.days[-1] + 1)

    @cached_property
    def period(self) -> Span:
        """From the first possible show day to the last."""
        return Span(self.days[0], self.days[-1] + self.event.show_days)


def scarce_openings(draft: Draft, events: Collection[str]) -> Iterator[Reason]:
    """Yield a set of events with leaders_open that have too few days for their openings."""
    limit = draft.problem.policy.limits.openings_per_day
    if limit is None:
        return
    mine = [s for u in draft.units for s in _shows(draft, u, events) if s.event.leaders_open]
    room = limit

    def lacking(some: list[Shows]) -> bool:
        most = max(len(s.days) for s in some)  # tells most sets apart without their union
        return len(some) > room * most and len(some) > room * len(_days(some))

    found = _shortage([(s, s.opening) for s in mine], lacking)
    if found:
        days = _days(found)
        facts = {"need": len(found), "count": len(days), "limit": limit, "have": limit * len(days)}
        yield _reason("openings", found, days, **facts)


def scarce_theme_days(draft: Draft, events: Collection[str]) -> Iterator[Reason]:
    """Yield for each theme a set of events whose shows and distances are longer than their days.

    Shows of one co-located group may lie side by side, so the longest of them stands for all.
    """
    themes = dict.fromkeys(e.theme for e in draft.problem.events if e.theme)
    for theme in themes:
        gap = draft.problem.policy.date_protection.days_of(theme)
        if gap is not None:
            yield from _theme(draft, events, theme, gap)


def _theme(draft: Draft, events: Collection[str], theme: str, gap: int) -> Iterator[Reason]:
    mine = []
    for unit in draft.units:
        group = [s for s in _shows(draft, unit, events) if s.event.theme == theme]
        mine += sorted(group, key=lambda s: -s.event.show_days)[:1]

    def lacking(some: list[Shows]) -> bool:
        return len(some) > 1 and _length(some) + gap * (len(some) - 1) > len(_span(some))

    found = _shortage([(s, s.period) for s in mine], lacking)
    if found:
        days, gaps = _length(found), len(found) - 1
        facts = {"show": days, "gaps": gaps, "free": gap, "need": days + gap * gaps,
                 "have": len(_span(found))}  # fmt: skip
        yield _reason("date-protection", found, tuple(_span(found)), theme=theme, **facts)


def _shows(draft: Draft, unit: Unit, events: Collection[str]) -> Iterator[Shows]:
    """What is known of those members of a unit that are among `events`."""
    masks = [s.ok for s in unit.sites if s.ok.any()]
    if masks:
        found = np.flatnonzero(np.logical_or.reduce(masks)) + draft.first
        days = tuple(found.tolist())
        yield from (Shows(e, days) for e in unit.events if e.id in events)


def _shortage(
    spans: list[tuple[Shows, Span]], lacking: Callable[[list[Shows]], bool]
) -> list[Shows]:
    """The fewest found of the events that a period holds entirely and yet lacks room for."""
    best: list[Shows] = []
    by_end = sorted(spans, key=lambda pair: pair[1].end)
    for a in sorted({span.start for _, span in spans}):
        inside: list[Shows] = []
        for show, span in by_end:
            if span.start >= a:
                inside.append(show)
                if lacking(inside):
                    fewest = _fewest(inside, lacking)
                    best = min(best or fewest, fewest, key=len)
                    break
    return best


def _fewest(shows: list[Shows], lacking: Callable[[list[Shows]], bool]) -> list[Shows]:
    """The same without every event that the count can do without, the freest first."""
    kept = list(shows)
    for show in sorted(shows, key=lambda s: (-len(s.days), s.event.id)):
        fewer = [s for s in kept if s is not show]
        if fewer and lacking(fewer):
            kept = fewer
    return kept


def _days(shows: list[Shows]) -> tuple[Day, ...]:
    return tuple(sorted({d for s in shows for d in s.days}))


def _span(shows: list[Shows]) -> Span:
    periods = [s.period for s in shows]
    return Span(min(p.start for p in periods), max(p.end for p in periods))


def _length(shows: list[Shows]) -> int:
    return sum(s.event.show_days for s in shows)


def _reason(rule: str, shows: list[Shows], days: tuple[Day, ...], **facts: Fact) -> Reason:
    ids = tuple(s.event.id for s in shows)
    return Reason(rule, "fact-crowd", ids, days=days, facts=tuple(facts.items()))
