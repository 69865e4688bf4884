"""A small load on the real server: nothing fails, and a kill loses no edit that was answered."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.board_load import Load, answered, lost, misplaced, run
from tests.web.board import town

MOVE = [{"op": "park", "event_id": "tea"}]


@pytest.mark.parametrize("seed", [1, 2])
def test_readers_editors_and_a_job_then_a_kill(tmp_path: Path, seed: int) -> None:
    folder = town.write(tmp_path / "bay")
    load, missing = run(folder, 3, 4, 3, seed=seed, pause_s=0.05)
    assert (load.errors, missing) == ([], [])
    assert len(load.done) > 3
    assert len(load.heard) == 4
    assert set(load.reads) == {"plan", "history", "plans", "places"}


def test_readers_who_do_as_pages_do(tmp_path: Path) -> None:
    folder = town.write(tmp_path / "bay")
    load, missing = run(folder, 3, 4, 3, pause_s=0.05, mix="pages")
    assert (load.errors, missing) == ([], [])
    assert load.heard
    assert len(load.reads["plan"]) == 4
    assert {"plans", "places"} <= set(load.reads)


def test_what_is_lost_would_be_seen() -> None:
    load = Load("", 1, random.Random(1), done={1: MOVE, 2: MOVE, 3: MOVE})
    whole = [{"version": n, "edits": MOVE} for n in (1, 2, 3, 4)]
    assert lost(load, whole) == []
    assert lost(load, whole[:2]) == [3]
    assert lost(load, [*whole[:2], {"version": 3, "edits": []}]) == [3]
    assert lost(load, [whole[0], *whole[2:]]) == [2, 2]


def test_a_version_told_to_two_editors_would_be_seen() -> None:
    load = Load("", 1, random.Random(1))
    answered(load, 1, MOVE)
    assert load.errors == []
    answered(load, 1, [])
    assert load.errors == ["edit: version 1 was told twice"]


def test_an_event_that_stands_elsewhere_would_be_seen() -> None:
    place = {"event_id": "tea", "venue_id": "expo", "hall_ids": ["h1"], "show_first": "2021-05-10"}
    later = {**place, "show_first": "2021-06-10"}
    entries = [{"version": n, "edits": [edit]} for n, edit in ((1, later), (2, place))]
    assert misplaced(entries, [place]) == []
    assert misplaced(entries, [later]) == misplaced(entries, []) == ["tea"]
