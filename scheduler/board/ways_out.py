"""A way out of conflicts as edits of a working plan.

The solver speaks of the city's files and sees a locked event as one that is booked where it
stands; on the board it is unlocked or moved instead, and files are changed as scenarios do it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scheduler.board.eased import city_changes
from scheduler.board.state import Board
from scheduler.domain.conflict import Edit, Value
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso

Json = dict[str, Any]
Cells = dict[str | None, Value]

BOOKED = ("booked_start", "booked_halls")


def board_edits(board: Board, held: Problem, edits: Iterable[Edit]) -> list[Json]:
    """Edits of the plan that do what edits of the files would do.

    Parameters
    ----------
    held
        The board's city with locked events booked; the edits were made for it.
    """
    rows: dict[str, Cells] = defaultdict(dict)
    others: list[Edit] = []
    for edit in edits:
        if edit.id is None:
            others.append(edit)
        else:
            rows[edit.id][edit.column] = edit.value
    told = [e for event_id, cells in rows.items() for e in _event(board, held, event_id, cells)]
    # An event can go only once nobody is co-located with it any more.
    told.sort(key=lambda e: e["op"] == "drop_event")
    taken, changes = city_changes(board.city, held, others)
    return told + taken + ([{"op": "scenario", "changes": changes}] if changes else [])


def only_locked(board: Board, event_id: str) -> bool:
    """Whether no file books an event, so that it can be held by nothing but a lock."""
    event = board.problem.event_by_id[event_id]
    return event.booked_start is None and not event.booked_halls


def _event(board: Board, held: Problem, event_id: str, cells: Cells) -> Iterator[Json]:
    own, seen = board.problem.event_by_id[event_id], held.event_by_id[event_id]
    if None in cells:
        if own.booked_start is None:
            yield _lock(event_id, None)
            yield {"op": "park", "event_id": event_id}
        else:
            yield {"op": "drop_event", "event_id": event_id}
        return
    booking = {str(c): v for c, v in cells.items() if c in BOOKED}
    rest = {str(c): v for c, v in cells.items() if c not in BOOKED}
    yield from _booking(board, own, booking) if booking else ()
    if "venues" in rest and own.venues != seen.venues:
        del rest["venues"]
        yield _lock(event_id, "dates" if board.locks.get(event_id) == "both" else None)
    if rest:
        yield {"op": "change_event", "event_id": event_id, "set": rest}


def _booking(board: Board, own: Event, cells: Mapping[str, Value]) -> Iterator[Json]:
    """A booking, or a lock, that is released or moved; the event goes where it is moved to."""
    written = {c: v for c, v in cells.items() if getattr(own, c)}
    if written:
        yield {"op": "change_event", "event_id": own.id, "set": written}
    place = board.places.get(own.id)
    if not any(cells.values()):
        if own.id in board.locks:
            yield _lock(own.id, None)
    elif place is not None:
        halls = [ref.partition("/") for ref in str(cells.get("booked_halls") or "").split(";")]
        venue_id, hall_ids = halls[0][0], [hall for _, _, hall in halls]
        if not venue_id:
            venue_id, hall_ids = place.venue_id, list(place.hall_ids)
        yield {
            "op": "place", "event_id": own.id, "venue_id": venue_id, "hall_ids": hall_ids,
            "show_first": cells.get("booked_start") or iso(place.show_first),
        }  # fmt: skip


def _lock(event_id: str, what: str | None) -> Json:
    return {"op": "lock", "event_id": event_id, "what": what}
