"""Addresses of jobs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from fastapi import FastAPI, Request, Response

from scheduler.domain.text import Text
from scheduler.jobs.queue import Queue
from scheduler.web.board.asking import Door, Json, Refusal, answered, body_of, replied, working
from scheduler.web.board.routes import READ, number_of
from scheduler.workflow.board_jobs import work
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.job_records import JobRecords

GONE = Text("没有这个任务，或已不再保留。", "There is no such job, or it is no longer kept.")

LONGEST_ID = 80


class Desk:
    """The queue of a server, made when it is first needed, and the jobs of servers before it.

    Parameters
    ----------
    tell
        Told in the server's loop of the plan whose jobs have news.
    """

    def __init__(self, tell: Callable[[int], None], records: JobRecords) -> None:
        self.tell, self.records = tell, records
        self._queue: Queue | None = None
        self._before: dict[int, list[Json]] = {}

    def queue(self) -> Queue:
        """The queue; asked from the server's loop."""
        if self._queue is None:
            loop = asyncio.get_running_loop()

            def told(plan: int) -> None:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(self.tell, plan)

            keep, ended = self.records.keep, self.records.keep_if_possible
            self._queue = Queue(work, told, noted=keep, ended=ended)
        return self._queue

    async def of(self, plan: int) -> list[Json]:
        """Jobs of a plan as they stand, oldest first."""
        if plan not in self._before:
            found = await working(lambda: self.records.of(plan))
            self._before.setdefault(plan, found)
        now = [] if self._queue is None else self._queue.of(plan)
        known = {job["id"] for job in now}
        return [*(job for job in self._before[plan] if job["id"] not in known), *now]

    async def job(self, id_: str) -> Json:
        """A job by its id, with its result.

        Raises
        ------
        Refusal
            When there is none.
        """
        running = None if self._queue is None else self._queue.job(id_)
        if running is not None:
            return {**running.answer(), "result": running.result}
        found = await working(lambda: self.records.job(id_)) if len(id_) < LONGEST_ID else None
        if found is None:
            raise Refusal(404, GONE)
        return found

    def end(self) -> None:
        """End every job, without keeping the server's loop waiting."""
        if self._queue is not None:
            threading.Thread(target=self._queue.close).start()


def add_jobs(app: FastAPI, plans: WorkingPlans, door: Door, desk: Desk) -> None:
    """Give the app its jobs."""

    @app.post("/api/plans/{plan}/jobs")
    async def begin(request: Request, plan: str) -> Response:
        person = await door.writer(request)
        number, said = number_of(plan), await body_of(request)
        queue = desk.queue()
        task = await working(lambda: plans.task(number, said, person.name))
        job = await working(lambda: queue.submit(task))
        return answered(job.answer(), 202)

    @app.api_route("/api/plans/{plan}/jobs", methods=READ)
    async def listed(request: Request, plan: str) -> Response:
        await door.reader(request)
        return answered({"jobs": await desk.of(number_of(plan))})

    @app.api_route("/api/jobs/{job}", methods=READ)
    async def one(request: Request, job: str) -> Response:
        await door.reader(request)
        found = await desk.job(job)
        return await replied(lambda: found)  # with its result it is long

    @app.post("/api/jobs/{job}/stop")
    async def stop(request: Request, job: str) -> Response:
        await door.writer(request)
        await desk.job(job)
        queue = desk.queue()
        await working(lambda: queue.stop(job))
        found = await desk.job(job)
        return answered({key: value for key, value in found.items() if key != "result"})
