"""A small load on the real server: nothing fails, and a kill loses no edit that was answered."""

from __future__ import annotations

import asyncio
import json
import random
from pathlib import Path

import pytest

from benchmarks.bare_http import Answer
from benchmarks.board_load import (
    DEMANDED_MS,
    Load,
    answered,
    kept,
    lost,
    misplaced,
    one_on_its_way,
    run,
    seen,
    solve,
)
from tests.web.board import town

MOVE = [{"op": "park", "event_id": "tea"}]


@pytest.mark.parametrize("seed", [1, 2])
def test_readers_editors_and_a_job_then_a_kill(tmp_path: Path, seed: int) -> None:
    folder = town.write(tmp_path / "bay")
    load, missing = run(folder, 3, 4, 3, seed=seed, pause_s=0.05)
    assert (load.errors, missing) == ([], [])
    assert len(load.done) > 3
    assert len(load.heard) == 4
    assert load.on_their_way > 0
    assert load.solves > 0
    assert load.solving > 0
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


def look(state: str, status: int = 200) -> Answer:
    return Answer(status, {}, json.dumps({"state": state}).encode())


class Queue:
    """A line on which jobs are begun and looked at, as told in advance."""

    def __init__(self, load: Load, *answers: Answer) -> None:
        self.load, self.answers, self.asked = load, list(answers), []

    async def ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        self.asked.append(method)
        self.load.hurried = len(self.answers) == 1
        return self.answers.pop(0)


def test_a_job_that_is_proven_early_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.board_load.JOB_LOOK_S", 0)
    load, begun = Load("", 1, random.Random(1)), Answer(202, {}, b'{"id": "x"}')
    line = Queue(load, begun, look("running"), look("done"), begun, look("running"))
    asyncio.run(solve(load, line, 1))  # type: ignore[arg-type]
    assert line.asked == ["POST", "GET", "GET", "POST", "GET"]
    assert (load.solves, load.looks, load.solving, load.errors) == (2, 3, 2, [])


@pytest.mark.parametrize(("answer", "said"), [
    (Answer(429, {}, b"{}"), "job: 429 b'{}'"), (look("failed"), "job: failed"), (Answer(404, {}, b"{}"), "job: 404"),
])
def test_a_job_that_is_refused_or_fails_is_an_error(monkeypatch: pytest.MonkeyPatch, answer: Answer, said: str) -> None:
    monkeypatch.setattr("benchmarks.board_load.JOB_LOOK_S", 0)
    load = Load("", 1, random.Random(1))
    begun = [] if answer.status == 429 else [Answer(202, {}, b'{"id": "x"}')]
    asyncio.run(solve(load, Queue(load, *begun, answer, answer), 1))  # type: ignore[arg-type]
    assert load.errors == [said]


def test_the_kill_waits_for_an_edit_on_its_way() -> None:
    load = Load("", 1, random.Random(1))

    async def edits() -> int:
        waiting = asyncio.ensure_future(one_on_its_way(load))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()
        load.asked = 1
        await waiting
        return load.asked

    assert asyncio.run(edits()) == 1


def test_slow_reads_and_a_time_without_a_job_are_no_load_kept() -> None:
    good = Load("", 1, random.Random(1), reads={"plan": [1.0] * 99 + [9999.0]}, looks=10, solving=9)
    assert kept(good, [])
    assert not kept(good, [3])
    for load in (Load("", 1, random.Random(1), reads={"plan": [DEMANDED_MS + 1.0]}),
                 Load("", 1, random.Random(1), looks=10, solving=8), Load("", 1, random.Random(1), errors=["job: failed"])):
        assert not kept(load, [])
    load = Load("", 1, random.Random(1))
    assert [seen(load, look(state)) for state in ("waiting", "running", "done", "failed")] == ["waiting", "running", "done", ""]
    assert (load.looks, load.solving) == (3, 1)
