"""Jobs done in processes of their own, which end with the one that asked for them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from scheduler.search.clock import Stop

Job = TypeVar("Job")
Done = TypeVar("Done")

HEED_S = 0.2
"""Seconds after which a wish to stop is heeded."""


def done_apart(
    work: Callable[[Job], Done], jobs: Sequence[Job], count: int, stop: Stop
) -> Iterator[Done]:
    """Yield what `work` makes of each job, in the order they finish, until told to stop.

    Parameters
    ----------
    work
        A function of a module, as it is sent to other processes.
    count
        Processes at a time; with one, this process does it all.
    """
    count = min(count, len(jobs))
    if count <= 1:
        for job in jobs:
            if stop.said:
                return
            yield work(job)
        return
    # Fresh processes: the solver's threads do not survive a fork.
    with multiprocessing.get_context("spawn").Pool(count, attended) as pool:
        answers = pool.imap_unordered(partial(_in_thread, work), jobs)
        left = len(jobs)
        while left and not stop.said:
            try:
                yield answers.next(timeout=HEED_S)
                left -= 1
            except multiprocessing.TimeoutError:
                continue


def attended() -> None:
    """Leave Ctrl-C to the process that asked, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _in_thread(work: Callable[[Job], Done], job: Job) -> Done:
    """Work in a thread, where a solve heeds no signals: the main process ends this one by one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work, job).result()
