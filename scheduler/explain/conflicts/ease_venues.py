"""Easing what venues.yaml says: closures, open spans, turnaround and moving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.conflict import Edit, Value
from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.domain.span import Day, Span, iso
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure, Venue
from scheduler.explain.closing import closure_at, span_text
from scheduler.explain.conflicts.easing import State, Step, cut, first_good, pay
from scheduler.explain.conflicts.facts import Fact
from scheduler.explain.conflicts.members import VENUES, venue_path
from scheduler.rules.wording import hall_name


def ease_closure(state: State, fact: Fact) -> Iterator[Step]:
    """Let the hall on the days that a plan needs, and keep it closed on the others.

    What a venue's own calendar says is the venue's to change: no file of ours can ease it.
    """
    venue_id, _, hall_id = fact.of.partition("/")
    venue = state.problem.venue_by_id[venue_id]
    old = closure_at(state.problem, fact.of, fact.entry)
    if old.file:
        return

    def closed(event: Event, at: str, day: Day) -> int:
        return len(event.tenancy(day).common(old.span)) if at == venue_id else 0

    ids = [e.id for e in state.problem.events]
    plan = state.oracle.best(state.twin(None, fact), lambda m: pay(m, closed, ids))
    days = _days_let(state.problem, plan, fact.of, old.span)
    if not days:
        return
    parts, gap = cut(old.span, days)
    changed = _with_closures(venue, hall_id, fact.entry, [replace(old, span=p) for p in parts])
    count = sum(not c.file for c in (venue.hall_by_id[hall_id] if hall_id else venue).closures)
    path = f"{venue_path(state.problem, fact.of)}.closures"
    edits = tuple(span_edits(VENUES, path, fact.entry, count, old.span, parts, entry_of(old)))
    name_zh, name_en = (hall_name(state.problem, fact.of, lang) for lang in ("zh", "en"))
    said = span_text(gap)
    text = Text(f"{name_zh} 在 {said.zh} 照常出租", f"let {name_en} from {said.en}")
    price = state.price("closure-day") * len(gap)
    yield Step(with_venue(state.problem, changed), price, edits, text)


def _days_let(problem: Problem, plan: Plan | None, of: str, span: Span) -> list[Day]:
    """Days of a closure on which a plan has the hall, or a hall of the venue, let."""
    venue_id, _, hall_id = of.partition("/")
    days: set[Day] = set()
    for t in Roster.read(problem, plan or Plan()).tenancies:
        if t.venue.id == venue_id and t.halls and (not hall_id or hall_id in t.hall_ids):
            days.update(t.span.common(span))
    return sorted(days)


def entry_of(closure: Closure) -> dict[str, Value]:
    """A closure's reason as YAML has it."""
    reason = {"reason_zh": closure.reason.zh, "reason_en": closure.reason.en}
    return {k: v for k, v in reason.items() if v}


def span_edits(
    file: str, path: str, at: int, count: int, old: Span, parts: list[Span],
    rest: dict[str, Value],
) -> Iterator[Edit]:  # fmt: skip
    """Edits that leave `parts` of the span of entry `at` in a list of `count` entries."""
    here = f"{path}[{at}]"
    if not parts:
        yield Edit(file, None, here, None)
        return
    if parts[0].start != old.start:
        yield Edit(file, None, f"{here}.from", iso(parts[0].start))
    if parts[0].end != old.end:
        yield Edit(file, None, f"{here}.to", iso(parts[0].last))
    if len(parts) > 1:
        open_end = parts[1].end == Span.inclusive(None, None).end
        ends: dict[str, Value] = {
            "from": iso(parts[1].start), "to": None if open_end else iso(parts[1].last),
        }  # fmt: skip
        yield Edit(file, None, f"{path}[{count}]", ends | rest)


