"""The problem: a city's venues, events and policy, checked and frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.domain.event import Event
from scheduler.domain.moves import MoveLimit
from scheduler.domain.plan import Plan
from scheduler.domain.policy import ClosedDays, Policy
from scheduler.domain.span import Day, Span
from scheduler.domain.text import Text
from scheduler.domain.venue import Venue


@dataclass(frozen=True)
class City:
    """The city; `country` is the ISO 3166 code that names its public holidays."""

    id: str
    name: Text
    timezone: str
    country: str


@dataclass(frozen=True)
class NeighbourEvent:
    """A show in a neighbouring city's calendar; `themes` are its categories in lower case."""

    uid: str
    name: str
    span: Span
    themes: frozenset[str]
    file: str = ""


@dataclass(frozen=True)
class Problem:
    """All that a plan is judged by.

    Parameters
    ----------
    holidays
        Public holidays, weekends joined to them, plus and minus the policy's lists.
    near
        The standing plan whose changes cost points; ``None`` when none does.
    moves
        How many events may be moved, for a search alone; the rulebook knows no such limit.
    rows
        Row of each event in its file, for messages.
    """

    city: City
    venues: tuple[Venue, ...]
    events: tuple[Event, ...]
    policy: Policy
    holidays: frozenset[Day] = frozenset()
    neighbours: tuple[NeighbourEvent, ...] = ()
    near: Plan | None = None
    input_hash: str = ""
    events_file: str = "events.csv"
    rows: tuple[tuple[str, int], ...] = ()
    moves: MoveLimit | None = None

    @property
    def horizon(self) -> Span:
        """Every tenancy lies inside."""
        return self.policy.horizon

    def with_event(self, event: Event) -> Problem:
        """The same with one event in place of the one of its id."""
        events = tuple(event if e.id == event.id else e for e in self.events)
        return replace(self, events=events)

    @cached_property
    def event_by_id(self) -> dict[str, Event]:
        """Events by id."""
        return {e.id: e for e in self.events}

    @cached_property
    def venue_by_id(self) -> dict[str, Venue]:
        """Venues by id."""
        return {v.id: v for v in self.venues}

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Spreadsheet row of each event."""
        return dict(self.rows)

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Co-located groups: components of the undirected `co_located_with` links.

        Singletons included; members in the order of events.csv.
        """
        parent = {e.id: e.id for e in self.events}

        def root(x: str) -> str:
            while parent[x] != x:
                parent[x] = parent[parent[x]]
                x = parent[x]
            return x

        for e in self.events:
            if e.co_located_with in parent:
                parent[root(e.id)] = root(e.co_located_with)
        members: dict[str, list[str]] = {}
        for e in self.events:
            members.setdefault(root(e.id), []).append(e.id)
        return tuple(tuple(m) for m in members.values())

    @cached_property
    def group_of(self) -> dict[str, tuple[str, ...]]:
        """Group of each event."""
        return {e: g for g in self.groups for e in g}

    def closed_for(self, event: Event, rule: ClosedDays) -> bool:
        """Whether a closed_days entry concerns an event (dates aside)."""
        if rule.kinds is not None and event.kind not in rule.kinds:
            return False
        return event.daily_visitors >= rule.min_daily_visitors and event.id not in rule.spared

    def closed_on(self, day: Day, rule: ClosedDays) -> bool:
        """Whether `day` is one of the entry's days."""
        return day in rule.span and (not rule.public_holidays or day in self.holidays)
