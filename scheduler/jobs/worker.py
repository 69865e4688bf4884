"""The process of one job: does the work, tells of it, and hears when to stop."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

from scheduler.errors import InputError, UsageError
from scheduler.jobs.job import Task
from scheduler.jobs.priority import SOLVING, give_way

Tell = Callable[[dict[str, Any]], None]
Work = Callable[[Task, int, Tell, "Signal"], dict[str, Any]]
"""Does a task with so many threads; what it tells is shown, what it gives is the result."""

STOP = "stop"


class Signal:
    """Whether the work is to end with the best that it has; settable once."""

    def __init__(self) -> None:
        self.said = False


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Start processes that Ctrl-C cannot reach before they have learnt to ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # It lets Ctrl-C through again after its own start, so that has to come first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def run(pipe: Connection, work: Work, task: Task, threads: int) -> None:
    """Do the task and send what comes of it; end at once when the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    give_way(SOLVING)
    stop, lock = Signal(), threading.Lock()
    threading.Thread(target=_listen, args=(pipe, stop), daemon=True).start()

    def send(kind: str, data: object) -> None:
        with lock:
            pipe.send((kind, data))

    try:
        send("result", work(task, threads, lambda said: send("progress", said), stop))
    except InputError as error:
        first = error.faults[0]
        send("failed", (first.line("zh"), first.line("en")))
    except UsageError as error:
        send("failed", (error.message.zh, error.message.en))
    except (OSError, EOFError):
        os._exit(1)


def _listen(pipe: Connection, stop: Signal) -> None:
    """Hear from the server until it is gone."""
    try:
        while pipe.recv() != STOP:
            pass
        stop.said = True
        pipe.recv()
    except (EOFError, OSError):
        os._exit(1)
