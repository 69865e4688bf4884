"""Addresses of jobs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from fastapi import FastAPI, Request, Response

from scheduler.domain.text import Text
from scheduler.jobs.job import Job
from scheduler.jobs.queue import Queue
from scheduler.jobs.worker import Work
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
    work
        What jobs do, for the queue.
    """

    def __init__(
        self, tell: Callable[[int], None], records: JobRecords, work: Work = work
    ) -> None:
        self.tell, self.records, self.work = tell, records, work
        self._queue: Queue | None = None
        self._own: set[str] = set()
        self._written: dict[int, object] = {}
        self._read: dict[int, tuple[object, list[Json]]] = {}

    def queue(self) -> Queue:
        """The queue; asked from the server's loop."""
        if self._queue is None:
            loop = asyncio.get_running_loop()

            def told(plan: int) -> None:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(self.tell, plan)

            self._queue = Queue(self.work, told, noted=self._noted, ended=self._ended)
        return self._queue

    async def of(self, plan: int) -> list[Json]:
        """Jobs of a plan as they stand, oldest first."""
        found = {job["id"]: job for job in await self._recorded(plan)}
        found |= {job["id"]: job for job in (self._queue.of(plan) if self._queue else ())}
        return sorted(found.values(), key=lambda job: str(job["created"]))

    async def _recorded(self, plan: int) -> list[Json]:
        """Jobs that are over, as the store has them; the queue does not know the oldest any more.

        Read anew only once one has ended: every message of every stream asks.
        """
        written = self._written.get(plan)
        read = self._read.get(plan)
        if read is None or read[0] is not written:
            found = await working(lambda: self.records.of(plan, self._own))
            read = self._read[plan] = written, found
        return read[1]

    def _noted(self, job: Job) -> None:
        self._own.add(job.id)
        self.records.keep(job)

    def _ended(self, job: Job) -> None:
        self.records.keep_if_possible(job)
        self._written[job.task.subject] = object()

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
        number = number_of(plan)
        await working(lambda: plans.head(number))
        return answered({"jobs": await desk.of(number)})

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
