"""What people do to a working plan: each kind of edit, as it is read and as it is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scheduler.board.city import NAME, Change
from scheduler.board.fields import FILE, Fields
from scheduler.board.state import LOCKS, Board
from scheduler.domain.plan import Placement
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading.faults import fault, nearest, with_guess

Json = Mapping[str, Any]
Step = Callable[[Board], Board]
MOST, MOST_CITIES = 500, 100
"""Edits of one request at most, and those among them that change the city, each of which has it
judged anew: a scenario or a table changes as much as it likes in one."""

LOCKED = Text("已锁定；仍要移动请加 locked: true", "is locked; add locked: true to move it anyway")

_PLACE = re.compile(r"changes\[(\d+)\](\.[a-z_]+)?(.*)")


def place(fields: Fields, _: Board) -> Step:
    """An event is put somewhere."""
    placement = fields.placement()
    return lambda board: board.placed([placement])


def park(fields: Fields, _: Board) -> Step:
    """An event is taken off the board."""
    event = fields.event()
    return lambda board: board.parked([event])


def lock(fields: Fields, _: Board) -> Step:
    """What a solve must leave alone; ``what`` null unlocks."""
    event = fields.event()
    what = None if fields.value("what") is None else fields.choice("what", LOCKS)
    return lambda board: board.locked(event, what)


def close(fields: Fields, _: Board) -> Step:
    """A venue or hall cannot be let on some days."""
    venue, hall = fields.venue(), fields.text("hall_id", needed=False)
    fields.check_halls(venue, [hall] if hall else [], "hall_id")
    first, last = fields.day("from"), fields.day("to")
    if first and last and first > last:
        fields.refuse("to", Text("不能早于 from", "must not be earlier than from"))
    body: dict[str, Any] = {"venue": venue, **({"hall": hall} if hall else {})}
    body |= {"from": iso(first or 1), "to": iso(last or 1)}
    reasons = {k: fields.text(k, needed=False) for k in ("reason_zh", "reason_en")}
    return _changing({"close": body | {k: v for k, v in reasons.items() if v}})


def reopen(fields: Fields, board: Board) -> Step:
    """A closure made on the board is taken back."""
    number = fields.whole("closure")
    change = board.city.changes.get(number)
    if number and (change is None or "close" not in change):
        fields.refuse("closure", Text("没有此项关闭", "is no closure made on this board"))
    return lambda b: replace(b, city=b.city.without(number))


def add_event(fields: Fields, _: Board) -> Step:
    """A new event with the columns of events.csv."""
    columns = {key: fields.value(key) for key in fields.raw if key != "op"}
    return _changing({"add_event": columns})


def change_event(fields: Fields, _: Board) -> Step:
    """New cells of an event."""
    event, cells = fields.event(), fields.value("set")
    if not isinstance(cells, dict) or not cells:
        fields.refuse("set", Text("须为要改的各列", "must hold the columns to change"))
    return _changing({"change_event": {"id": event, "set": cells}})


def drop_event(fields: Fields, _: Board) -> Step:
    """An event will not be held."""
    event = fields.event()
    drop = _changing({"drop_event": event})
    return lambda board: drop(board.parked([event]).locked(event, None))


def accept(fields: Fields, board: Board) -> Step:
    """Places that a job proposes; an event without a venue is parked.

    Locked events are not moved, unless ``locked`` is true.
    """
    rows, locked = fields.value("placements"), fields.value("locked")
    if locked not in (None, False, True):
        fields.refuse("locked", Text("须为 true 或 false", "must be true or false"))
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        fields.refuse("placements", Text("须为排期列表", "must be a list of placements"))
        rows = []
    placed, parked = [], []
    for i, row in enumerate(rows):
        keys = ("event_id", "venue_id", "hall_ids", "show_first")
        inner = Fields({k: row.get(k) for k in keys}, f"{fields.where}.placements[{i}]",
                       fields.city)  # fmt: skip
        place = None if row.get("venue_id") is None else inner.placement()
        event = inner.event() if place is None else place.event_id
        if fields.city is not None and locked is not True and _is_held(board, event, place):
            inner.refuse("event_id", LOCKED)
        if place is None:
            parked.append(event)
        else:
            placed.append(place)
        fields.faults += inner.faults
    return lambda b: b.parked(parked).placed(placed)


def _is_held(board: Board, event_id: str, place: Placement | None) -> bool:
    """Whether a lock keeps an event from a place; one that is parked is free."""
    what, now = board.locks.get(event_id), board.places.get(event_id)
    if what is None or now is None or place is None:
        return what is not None and now is not None
    moved = place.show_first != now.show_first
    elsewhere = place.venue_id != now.venue_id or {*place.hall_ids} != {*now.hall_ids}
    return (what != "halls" and moved) or (what != "dates" and elsewhere)


def import_events(fields: Fields, _: Board) -> Step:
    """Another table of events, whole or some events of it; see `City.with_events`."""
    data, chosen = fields.table(), fields.ids("events", needed=False)
    if data is None:
        return lambda board: board
    return lambda board: replace(board, city=board.city.with_events(data, chosen))


def scenario(fields: Fields, _: Board) -> Step:
    """Changes as a scenario file has them, with the content of calendars that they add."""
    changes, calendars = fields.value("changes"), fields.files("calendars")
    if not isinstance(changes, list) or not changes or not all(map(_is_change, changes)):
        expected = Text("须为场景文件的 changes", "must be the changes of a scenario file")
        fields.refuse("changes", expected)
        return lambda board: board
    added = (str(c["neighbour"]) for c in changes if "neighbour" in c)
    if missing := sorted(set(added) - calendars.keys()):
        need = Text(f"缺少日历 {missing[0]} 的内容", f"must hold the content of {missing[0]}")
        fields.refuse("calendars", need)
    return lambda b: replace(b, city=b.city.with_calendars(calendars).changed(*changes))


def _is_change(change: object) -> bool:
    return isinstance(change, dict) and len(change) == 1


EDITS: dict[str, Callable[[Fields, Board], Step]] = {
    "place": place, "park": park, "unplace": park, "lock": lock, "close": close, "open": reopen,
    "add_event": add_event, "change_event": change_event, "drop_event": drop_event,
    "accept": accept, "import": import_events, "scenario": scenario,
}  # fmt: skip
"""Every kind of edit by its name in requests."""

OF_PLACES = ("place", "park", "unplace", "lock", "accept")
"""Edits that leave the city as it is."""


def done(board: Board, edits: Sequence[Json], *, anew: bool = True) -> Board:
    """The board after some edits, all of them.

    Parameters
    ----------
    anew
        False for edits that were accepted before, which are not judged again.

    Raises
    ------
    InputError
        With every fault of every edit; a clash is none, since the audit tells of it.
    """
    faults: list[Fault] = []
    for i, raw in enumerate(edits):
        where, city = f"{FILE}[{i}]", board.city
        found = Fields(raw, where, city if anew else None)
        step = _read(found, board)
        if found.faults or step is None:
            faults += found.faults
            continue
        try:
            after = step(board)
            if anew and after.city is not city:
                after.problem  # noqa: B018 - judged here, so that its faults belong to this edit
        except InputError as error:
            before = len(city.changes)
            faults += (_moved(f, before, found) for f in error.faults)
            continue
        board = after
    if faults:
        raise InputError(faults)
    return board


def checked(raw: object) -> list[Json]:
    """The edits of a request.

    Raises
    ------
    InputError
        When they are no list of maps.
    """
    if not isinstance(raw, list) or not raw or not all(isinstance(e, dict) for e in raw):
        message = Text("须为一项或多项改动的列表", "must be a list of one edit or more")
        raise InputError([fault(FILE, message, column=FILE)])
    if len(raw) > MOST:
        message = Text(f"一次至多 {MOST} 项改动", f"holds more than {MOST} edits")
        raise InputError([fault(FILE, message, column=FILE)])
    if sum(edit.get("op") not in OF_PLACES for edit in raw) > MOST_CITIES:
        message = Text(
            f"一次至多 {MOST_CITIES} 项改动场馆或活动；更多请用 import 或 scenario",
            f"changes halls or events more than {MOST_CITIES} times; use import or scenario",
        )
        raise InputError([fault(FILE, message, column=FILE)])
    return raw


def _read(fields: Fields, board: Board) -> Step | None:
    op = fields.raw.get("op")
    if not isinstance(op, str) or op not in EDITS:
        known: Iterable[str] = EDITS
        words = ", ".join(EDITS)
        message = Text(f"须为 {words} 之一", f"must be one of {words}")
        fields.refuse("op", with_guess(message, nearest(str(op)[:80], known)))
        return None
    step = EDITS[op](fields, board)
    fields.end()
    return step


def _changing(change: Change) -> Step:
    return lambda board: replace(board, city=board.city.changed(change))


def _moved(found: Fault, before: int, edit: Fields) -> Fault:
    """A fault of the changes that an edit made, told of that edit."""
    place = _PLACE.fullmatch(found.column or "") if found.file == NAME else None
    if place is None or int(place[1]) < before:
        return found
    # A scenario has many changes, any other edit is its one.
    many = edit.raw.get("op") == "scenario"
    inner = f".changes[{int(place[1]) - before}]{place[2] or ''}" if many else ""
    return Fault(FILE, None, edit.where + inner + place[3], found.value, found.message)
