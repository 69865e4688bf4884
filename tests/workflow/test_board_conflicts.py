"""Every way out that the board offers is applied, and then there is a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scheduler.audit import audit
from scheduler.board.city import files_of
from scheduler.board.edits import done
from scheduler.board.start import Start
from scheduler.board.state import Board
from scheduler.search.clock import Stop
from scheduler.search.params import silent
from scheduler.workflow.board_conflicts import conflicts_of
from scheduler.workflow.board_jobs import Seat, solve
from tests.cli.tiny import POLICY, ROWS, VENUES, city
from tests.loading.workspaces import row

CARE = {"op": "place", "event_id": "care", "venue_id": "expo", "hall_ids": ["h1"],
        "show_first": "2021-05-12"}  # fmt: skip
BOATS = {"op": "place", "event_id": "boats", "venue_id": "expo", "hall_ids": ["h2", "h1"],
         "show_first": "2021-05-10"}  # fmt: skip


def lock(event_id: str, what: str | None = "both") -> dict[str, Any]:
    return {"op": "lock", "event_id": event_id, "what": what}


def begun(
    folder: Path, edits: list[Any], *rows: dict[str, str], expo: str = "", **files: str
) -> Board:
    """The tiny city as a board after edits; `expo` are further keys of its venue."""
    folder = city(folder, *rows, **files)
    written = VENUES.replace("district: bay\n", f"district: bay\n{expo}", 1)
    (folder / "venues.yaml").write_text(written, encoding="utf-8")
    return done(Start(files_of(folder)).board(), edits)




def ways_out(board: Board) -> dict[str, list[Any]]:
    """Edits of the board by what each way out says; after each of them a solve finds a plan."""
    found = conflicts_of(board, 60, Stop())
    assert found["feasible"] is False
    every = {r["text_en"]: r for c in found["conflicts"] for r in c["remedies"]}
    for remedy in every.values():
        assert remedy["text_zh"]
        assert solved(done(board, remedy["apply"]))
    return {text: remedy["apply"] for text, remedy in every.items()}


def solved(board: Board) -> bool:
    """Whether a solve finds a plan that the audit accepts."""
    result = solve(Seat(board, {"time_limit": 30}, 1, silent, Stop()))
    after = done(board, [{"op": "accept", "placements": result["placements"]}])
    return result["status"] == "optimal" and audit(after.problem, after.plan).ok


def members(board: Board) -> list[dict[str, Any]]:
    (conflict,) = conflicts_of(board, 60, Stop())["conflicts"]
    found: list[dict[str, Any]] = conflict["members"]
    return found


def test_what_is_locked_is_moved_or_unlocked(tmp_path: Path) -> None:
    board = begun(tmp_path, [BOATS, CARE, lock("boats"), lock("care", "dates")])
    assert ways_out(board) == {
        "Move Care, which is locked, to 2021-05-13, Expo Centre Hall 1": [
            {**CARE, "show_first": "2021-05-13"}
        ],
        "Move Boats, which is locked, to 2021-05-09, Expo Centre Hall 2, Hall 1": [
            {**BOATS, "show_first": "2021-05-09"}
        ],
        "Unlock Care": [lock("care", None)],
        "Unlock Boats": [lock("boats", None)],
    }
    told = [(m["locked"], m["text_en"], m["file"]) for m in members(board)]
    assert told[:2] == [
        (True, "Boats is locked to 2021-05-10, Expo Centre Hall 2, Hall 1", None),
        (True, "Care is locked to 2021-05-12", None),
    ]
    assert told[2][0] is False
    assert members(board)[0]["text_zh"] == "“船展”已锁定：2021-05-10，会展中心 Hall 2、Hall 1"


def test_a_closure_made_on_the_board_is_taken_back_for_the_days_needed(tmp_path: Path) -> None:
    close = {"op": "close", "venue_id": "expo", "hall_id": "h1", "from": "2021-05-01",
             "to": "2021-05-31", "reason_en": "Roof"}  # fmt: skip
    board = begun(tmp_path, [BOATS, lock("boats"), close])
    found = ways_out(board)
    let = found["Let Expo Centre Hall 1 from 2021-05-09 to 2021-05-12"]
    after = done(board, let).city.changes
    place = {"venue": "expo", "hall": "h1", "reason_en": "Roof"}
    assert after == {
        2: {"close": {**place, "from": "2021-05-01", "to": "2021-05-08"}},
        3: {"close": {**place, "from": "2021-05-13", "to": "2021-05-31"}},
    }
    # It fits nowhere else, so that unlocking leaves it out.
    assert found["Unlock Boats and take it off the plan"] == [
        lock("boats", None), {"op": "park", "event_id": "boats"}
    ]  # fmt: skip


BOOKED = row(**{**{k: v for k, v in ROWS[0].items() if v}, "booked_start": "2021-05-10"})
TWO = row(id="two", name_en="Two", gross_m2=9000, booked_start="2021-05-14")


def changed(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"op": "scenario", "changes": list(changes)}]


def test_files_are_corrected_by_changes_of_a_scenario(tmp_path: Path) -> None:
    closed = "    closures: [{from: 2021-05-11, to: null}]\n"
    board = begun(tmp_path, [], BOOKED, expo=closed)
    found = ways_out(board)
    gap = {"venue": "expo", "from": "2021-05-11", "to": "2021-05-12"}
    assert found.pop("Let Expo Centre from 2021-05-11 to 2021-05-12") == changed({"reopen": gap})
    assert found == {
        "Move the booking of Boats to 2021-05-08 (2 days earlier)": [
            {"op": "change_event", "event_id": "boats", "set": {"booked_start": "2021-05-08"}}
        ],
        "Release the booking of Boats": [
            {"op": "change_event", "event_id": "boats", "set": {"booked_start": ""}}
        ],
    }


def test_a_booking_that_is_moved_or_released_takes_place_and_lock_along(tmp_path: Path) -> None:
    board = begun(tmp_path, [BOATS, lock("boats", "dates")], BOOKED, TWO,
                  expo="    turnaround_days: 3\n")  # fmt: skip
    found = ways_out(board)
    set_ = {"op": "change_event", "event_id": "boats"}
    assert found["Move the booking of Boats to 2021-05-08 (2 days earlier)"] == [
        {**set_, "set": {"booked_start": "2021-05-08"}}, {**BOATS, "show_first": "2021-05-08"}
    ]  # fmt: skip
    assert found["Release the booking of Boats"] == [
        {**set_, "set": {"booked_start": ""}}, lock("boats", None)
    ]  # fmt: skip
    assert found["Turnaround days at Expo Centre: 1, not 3"] == changed(
        {"change_venue": {"id": "expo", "set": {"turnaround_days": 1}}}
    )


@pytest.mark.parametrize(
    ("rows", "expo", "policy", "text", "change"),
    [
        ([BOOKED], "    moving_halls_per_day: 1\n    open: {from: 2021-05-10, to: null}\n", "",
         "Open Expo Centre from 2021-05-09 on; halls moving in or out a day at Expo Centre: 2, "
         "not 1",
         {"change_venue": {"id": "expo", "set": {
             "open": {"from": "2021-05-09", "to": None}, "moving_halls_per_day": 2}}}),
        ([BOOKED], "", "closed_days: [{from: 2021-05-08, to: null, reason_en: exam}]\n",
         "Open 2021-05-10 to 2021-05-12 (exam)",
         {"policy": {"closed_days": [
             {"from": "2021-05-08", "to": "2021-05-09", "reason_en": "exam"},
             {"from": "2021-05-13", "to": None, "reason_en": "exam"}]}}),
        (ROWS, "", "coverage: {brand_events: 1, events: 1, required: true}\n",
         "Brand events required of each industry: 0, not 1",
         {"policy": {"coverage.brand_events": 0}}),
        ([row(id="long", name_en="Long", show_days=5, booked_start="2021-05-29")], "", "",
         "Plan 2021-05-01 to 2021-06-02", {"policy": {"horizon.last": "2021-06-02"}}),
    ],
)  # fmt: skip
def test_policy_and_terms_of_letting(
    tmp_path: Path, rows: Any, expo: str, policy: str, text: str, change: Any
) -> None:
    board = begun(tmp_path, [], *rows, expo=expo, policy=POLICY + policy)
    assert ways_out(board)[text] == changed(change)


def test_an_event_is_dropped_after_those_that_are_linked_to_it(tmp_path: Path) -> None:
    rows = [{**BOOKED, "gross_m2": "20000"}, {**TWO, "co_located_with": "boats",
            "booked_start": ""}]  # fmt: skip
    found = ways_out(begun(tmp_path, [], *rows))
    (drop,) = [edits for text, edits in found.items() if text.startswith("Take Boats")]
    assert [e["op"] for e in drop] == ["change_event", "drop_event"]


def test_who_calls_it_off_is_answered_at_once(tmp_path: Path) -> None:
    board = begun(tmp_path, [BOATS, CARE, lock("boats"), lock("care")])
    assert conflicts_of(board, 60, Stop(said=True)) == {
        "feasible": None, "complete": False, "conflicts": []
    }  # fmt: skip
