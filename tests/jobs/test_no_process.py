"""A machine that has no room for a process: jobs are told as failed, and later ones go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scheduler.jobs.queue import NO_PROCESS, Queue
from tests.jobs.test_queue import task
from tests.jobs.works import work
from tests.web.serving import until

resource = pytest.importorskip("resource", reason="limits are set otherwise here")


@contextmanager
def no_room() -> Iterator[None]:
    """Not one further file may be opened, so no pipe to a process either."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def ended() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def queue(ended: list[tuple[str, str]]) -> Iterator[Queue]:
    made = Queue(work, lambda plan: None, slots=1,
                 ended=lambda job: ended.append((job.id, job.state)))  # fmt: skip
    # The first process loads what others find loaded.
    job = made.submit(task("echo"))
    until(lambda: job.over)
    # A job is told as over while its process still holds the slot; the next one would wait.
    until(lambda: not made._processes)
    ended.clear()
    yield made
    made.close()


def test_a_job_without_a_process_is_told_and_the_next_goes_on(
    queue: Queue, ended: list[tuple[str, str]]
) -> None:
    with no_room():
        job = queue.submit(task("echo"))
    assert (job.state, job.message) == ("failed", NO_PROCESS)
    assert ended == [(job.id, "failed")]
    later = queue.submit(task("echo"))
    until(lambda: later.over)
    assert later.state == "done"


def test_a_job_whose_turn_comes_then_is_told_too(
    queue: Queue, ended: list[tuple[str, str]]
) -> None:
    first, second = queue.submit(task("wait")), queue.submit(task("echo"))
    until(lambda: first.state == "running")
    with no_room():
        queue.stop(first.id)
        until(lambda: second.over)
    assert (second.state, second.message) == ("failed", NO_PROCESS)
    assert ended == [(first.id, "done"), (second.id, "failed")]
    later = queue.submit(task("echo"))
    until(lambda: later.over)
    assert later.state == "done"
