"""Edits: what each does, and that nonsense is told all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scheduler.board.document import Sheet
from scheduler.board.edits import EDITS, MOST, MOST_CITIES, checked, done
from scheduler.board.state import Board, Timeline
from scheduler.errors import InputError
from tests.board.town import board

CARE = {"event_id": "care", "venue_id": "expo", "hall_ids": ["h1"], "show_first": "2021-05-14"}
SHUT = {"op": "close", "venue_id": "expo", "hall_id": "h1", "from": "2021-05-14",
        "to": "2021-05-16", "reason_en": "Repairs"}  # fmt: skip
NEW = {"op": "add_event", "id": "tea", "name_zh": "茶博会", "kind": "exhibition",
       "industries": "health", "show_days": 2, "gross_m2": 3000}  # fmt: skip


def judged(found: Board) -> Sheet:
    return Sheet(Timeline(found))


def broken(found: Board) -> list[str]:
    return [f["rule"] for f in judged(found).findings() if f["hard"]]


def refused(found: Board, *edits: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    with pytest.raises(InputError) as caught:
        done(found, checked(list(edits)))
    assert all(f.file == "edits" and f.message.zh and f.message.en for f in caught.value.faults)
    return [(f.column, f.value) for f in caught.value.faults]


def test_a_clash_is_told_and_not_refused(tmp_path: Path) -> None:
    at = board(tmp_path)
    assert broken(at) == []
    moved = done(at, [{"op": "place", **CARE, "show_first": "2021-05-12"}])
    assert broken(moved) == ["occupancy"]
    assert judged(moved).judged.cost - judged(at).judged.cost == -2 * 2 * 2  # nearer to its wish


def test_parking_and_placing_again(tmp_path: Path) -> None:
    at = board(tmp_path)
    parked = done(at, [{"op": "park", "event_id": "care"}])
    assert judged(parked).part("unplaced") == ["care"]
    assert done(parked, [{"op": "unplace", "event_id": "care"}]).places == parked.places
    again = done(parked, [{"op": "place", **CARE}])
    assert judged(again).judged.cost == judged(at).judged.cost


def test_locks(tmp_path: Path) -> None:
    at = done(board(tmp_path), [{"op": "lock", "event_id": "care", "what": "dates"}])
    assert at.locks == {"care": "dates"}
    assert done(at, [{"op": "lock", "event_id": "care", "what": None}]).locks == {}
    assert done(at, [{"op": "drop_event", "event_id": "care"}]).locks == {}


def test_a_closure_is_made_and_taken_back(tmp_path: Path) -> None:
    at = done(board(tmp_path), [SHUT])
    assert broken(at) == ["closure"]
    (closure,) = judged(at).part("closures")
    assert closure == {
        "number": 1, "venue_id": "expo", "hall_id": "h1", "from": "2021-05-14",
        "to": "2021-05-16", "reason_zh": "", "reason_en": "Repairs",
    }  # fmt: skip
    opened = done(at, [{"op": "open", "closure": 1}])
    assert broken(opened) == []
    assert refused(opened, {"op": "open", "closure": 1}) == [("edits[0].closure", "1")]
    again = done(opened, [SHUT])
    assert judged(again).part("closures")[0]["number"] == 2


def test_events_come_change_and_go(tmp_path: Path) -> None:
    at = done(board(tmp_path), [NEW, {"op": "place", **CARE, "event_id": "tea",
                                      "show_first": "2021-05-20"}])  # fmt: skip
    assert broken(at) == []
    longer = done(at, [{"op": "change_event", "event_id": "tea", "set": {"show_days": 3}}])
    assert judged(longer).part("placements")[-1]["show_last"] == "2021-05-22"
    gone = done(longer, [{"op": "drop_event", "event_id": "tea"}])
    assert gone.places == board_places(at, "tea")
    assert [e["id"] for e in judged(gone).part("events")] == ["boats", "care", "parade"]


def board_places(at: Board, *without: str) -> dict[str, Any]:
    return {e: p for e, p in at.places.items() if e not in without}


def test_places_of_a_job_are_taken(tmp_path: Path) -> None:
    rows = [{**CARE, "show_first": "2021-05-15"}, {"event_id": "parade", "venue_id": None}]
    at = done(board(tmp_path), [{"op": "accept", "placements": rows}])
    assert judged(at).part("unplaced") == ["parade"]
    assert at.plan.by_event()["care"].show_first == board(tmp_path / "b").plan.by_event()[
        "care"
    ].show_first + 1


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    found = refused(
        board(tmp_path),
        {"op": "place", "event_id": "bots", "venue_id": "expo", "hall_ids": ["h9"],
         "show_first": "2021-02-30", "hall": "h1"},
        {"op": "plaec"},
        {"op": "add_event", "id": "tea", "name_zh": "茶", "kind": "exhibition",
         "industries": "helth", "show_days": -2},
        {"op": "lock", "event_id": "care", "what": "size"},
    )  # fmt: skip
    assert found == [
        ("edits[0].event_id", "bots"), ("edits[0].hall_ids", "['h9']"),
        ("edits[0].show_first", "2021-02-30"), ("edits[0].hall", "h1"), ("edits[1].op", "plaec"),
        ("edits[2].show_days", "-2"), ("edits[2].industries", "helth"),
        ("edits[3].what", "size"),
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [None, {}, [], "place", ["place"], [None], [[]]])
def test_what_is_no_list_of_edits(raw: object) -> None:
    with pytest.raises(InputError):
        checked(raw)


@pytest.mark.parametrize(
    ("op", "most"), [("park", MOST), ("accept", MOST), ("change_event", MOST_CITIES),
                     ("close", MOST_CITIES), ("import", MOST_CITIES), ("what", MOST_CITIES)],
)  # fmt: skip
def test_so_many_edits_in_a_request(op: str, most: int) -> None:
    few = [{"op": op}] * most
    assert checked(few) == few
    with pytest.raises(InputError):
        checked([*few, {"op": op}])


@pytest.mark.parametrize("op", EDITS)
@pytest.mark.parametrize("value", [None, 7, -1, True, [], {}, "", "x" * 5000, ["h1", "h1"]])
def test_any_value_in_any_key_is_a_fault_at_most(tmp_path: Path, op: str, value: object) -> None:
    keys = ("event_id", "venue_id", "hall_ids", "show_first", "what", "closure", "placements",
            "set", "id", "from", "to", "reason_zh", "hall_id")  # fmt: skip
    at = board(tmp_path)
    for key in keys:
        edit = {"op": op, **CARE, "what": "both", "closure": 1, "set": {}, key: value}
        try:
            done(at, [edit])
        except InputError as error:
            assert error.faults  # noqa: PT017


def test_what_was_accepted_is_done_again_without_judging(tmp_path: Path) -> None:
    edits = [NEW, SHUT, {"op": "place", **CARE, "event_id": "tea"}]
    live = done(board(tmp_path / "a"), edits)
    again = done(board(tmp_path / "b"), edits, anew=False)
    assert judged(live).document() == judged(again).document()
