"""Jobs that the queue has forgotten are listed as they are in the store."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from scheduler.jobs import queue as queues
from scheduler.jobs.job import Job, Task
from scheduler.web.board.jobs import Desk
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.job_records import JobRecords
from tests.board.town import workspace
from tests.jobs.works import work
from tests.web.board.asking import begun
from tests.web.board.test_aside import run


def task(kind: str) -> Task:
    return Task(kind, 1, 0, "amy", {})


async def over(job: Job) -> Job:
    async with asyncio.timeout(60):
        while not job.over:
            await asyncio.sleep(0.02)
    return job


def test_what_the_queue_forgot_is_told_as_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "MOST_KEPT", 1)
    folder = workspace(tmp_path / "town")
    plans = WorkingPlans(folder, str(folder / "scheduler.db"))
    plans.begin("", "file")

    async def told() -> None:
        desk = Desk(lambda plan: None, JobRecords(plans), work)
        queue = desk.queue()
        try:
            first = queue.submit(task("wait"))
            assert [j["id"] for j in await desk.of(1)] == [first.id]
            queue.stop(first.id)
            await over(first)
            jobs = [first, *[await over(queue.submit(task("echo"))) for _ in range(3)]]
            queue.submit(going := task("wait"))
            assert queue.job(first.id) is None
            listed = await desk.of(1)
            assert [j["id"] for j in listed[:4]] == [j.id for j in jobs]
            assert [j["state"] for j in listed[:4]] == ["done"] * 4
            assert (len(listed), listed[4]["kind"]) == (5, going.kind)
            assert [await desk.job(j.id) for j in jobs] == [
                {**listed[n], "result": j.result} for n, j in enumerate(jobs)
            ]
        finally:
            queue.close()

    run(told)


def test_a_plan_that_is_not_there_has_no_jobs_to_list(client: httpx.Client) -> None:
    assert client.get(f"{begun(client)}/jobs").json() == {"jobs": []}
    assert client.get("/api/plans/999/jobs").status_code == 404