def _with_closures(venue: Venue, hall_id: str, at: int, parts: list[Closure]) -> Venue:
    """The venue with one closure in parts, the second at the end of those of venues.yaml."""

    def changed(closures: tuple[Closure, ...]) -> tuple[Closure, ...]:
        ours = sum(not c.file for c in closures)
        return (*closures[:at], *parts[:1], *closures[at + 1 : ours], *parts[1:], *closures[ours:])

    if not hall_id:
        return replace(venue, closures=changed(venue.closures))
    halls = tuple(
        replace(h, closures=changed(h.closures)) if h.id == hall_id else h for h in venue.halls
    )
    return replace(venue, halls=halls)


def with_venue(problem: Problem, venue: Venue) -> Problem:
    """The problem with one venue in place of the one of the same id."""
    venues = tuple(venue if v.id == venue.id else v for v in problem.venues)
    return replace(problem, venues=venues)


def ease_open(state: State, fact: Fact) -> Iterator[Step]:
    """Open a venue as much longer as a plan needs."""
    venue = state.problem.venue_by_id[fact.of]

    def outside(event: Event, at: str, day: Day) -> int:
        return _beyond(event.tenancy(day), venue.open) if at == venue.id else 0

    ids = [e.id for e in state.problem.events]
    plan = state.oracle.best(state.twin(None, fact), lambda m: pay(m, outside, ids))
    spans = [
        t.span
        for t in Roster.read(state.problem, plan or Plan()).tenancies
        if t.venue.id == venue.id
    ]
    if not spans:
        return
    new = Span(
        min(venue.open.start, *(s.start for s in spans)),
        max(venue.open.end, *(s.end for s in spans)),
    )
    days = len(new) - len(venue.open)
    if not days:
        return
    path = f"{venue_path(state.problem, fact.of)}.open"
    edits = []
    if new.start != venue.open.start:
        edits.append(Edit(VENUES, None, f"{path}.from", iso(new.start)))
    if new.end != venue.open.end:
        edits.append(Edit(VENUES, None, f"{path}.to", iso(new.last)))
    said = span_text(new)
    name = venue.name
    text = Text(
        f"{name.get('zh')}的开放期改为 {said.zh}", f"open {name.get('en')} {said.en}"
    )
    problem = with_venue(state.problem, replace(venue, open=new))
    yield Step(problem, state.price("open-day") * days, tuple(edits), text)


def _beyond(span: Span, allowed: Span) -> int:
    return max(0, allowed.start - span.start) + max(0, span.end - allowed.end)


def ease_turnaround(state: State, fact: Fact) -> Iterator[Step]:
    """As few days of turnaround less as a plan needs."""
    venue = state.problem.venue_by_id[fact.of]

    def with_days(n: int) -> Problem:
        return with_venue(state.problem, replace(venue, turnaround_days=n))

    days = first_good(
        range(venue.turnaround_days - 1, -1, -1), lambda n: state.holds(with_days(n))
    )
    if days is None:
        return
    edit = Edit(VENUES, None, f"{venue_path(state.problem, fact.of)}.turnaround_days", days)
    name = venue.name
    text = Text(
        f"{name.get('zh')}的周转天数由 {venue.turnaround_days} 减为 {days}",
        f"turnaround days at {name.get('en')}: {days}, not {venue.turnaround_days}",
    )
    price = state.price("turnaround-day") * (venue.turnaround_days - days)
    yield Step(with_days(days), price, (edit,), text)


def ease_moving(state: State, fact: Fact) -> Iterator[Step]:
    """As many more halls moving on a day as a plan needs."""
    venue = state.problem.venue_by_id[fact.of]
    limit = venue.moving_halls_per_day
    assert limit is not None

    def with_limit(n: int) -> Problem:
        return with_venue(state.problem, replace(venue, moving_halls_per_day=n))

    most = len(venue.halls) * 2
    n = first_good(range(limit + 1, most + 1), lambda n: state.holds(with_limit(n)))
    if n is None:
        return
    edit = Edit(VENUES, None, f"{venue_path(state.problem, fact.of)}.moving_halls_per_day", n)
    name = venue.name
    text = Text(
        f"{name.get('zh')}每天至多 {n} 个展厅布撤展（原为 {limit}）",
        f"halls moving in or out a day at {name.get('en')}: {n}, not {limit}",
    )
    yield Step(with_limit(n), state.price("moving") * (n - limit), (edit,), text)
