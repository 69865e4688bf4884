"""The queue: as many jobs at once as there are cores for, the others in turn."""

from __future__ import annotations

import multiprocessing
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from scheduler.cores import usable_cores
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.jobs.job import CANCELLED, DONE, ENDED, FAILED, RUNNING, Job, Task
from scheduler.jobs.worker import STOP, Work, interrupts_held, run

MOST_WAITING = 20
"""Jobs that may wait; more are refused."""

MOST_KEPT = 60
"""Jobs that are over and can still be asked for."""

END_S = 3.0
"""Seconds for jobs to end by themselves when the server does."""

DIED = Text(
    "计算进程意外中断，方案未受影响；可以重新开始。",
    "The process of this job died; the plan is as it was. Start it again if you like.",
)
NO_PROCESS = Text(
    "这台机器没有余力再开一个计算进程，方案未受影响；请稍后再试。",
    "This machine has no room for another process, so the job was never begun; the plan is as it "
    "was. Try again later.",
)
BUSY = Text("等候的任务过多，请稍后再试。", "Too many jobs are waiting; try again later.")


class Full(UsageError):
    """Too many jobs wait."""

    def __init__(self) -> None:
        super().__init__(BUSY)


class Queue:
    """Jobs of a server; they outlive the pages that asked for them.

    Parameters
    ----------
    work
        A function of a module, which other processes can find.
    told
        Called with the number of the plan whenever one of its jobs has news, from any thread.
    noted, ended
        Called with a job before it is queued, and once it is over; what `noted` raises refuses it.
    """

    def __init__(
        self, work: Work, told: Callable[[int], None], slots: int | None = None, *,
        noted: Callable[[Job], None] = lambda job: None,
        ended: Callable[[Job], None] = lambda job: None,
    ) -> None:  # fmt: skip
        cores = usable_cores()
        self.work, self.told, self.noted, self.ended = work, told, noted, ended
        self.slots = slots or max(2, cores // 2)
        self.threads = max(1, cores // self.slots)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: list[Job] = []
        self._pipes: dict[str, Connection] = {}
        self._processes: dict[str, BaseProcess] = {}
        self._followers: dict[str, threading.Thread] = {}
        self._lock = threading.RLock()
        self._closed = False

    def submit(self, task: Task) -> Job:
        """Queue a task.

        Raises
        ------
        Full
            When too many wait already.
        """
        self._check_room()
        job = Job(secrets.token_hex(8), task)
        # Without the lock: a disk may take its time.
        self.noted(job)
        try:
            with self._lock:
                self._check_room()
                self._jobs[job.id] = job
                self._waiting.append(job)
                self._forget()
                lost = self._start()
        except Full:
            job.state = CANCELLED
            self.ended(job)
            raise
        self._give_up(lost)
        self.told(task.subject)
        return job

    def job(self, id_: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(id_)

    def of(self, subject: int) -> list[dict[str, Any]]:
        """Jobs of a plan as they stand, oldest first."""
        with self._lock:
            return [j.answer() for j in self._jobs.values() if j.task.subject == subject]

    def stop(self, id_: str) -> None:
        """Ask a job to end with the best that it has; one that waits is struck out."""
        with self._lock:
            job = self._jobs.get(id_)
            if job is None or job.over:
                return
            job.stopping = True
            if job in self._waiting:
                self._waiting.remove(job)
                job.state = CANCELLED
            else:
                self._say_stop(id_)
        if job.over:
            self.ended(job)
        self.told(job.task.subject)

    def close(self) -> None:
        """End every job: first by asking, then by force; nothing is left behind."""
        with self._lock:
            self._closed = True
            for job in self._waiting:
                job.state = CANCELLED
            self._waiting.clear()
            running, followers = dict(self._processes), list(self._followers.values())
            for id_ in running:
                self._say_stop(id_)
        for process in running.values():
            process.join(END_S / len(running))
        for process in running.values():
            if process.is_alive():
                process.kill()
            process.join()
        for thread in followers:
            thread.join(END_S)  # it notes what came of its job

    def _check_room(self) -> None:
        if self._closed or len(self._waiting) >= MOST_WAITING:
            raise Full

    def _say_stop(self, id_: str) -> None:
        try:
            self._pipes[id_].send(STOP)
        except (KeyError, OSError):
            return

    def _start(self) -> list[Job]:
        """Give free slots to those who wait; the jobs that there is no process for."""
        lost = []
        while self._waiting and len(self._processes) < self.slots and not self._closed:
            job = self._waiting.pop(0)
            try:
                self._begin(job)
            except (OSError, RuntimeError, MemoryError):  # the second: no thread to follow it
                lost.append(job)
        return lost

    def _begin(self, job: Job) -> None:
        """Give a job its process, and a thread that follows it."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=run, args=(theirs, self.work, job.task, self.threads), daemon=True
        )
        thread = threading.Thread(target=self._follow, args=(job, ours, process), daemon=True)
        try:
            with interrupts_held():
                process.start()
            thread.start()  # it tells nothing while we have the lock
        except BaseException:
            ours.close()  # the process, if there is one, ends with it
            raise
        finally:
            theirs.close()
        self._pipes[job.id], self._processes[job.id] = ours, process
        self._followers[job.id] = thread
        job.state = RUNNING

    def _give_up(self, jobs: list[Job]) -> None:
        """End jobs that never began; without the lock, since that is noted."""
        for job in jobs:
            self._over(job, FAILED, (NO_PROCESS.zh, NO_PROCESS.en), 0.0)

    def _follow(self, job: Job, pipe: Connection, process: BaseProcess) -> None:
        """Hear from a process until it is gone, in a thread of its own."""
        began = time.monotonic()
        try:
            while True:
                kind, data = pipe.recv()
                if kind == "progress":
                    with self._lock:
                        job.heard(data)
                    self.told(job.task.subject)
                else:
                    self._over(job, kind, data, time.monotonic() - began)
        except (EOFError, OSError):
            pass
        process.join()
        if not job.over:
            message = ENDED if self._closed else DIED
            self._over(job, FAILED, (message.zh, message.en), time.monotonic() - began)
        with self._lock:
            self._pipes.pop(job.id).close()
            del self._processes[job.id], self._followers[job.id]
            lost = self._start()
        self._give_up(lost)
        self.told(job.task.subject)

    def _over(self, job: Job, kind: str, data: Any, seconds: float) -> None:
        """End a job; it is noted before anybody is told."""
        over = replace(job, seconds=seconds)
        if kind == "result":
            over.state, over.result = DONE, data
        else:
            over.state, over.message = FAILED, Text(*data)
        self.ended(over)
        with self._lock:
            job.result, job.message, job.seconds = over.result, over.message, seconds
            job.state = over.state
        self.told(job.task.subject)

    def _forget(self) -> None:
        """Leave out the oldest jobs that are over."""
        over = [id_ for id_, job in self._jobs.items() if job.over]
        for id_ in over[: max(0, len(over) - MOST_KEPT)]:
            del self._jobs[id_]
