"""Small work for the queue's processes, which find it by its module."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.jobs.job import Task
from scheduler.jobs.worker import Signal, Tell


def work(task: Task, threads: int, tell: Tell, stop: Signal) -> dict[str, Any]:
    """Echo, wait for a stop, fail, or die, as the kind says."""
    if "pid" in task.content:
        Path(task.content["pid"]).write_text(str(os.getpid()))
    for cost in task.content.get("costs", ()):
        tell({"phase": "search", "best": cost, "bound": 1, "gap": None, "seconds": 0.5})
    if task.kind == "nice":
        return {"nice": os.nice(0)}
    if task.kind == "wait":
        while not stop.said:
            time.sleep(0.01)
    if task.kind == "deaf":
        time.sleep(600)
    if task.kind == "fail":
        raise UsageError(Text("不行", "It cannot be done."))
    if task.kind == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return {"threads": threads, "stopped": stop.said}
