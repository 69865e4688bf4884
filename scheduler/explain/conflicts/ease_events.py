"""Easing what a row of the events says: windows, bookings, venues, links and needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.explain.conflicts.easing import (
    State,
    Step,
    event_edit,
    first_good,
    pay,
    row_of,
)
from scheduler.explain.conflicts.facts import Fact
from scheduler.explain.conflicts.twin import needing

KEYS = {"gross_m2": "size", "outdoor_m2": "size", "seats": "seats"}
UNITS = {"size": 1000, "seats": 100}


def ease_window(state: State, fact: Fact) -> Iterator[Step]:
    """Extend a window by as few days as a plan needs."""
    e = state.problem.event_by_id[fact.of]
    early = fact.what == "earliest"
    bound = e.earliest if early else e.latest
    assert bound is not None

    def beyond(event: Event, venue: str, day: int) -> int:
        return max(0, bound - day if early else day + event.show_days - 1 - bound)

    plan = state.oracle.best(state.twin(None, fact), lambda m: pay(m, beyond, [e.id]))
    row = row_of(plan, e.id)
    if row is None or not (days := beyond(e, "", row.show_first)):
        return
    new = bound - days if early else bound + days
    eased = replace(e, earliest=new) if early else replace(e, latest=new)
    zh = f"{_zh(e)}的举办窗口放宽 {days} 天：{'最早' if early else '最晚'} {iso(new)}"
    side = "from" if early else "to"
    en = f"extend the window of {_en(e)} by {_days(days)}, {side} {iso(new)}"
    yield _step(state, eased, "window-day", days, [(fact.what, iso(new))], Text(zh, en))


def ease_booking(state: State, fact: Fact) -> Iterator[Step]:
    """Other halls on the day, another day, both, or no booking at all."""
    e = state.problem.event_by_id[fact.of]
    if e.booked_start is None:
        text = Text(f"取消{_zh(e)}的展厅预订", f"release the booked halls of {_en(e)}")
        yield _step(state, replace(e, booked_halls=()), "booking-halls", 1,
                    [("booked_halls", "")], text)  # fmt: skip
        return
    elsewhere = list(_other_halls(state, e))
    yield from elsewhere
    moved = _other_day(state, e, e.booked_halls)
    if moved is None and e.booked_halls:
        moved = _other_day(state, e, ())
    if moved is not None:
        yield moved
    if moved is not None or elsewhere:
        free = replace(e, booked_start=None, booked_halls=())
        text = Text(f"取消{_zh(e)}的预订", f"release the booking of {_en(e)}")
        cells = [("booked_start", ""), ("booked_halls", "")]
        yield _step(state, free, "release", 1, cells, text)
    else:
        yield _dropped(state, e)


def _other_halls(state: State, e: Event) -> Iterator[Step]:
    if not e.booked_halls:
        return
    problem = state.problem.with_event(replace(e, booked_halls=()))
    row = row_of(state.oracle.plan_of(state.twin(problem)), e.id)
    if row is not None and row.hall_ids:
        yield _booked(state, e, row.show_first, row.venue_id, row.hall_ids)


def _other_day(state: State, e: Event, halls: tuple[tuple[str, str], ...]) -> Step | None:
    """The nearest day on which the event fits, with these halls or any."""
    booked = e.booked_start
    assert booked is not None
    problem = state.problem.with_event(replace(e, booked_start=None, booked_halls=halls))
    twin = state.twin(problem, placed=e.id)
    plan = state.oracle.best(
        twin, lambda m: pay(m, lambda event, venue, day: abs(day - booked), [e.id])
    )
    row = row_of(plan, e.id)
    if row is None or row.show_first == booked:
        return None
    return _booked(state, e, row.show_first, row.venue_id, row.hall_ids)


def _booked(state: State, e: Event, day: int, venue_id: str, hall_ids: tuple[str, ...]) -> Step:
    """The booking as a plan has it, where that differs."""
    halls = tuple((venue_id, h) for h in hall_ids)
    cells, price, zh, en = [], 0, "", ""
    assert e.booked_start is not None
    if day != e.booked_start:
        off = day - e.booked_start
        cells.append(("booked_start", iso(day)))
        price += state.price("booking-day") * abs(off) * e.priority
        zh = f"，{'推迟' if off > 0 else '提前'} {abs(off)} 天至 {iso(day)}"
        en = f" to {iso(day)} ({_days(abs(off))} {'later' if off > 0 else 'earlier'})"
    if not e.booked_halls:
        halls = ()
    elif set(halls) != set(e.booked_halls):
        cells.append(("booked_halls", ";".join(f"{v}/{h}" for v, h in halls)))
        price += state.price("booking-halls") * e.priority
        venue = state.problem.venue_by_id[venue_id]
        found = [venue.hall_by_id[h].name for h in hall_ids]
        zh += f"，改用{venue.name.get('zh')} " + "、".join(n.get("zh") for n in found)
        en += f" into {venue.name.get('en')} " + ", ".join(n.get("en") for n in found)
    eased = replace(e, booked_start=day, booked_halls=halls)
    edits = tuple(event_edit(state.problem, e.id, c, v) for c, v in cells)
    text = Text(f"改动{_zh(e)}的预订{zh}", f"move the booking of {_en(e)}{en}")
    return Step(state.problem.with_event(eased), price, edits, text)


def _dropped(state: State, e: Event) -> Step:
    """The event out of the year, and out of the rows that name it."""
    left = [
        replace(m, co_located_with="") if m.co_located_with == e.id else m
        for m in state.problem.events
        if m.id != e.id
    ]
    names = [m.id for m in state.problem.events if m.co_located_with == e.id]
    edits = [event_edit(state.problem, e.id, None, None)]
    edits += [event_edit(state.problem, m, "co_located_with", "") for m in names]
    text = Text(
        f"从本年删去{_zh(e)}（取消预订后也无处可排）",
        f"take {_en(e)} out of the year (without its booking it fits nowhere either)",
    )
    problem = replace(state.problem, events=tuple(left))
    return Step(problem, state.price("drop") * e.priority, tuple(edits), text)


def ease_venue(state: State, fact: Fact) -> Iterator[Step]:
    """Allow one more venue, or part a co-located group."""
    e = state.problem.event_by_id[fact.of]
    if fact.what == "co_located_with":
        text = Text(f"不再要求{_zh(e)}同期同馆", f"no longer co-locate {_en(e)}")
        yield _step(state, replace(e, co_located_with=""), "apart", 1,
                    [("co_located_with", "")], text)  # fmt: skip
        return
    plan = state.oracle.plan_of(state.twin(None, fact, placed=e.id))
    row = row_of(plan, e.id)
    if row is None or row.venue_id in e.venues:
        return
    venues = [v.id for v in state.problem.venues if v.id in e.venues | {row.venue_id}]
    name = state.problem.venue_by_id[row.venue_id].name
    text = Text(
        f"允许{_zh(e)}也在{name.get('zh')}举办", f"allow {_en(e)} at {name.get('en')} as well"
    )
    eased = replace(e, venues=frozenset(venues))
    yield _step(state, eased, "venue", 1, [("venues", ";".join(venues))], text)


def ease_need(state: State, fact: Fact) -> Iterator[Step]:
    """Ask for less: the largest size that has a plan, or fewer features."""
    e, column = state.problem.event_by_id[fact.of], fact.what
    if column == "requires":
        yield from _fewer_features(state, e, fact)
        return
    need = getattr(e, column)
    sizes = sorted({s for s in _sizes(state.problem, column) if 0 < s < need}, reverse=True)
    size = first_good(
        sizes, lambda s: state.holds(state.problem.with_event(needing(e, {column: s})))
    )
    if size is None:
        return
    key = KEYS[column]
    steps = -(-(need - size) // UNITS[key])
    zh = {"gross_m2": "展览面积", "outdoor_m2": "室外场地", "seats": "座位"}[column]
    en = {"gross_m2": "m² gross", "outdoor_m2": "m² of open ground", "seats": "seats"}[column]
    text = Text(
        f"{_zh(e)}的{zh}由 {need:,} 减为 {size:,}", f"{_en(e)} with {size:,} {en}, not {need:,}"
    )
    yield _step(state, needing(e, {column: size}), key, steps, [(column, str(size))], text)


def _sizes(problem: Problem, column: str) -> Iterator[int]:
    """Sizes that halls come in."""
    for venue in problem.venues:
        if column == "gross_m2":
            for stretch in venue.stretches:
                yield sum(venue.hall_by_id[h].gross_m2 for h in stretch)
        for hall in venue.halls:
            if column == "seats" and not hall.outdoor:
                yield hall.seats
            if column == "outdoor_m2" and hall.outdoor:
                yield hall.gross_m2


def _fewer_features(state: State, e: Event, fact: Fact) -> Iterator[Step]:
    row = row_of(state.oracle.plan_of(state.twin(None, fact, placed=e.id)), e.id)
    if row is None:
        return
    halls = [state.problem.venue_by_id[row.venue_id].hall_by_id[h] for h in row.hall_ids]
    missing = {f for h in halls if not h.outdoor for f in e.requires - h.features}
    if not missing:
        return
    left, said = e.requires - missing, ", ".join(sorted(missing))
    text = Text(f"{_zh(e)}不再要求 {said}", f"{_en(e)} without requiring {said}")
    eased = replace(e, requires=frozenset(left))
    cells = [("requires", ";".join(sorted(left)))]
    yield _step(state, eased, "features", len(missing), cells, text)


def _step(
    state: State, eased: Event, key: str, amount: int, cells: list[tuple[str, str]], text: Text
) -> Step:
    """Cells of an event's row changed, at a price by its priority."""
    edits = tuple(event_edit(state.problem, eased.id, c, v) for c, v in cells)
    points = state.price(key) * amount * eased.priority
    return Step(state.problem.with_event(eased), points, edits, text)


def _zh(e: Event) -> str:
    return f"“{e.name.get('zh')}”"


def _en(e: Event) -> str:
    return e.name.get("en")


def _days(n: int) -> str:
    return f"{n} day{'' if n == 1 else 's'}"
