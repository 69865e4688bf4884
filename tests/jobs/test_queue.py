"""Jobs in real processes: queued, told about, stopped, killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.jobs.job import ENDED, MOST_STEPS, Job, Task
from scheduler.jobs.priority import SOLVING
from scheduler.jobs.queue import MOST_KEPT, MOST_WAITING, Full, Queue
from tests.jobs.works import work
from tests.web.serving import until


@pytest.fixture
def told() -> list[int]:
    return []


@pytest.fixture
def queue(told: list[int]) -> Iterator[Queue]:
    made = Queue(work, told.append, slots=1)
    yield made
    made.close()


def task(kind: str, subject: int = 1, **content: object) -> Task:
    return Task(kind, subject, 0, "amy", content)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_job_from_first_to_last(queue: Queue, told: list[int]) -> None:
    job = queue.submit(task("echo", 7, costs=[9, 9, 5]))
    until(lambda: job.over)
    assert (job.state, job.result) == ("done", {"threads": queue.threads, "stopped": False})
    assert job.curve == [[0.5, 9, 1], [0.5, 5, 1]]
    assert (job.best, job.bound) == (5, 1)
    assert set(told) == {7}
    assert [j["id"] for j in queue.of(7)] == [job.id]
    assert queue.of(8) == []
    assert queue.job(job.id) is job


@pytest.mark.skipif(not hasattr(os, "nice"), reason="priorities are told otherwise here")
def test_a_job_gives_way_to_the_server(queue: Queue) -> None:
    job = queue.submit(task("nice"))
    until(lambda: job.over)
    assert job.result == {"nice": min(19, os.nice(0) + SOLVING)}


def test_others_wait_their_turn(queue: Queue) -> None:
    first, second, third = (queue.submit(task("wait")) for _ in range(3))
    until(lambda: first.state == "running")
    assert (second.state, third.state) == ("waiting", "waiting")
    queue.stop(second.id)
    assert second.state == "cancelled"
    queue.stop(first.id)
    assert first.stopping
    until(lambda: first.state == "done")
    assert first.result and first.result["stopped"]
    until(lambda: third.state == "running")


def test_a_job_that_is_killed_is_told_and_the_next_goes_on(queue: Queue) -> None:
    dead, other = queue.submit(task("die")), queue.submit(task("echo"))
    until(lambda: other.over)
    assert (dead.state, other.state) == ("failed", "done")
    assert dead.message.zh and "died" in dead.message.en


def test_a_job_that_fails_says_why(queue: Queue) -> None:
    job = queue.submit(task("fail"))
    until(lambda: job.over)
    assert (job.state, job.message.zh, job.message.en) == ("failed", "不行", "It cannot be done.")


def test_too_many_are_refused(queue: Queue) -> None:
    for _ in range(MOST_WAITING + 1):
        queue.submit(task("wait"))
    with pytest.raises(Full):
        queue.submit(task("wait"))


def test_a_job_is_noted_before_it_is_queued_and_when_it_is_over() -> None:
    noted: list[str] = []
    ended: list[str] = []
    queue = Queue(work, lambda plan: None, slots=1, noted=lambda j: noted.append(j.state),
                  ended=lambda j: ended.append(j.state))  # fmt: skip
    first, second = queue.submit(task("wait")), queue.submit(task("wait"))
    assert noted == ["waiting", "waiting"]
    queue.stop(second.id)
    queue.stop(first.id)
    until(lambda: len(ended) == 2)
    assert ended == ["cancelled", "done"]
    running = queue.submit(task("deaf"))
    until(lambda: running.state == "running")
    queue.close()
    assert ended == ["cancelled", "done", "failed"]
    assert running.message == ENDED


def test_a_job_that_cannot_be_noted_is_refused() -> None:
    def full(_: Job) -> None:
        raise UsageError(Text("满", "full"))

    queue = Queue(work, lambda plan: None, slots=1, noted=full)
    with pytest.raises(UsageError, match="full"):
        queue.submit(task("echo"))
    assert queue.of(1) == []


@pytest.mark.parametrize("kind", ["wait", "deaf"])
def test_nothing_is_left_when_the_queue_ends(tmp_path: Path, kind: str) -> None:
    queue = Queue(work, lambda plan: None, slots=1)
    job = queue.submit(task(kind, pid=str(tmp_path / "pid")))
    waiting = queue.submit(task("echo"))
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
    queue.close()
    assert not alive(int((tmp_path / "pid").read_text()))
    assert waiting.state == "cancelled"
    until(lambda: job.over)
    with pytest.raises(Full):
        queue.submit(task("echo"))


def test_old_jobs_are_forgotten(queue: Queue) -> None:
    first = queue.submit(task("wait"))
    for _ in range(MOST_KEPT + 2):
        queue.stop(queue.submit(task("echo")).id)
    last = queue.submit(task("echo"))
    assert queue.job(first.id) is first
    assert len(queue.of(1)) == MOST_KEPT + 2
    assert queue.of(1)[-1]["id"] == last.id


def test_a_long_curve_is_thinned_and_keeps_its_end() -> None:
    job = Job("1", task("solve"))
    for cost in range(10_000, 0, -1):
        job.heard({"phase": "", "best": cost, "bound": 0, "gap": None, "seconds": 0.0})
    assert len(job.curve) <= MOST_STEPS
    assert job.curve[0][1] == 10_000
    assert job.curve[-1][1] == 1
