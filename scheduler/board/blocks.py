"""Start days on which one event would break a hard rule, the rest of a plan being as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.domain.event import Event
from scheduler.domain.plan import Placement
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import FIRST_DAY, LAST_DAY, Day, Span, merge
from scheduler.domain.venue import Venue
from scheduler.rules import BY_ID

EVER = Span(FIRST_DAY, LAST_DAY + 1)
"""Every day."""

BY_DATE = ("window", "closed-days")
"""Rules that ask for the date of one event alone; their pages are asked."""


@dataclass(frozen=True)
class Block:
    """Start days that a rule forbids.

    Parameters
    ----------
    events
        The others that the rule names.
    """

    rule: str
    span: Span
    events: tuple[str, ...] = ()


def by_day(problem: Problem, rest: Roster, event: Event) -> Iterator[Block]:
    """What forbids start days wherever the event stands."""
    yield from _outside(event, problem.horizon)
    yield from _alone(problem, event)
    if event.booked_start is not None:
        yield from _all_but("booking", event.booked_start)
    yield from _themes(problem, rest, event)
    yield from _openings(problem, rest, event)


def by_venue(problem: Problem, rest: Roster, event: Event, venue: Venue) -> Iterator[Block]:
    """What forbids start days at a venue, whatever the halls."""
    yield from _outside(event, venue.open)
    if event.venues and venue.id not in event.venues:
        yield Block("venue", EVER)
    yield from _group(problem, rest, event, venue)


def by_hall(
    rest: Roster, event: Event, venue: Venue, hall_ids: Collection[str]
) -> dict[str, list[Block]]:
    """What forbids start days in each of some halls of a venue."""
    found: dict[str, list[Block]] = {
        h.id: [Block("closure", _touching(event, c.span)) for c in venue.closures_of(h)]
        for h in venue.halls if h.id in hall_ids
    }  # fmt: skip
    for t in rest.at_venue.get(venue.id, ()):
        here = [hall.id for hall in t.halls if hall.id in found]
        if here:
            span = _touching(event, t.span, venue.turnaround_days)
            block = Block("occupancy", span, (t.event.id,))
            for hall in here:
                found[hall].append(block)
    return found


def _touching(event: Event, span: Span, apart: int = 0) -> Span:
    """Start days whose tenancy shares a day with `span`, or comes nearer than `apart` days."""
    before = event.show_days + event.move_out_days
    return Span(span.start - apart - before + 1, span.end + apart + event.move_in_days)


def _all_but(rule: str, day: Day, *events: str) -> Iterator[Block]:
    yield Block(rule, Span(EVER.start, day), events)
    yield Block(rule, Span(day + 1, EVER.end), events)


def _outside(event: Event, allowed: Span) -> Iterator[Block]:
    """Start days whose tenancy does not lie in `allowed`."""
    first = allowed.start + event.move_in_days
    last = allowed.end - event.show_days - event.move_out_days
    if first > last:
        yield Block("horizon", EVER)
        return
    yield Block("horizon", Span(EVER.start, max(EVER.start, first)))
    yield Block("horizon", Span(min(EVER.end, last + 1), EVER.end))


def _alone(problem: Problem, event: Event) -> Iterator[Block]:
    """What pages say of the event alone, day by day."""
    alone, venue = replace(problem, events=(event,)), problem.venues[0]
    days: dict[str, list[Span]] = {rule: [] for rule in BY_DATE}
    for day in problem.horizon:
        row = Placement(event.id, venue.id, (), day)
        t = Tenancy(event, venue, (), event.show(day), event.tenancy(day), row)
        roster = Roster(alone, (t,), (), {event.id: t})
        for rule in BY_DATE:
            if next(BY_ID[rule].findings(alone, roster), None) is not None:
                days[rule].append(Span(day, day + 1))
    for rule, spans in days.items():
        for span in merge(spans):
            yield Block(rule, span)


def _themes(problem: Problem, rest: Roster, event: Event) -> Iterator[Block]:
    need = problem.policy.date_protection.days_of(event.theme) if event.theme else None
    if need is None:
        return
    group = problem.group_of[event.id]
    for t in rest.tenancies:
        if t.event.theme == event.theme and t.event.id not in group:
            span = Span(t.show.start - need - event.show_days + 1, t.show.end + need)
            yield Block("date-protection", span, (t.event.id,))


def _openings(problem: Problem, rest: Roster, event: Event) -> Iterator[Block]:
    limit = problem.policy.limits.openings_per_day
    if limit is None or not event.leaders_open:
        return
    days: dict[Day, list[str]] = defaultdict(list)
    for t in rest.tenancies:
        if t.event.leaders_open:
            days[t.show.start].append(t.event.id)
    for day in days if limit else problem.horizon:
        if len(days.get(day, ())) + 1 > limit:
            yield Block("openings", Span(day, day + 1), tuple(days.get(day, ())))


def _group(problem: Problem, rest: Roster, event: Event, venue: Venue) -> Iterator[Block]:
    """The other members of a co-located group hold the event where they are."""
    others = [e for e in problem.group_of[event.id] if e != event.id]
    places = {
        (t.venue.id, t.show.start) for e in others if (t := rest.by_event.get(e)) is not None
    }
    missing = any(e not in rest.by_event for e in others)
    if missing or len(places) > 1 or any(v != venue.id for v, _ in places):
        yield Block("venue", EVER, tuple(others))
    elif places:
        yield from _all_but("venue", next(iter(places))[1], *others)


def by_district(problem: Problem, rest: Roster, event: Event) -> dict[str, list[Block]]:
    """What forbids start days in each district, whatever the venue."""
    found: dict[str, list[Block]] = {venue.district: [] for venue in problem.venues}
    limit = problem.policy.limits.large_events_per_district_day
    threshold = problem.policy.limits.large_event_visitors
    if limit is None or threshold is None or event.daily_visitors < threshold:
        return found
    if not limit:
        return {district: [Block("large-events", EVER)] for district in found}
    days: dict[tuple[str, Day], list[str]] = defaultdict(list)
    for t in rest.tenancies:
        if t.event.daily_visitors >= threshold:
            for day in t.show:
                days[t.venue.district, day].append(t.event.id)
    for (district, day), events in days.items():
        if len(events) + 1 > limit:
            span = Span(day - event.show_days + 1, day + 1)
            found[district].append(Block("large-events", span, tuple(events)))
    return found


@dataclass
class Moving:
    """Start days on which too many halls of a venue would move, by the halls of the event."""

    rest: Roster
    event: Event
    venue: Venue

    def __post_init__(self) -> None:
        before, show = range(-self.event.move_in_days, 0), self.event.show_days
        self.offsets = [*before, *range(show, show + self.event.move_out_days)]

    @cached_property
    def moving(self) -> Counter[Day]:
        """Halls that the others move into or out of on each day."""
        found: Counter[Day] = Counter()
        for t in self.rest.at_venue.get(self.venue.id, ()):
            halls = len(t.halls)
            for day in t.moving_days:
                found[day] += halls
        return found

    def blocks(self, halls: int) -> Iterator[Block]:
        """What forbids start days for so many halls."""
        limit = self.venue.moving_halls_per_day
        if limit is None or not halls or not self.offsets:
            return
        if halls > limit:
            yield Block("moving", EVER)
            return
        full = [d for d, have in self.moving.items() if have + halls > limit]
        days = {d - offset for d in full for offset in self.offsets}
        yield from (Block("moving", span) for span in _runs(days))


def _runs(days: Iterable[Day]) -> Iterator[Span]:
    """Days as spans, those in a row together."""
    first = last = None
    for day in sorted(days):
        if first is not None and last is not None and day > last + 1:
            yield Span(first, last + 1)
            first = None
        first, last = day if first is None else first, day
    if first is not None and last is not None:
        yield Span(first, last + 1)
