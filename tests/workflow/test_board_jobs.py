"""What the board's jobs find, on the tiny city."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scheduler.audit import audit
from scheduler.board.edits import done
from scheduler.board.holding import pinned
from scheduler.board.start import Start
from scheduler.board.state import Board
from scheduler.errors import InputError
from scheduler.jobs.job import Task
from scheduler.jobs.worker import Signal
from scheduler.workflow.board_jobs import WORKS, checked, work
from tests.board.town import start

CARE = {"op": "place", "event_id": "care", "venue_id": "expo", "hall_ids": ["h1"]}
CLASH = [{**CARE, "show_first": "2021-05-12"}]


def asked(folder: Path, kind: str, edits: list[Any] = (), **args: Any) -> Any:  # type: ignore[assignment]
    """The board after edits and the result of a job about it."""
    begun = start(folder)
    board = done(begun.board(), edits)
    name, given = checked(kind, {"time_limit": 30, **args}, board.city)
    content = {"board": Start.of(begun.files, board).kept(), "args": given}
    return board, work(Task(name, 1, 0, "", content), 1, lambda said: None, Signal())


def accepted(board: Board, result: Any) -> Board:
    return done(board, [{"op": "accept", "placements": result["placements"]}])


def test_a_solve_finds_the_best_and_can_be_accepted(tmp_path: Path) -> None:
    board, result = asked(tmp_path, "solve", [{"op": "park", "event_id": "care"}])
    assert result["status"] == "optimal"
    after = accepted(board, result)
    judged = audit(after.problem, after.plan)
    assert (judged.ok, judged.cost) == (True, result["cost"])
    assert result["search"]["bound"] == result["cost"]
    assert [c["event_id"] for c in result["compare"]["changes"]] == ["care"]


def test_dear_changes_keep_the_plan_and_cheap_ones_do_not(tmp_path: Path) -> None:
    away = [{**CARE, "show_first": "2021-05-25"}]
    board, kept = asked(tmp_path / "a", "near", away, weight=100)
    assert kept["compare"]["changes"] == []
    assert kept["cost"] == audit(board.problem, board.plan).cost
    moved = asked(tmp_path / "b", "near", away, weight=0)[1]
    best = asked(tmp_path / "c", "solve")[1]
    assert moved["cost"] == best["cost"] < kept["cost"]


def test_a_clash_is_repaired(tmp_path: Path) -> None:
    board, result = asked(tmp_path, "repair", CLASH)
    assert not audit(board.problem, board.plan).ok
    after = accepted(board, result)
    assert audit(after.problem, after.plan).ok
    assert result["proven"]


@pytest.mark.parametrize("what", ["dates", "halls", "both"])
def test_locked_events_stay(tmp_path: Path, what: str) -> None:
    lock = {"op": "lock", "event_id": "care", "what": what}
    board, result = asked(tmp_path, "solve", [{**CARE, "show_first": "2021-05-25"}, lock])
    (row,) = [r for r in result["placements"] if r["event_id"] == "care"]
    best = asked(tmp_path / "free", "solve")[1]
    (free,) = [r for r in best["placements"] if r["event_id"] == "care"]
    keys = {"dates": ["show_first"], "halls": ["hall_ids"], "both": ["show_first", "hall_ids"]}
    mine = {"show_first": "2021-05-25", "hall_ids": ["h1"]}
    assert {k: row[k] for k in keys[what]} == {k: mine[k] for k in keys[what]}
    assert free["show_first"] != "2021-05-25"
    if what == "halls":
        assert row["show_first"] == free["show_first"]


def test_locks_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    locks = [{"op": "lock", "event_id": e, "what": "both"} for e in ("care", "boats")]
    board, result = asked(tmp_path, "solve", [*CLASH, *locks])
    assert result["status"] == "infeasible"
    events = {e for m in result["conflicts"][0]["members"] for e in m["events"]}
    assert events == {"care", "boats"}
    said = asked(tmp_path / "b", "conflicts", [*CLASH, *locks])[1]
    assert said["feasible"] is False
    assert asked(tmp_path / "c", "conflicts")[1]["feasible"] is True
    # The board itself is never changed by its locks.
    assert board.problem.event_by_id["care"].booked_start is None
    assert pinned(board).event_by_id["care"].booked_start is not None


def test_a_parked_event_is_asked_about(tmp_path: Path) -> None:
    parked = [{"op": "park", "event_id": "care"}]
    board, found = asked(tmp_path, "options", parked, event_id="care", n=2)
    best = found["options"][0]
    after = done(board, [{"op": "place", "event_id": "care", **{
        k: best["place"][k] for k in ("venue_id", "hall_ids", "show_first")}}])  # fmt: skip
    judged = audit(after.problem, after.plan)
    assert judged.ok
    assert judged.cost - audit(board.problem, board.plan).cost == best["extra_cost"]
    said = asked(tmp_path / "b", "explain", event_id="care", on="2021-05-28")[1]
    assert said["event_id"] == "care"
    assert said["answer"] == "dearer"


def test_what_others_are_locked_to_is_no_place(tmp_path: Path) -> None:
    lock = {"op": "lock", "event_id": "boats", "what": "both"}
    at = {"event_id": "care", "venue_id": "expo", "on": "2021-05-10"}
    said = asked(tmp_path / "a", "explain", **at)[1]
    assert said["answer"] == "dearer"
    assert [c["event_id"] for c in said["changes"]] == ["boats"]
    said = asked(tmp_path / "b", "explain", [lock], **at)[1]
    assert said["answer"] == "impossible"
    told = [m["text_en"] for m in said["members"] if m["locked"]]
    assert told == ["Boats is locked to 2021-05-10, Expo Centre Hall 2, Hall 1"]
    for edits, moved in ([], {"boats"}), ([lock], set()):
        name = f"c{len(edits)}"
        found = asked(tmp_path / name, "options", edits, event_id="care", n=10)[1]["options"]
        assert {c["event_id"] for o in found for c in o["changes"]} == moved


def test_a_locked_event_can_be_asked_about(tmp_path: Path) -> None:
    lock = {"op": "lock", "event_id": "care", "what": "both"}
    said = asked(tmp_path, "options", [lock], event_id="care", n=1)[1]
    assert said["options"] != []


@pytest.mark.parametrize(
    ("raw", "columns"),
    [
        ({"kind": "slove"}, ["job.kind"]),
        ({"kind": "solve", "time_limit": 0, "seed": "x", "weight": 1},
         ["job.time_limit", "job.seed", "job.weight"]),
        ({"kind": "near", "weight": -1}, ["job.weight"]),
        ({"kind": "options", "event_id": "cares", "n": 99}, ["job.event_id", "job.n"]),
        ({"kind": "explain", "event_id": "care", "venue_id": "x", "on": "soon"},
         ["job.venue_id", "job.on"]),
    ],
)  # fmt: skip
def test_every_fault_of_a_request_is_told(
    tmp_path: Path, raw: dict[str, Any], columns: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        checked(raw.pop("kind"), raw, start(tmp_path).board().city)
    assert [f.column for f in caught.value.faults] == columns


def test_every_kind_is_tested() -> None:
    assert list(WORKS) == ["solve", "near", "repair", "options", "explain", "conflicts"]
