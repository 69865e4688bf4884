"""A proposal is taken without moving what was locked meanwhile, unless one says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scheduler.board.edits import done
from scheduler.board.ledger import replayed
from scheduler.board.state import Board
from scheduler.domain.ledger import Entry
from scheduler.domain.span import iso
from scheduler.errors import InputError
from tests.board.test_ledger import NOW
from tests.board.town import board


def row(at: Board, days: int = 0, **other: Any) -> dict[str, Any]:
    """Where the care fair stands, some days later."""
    place = at.places["care"]
    return {"event_id": "care", "venue_id": place.venue_id, "hall_ids": list(place.hall_ids),
            "show_first": iso(place.show_first + days)} | other  # fmt: skip


def accept(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"op": "accept", "placements": list(rows), **more}


@pytest.mark.parametrize(
    ("what", "days", "other", "held"),
    [
        ("dates", 0, {}, False), ("dates", 1, {}, True), ("dates", 0, {"hall_ids": ["h2"]}, False),
        ("halls", 1, {}, False), ("halls", 0, {"hall_ids": ["h2"]}, True),
        ("both", 0, {}, False), ("both", 1, {}, True), ("halls", 0, {"venue_id": None}, True),
    ],
)  # fmt: skip
def test_a_lock_keeps_its_part(
    tmp_path: Path, what: str, days: int, other: dict[str, Any], held: bool
) -> None:
    at = board(tmp_path).locked("care", what)
    edit = accept(row(at, days, **other))
    if not held:
        done(at, [edit])
        return
    with pytest.raises(InputError) as told:
        done(at, [edit])
    assert [(f.column, f.message.en) for f in told.value.faults] == [
        ("edits[0].placements[0].event_id", "is locked; add locked: true to move it anyway")
    ]
    after = done(at, [{**edit, "locked": True}])
    assert after.places.get("care") != at.places["care"]
    # What was accepted once is not judged again.
    entry = Entry(1, NOW, "", "edit", (edit,))
    assert replayed(at, [entry]).board.places == after.places


def test_a_locked_event_that_is_parked_is_free(tmp_path: Path) -> None:
    at = board(tmp_path)
    parked = at.parked(["care"]).locked("care", "both")
    assert done(parked, [accept(row(at, 3))]).places["care"].show_first == (
        at.places["care"].show_first + 3
    )


def test_nothing_but_true_or_false(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        done(board(tmp_path), [accept(locked="yes")])
