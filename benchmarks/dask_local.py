"""A Dask cluster on this machine, started by Dask's own command line as its documentation says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_S = 120


def dask(folder: Path, *args: object) -> subprocess.Popen[bytes]:
    """Dask's command line, in a folder where nothing of a workspace is."""
    command = [sys.executable, "-m", "dask", *map(str, args), "--no-dashboard"]
    here = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": here}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@dataclass
class Running:
    """A cluster of one scheduler and some workers, of one thread each."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def hire(self, count: int = 1) -> None:
        """Start workers, and wait until they are there."""
        from distributed import Client

        options = ("--nthreads", 1, "--no-nanny", "--host", "127.0.0.1")
        self.workers += [dask(self.folder, "worker", self.address, *options) for _ in range(count)]
        alive = sum(w.poll() is None for w in self.workers)
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(alive, timeout=START_S)

    def dismiss(self) -> None:
        """End all workers, and wait until the scheduler knows."""
        from distributed import Client

        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.workers.clear()
        with Client(self.address, set_as_default=False) as client:
            until = time.monotonic() + START_S
            while client.nthreads():
                if time.monotonic() > until:
                    raise RuntimeError("the scheduler of Dask does not let go of workers that have ended")
                time.sleep(0.02)

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path, workers: int = 0) -> Iterator[Running]:
    """A scheduler on a port of its own choice, with so many workers; all end with the block."""
    running = _begun(folder)
    try:
        if workers:
            running.hire(workers)
        yield running
    finally:
        running.end()


def _begun(folder: Path) -> Running:
    from distributed import Client

    told = folder / "scheduler.json"
    process = dask(folder, "scheduler", "--host", "127.0.0.1", "--port", 0, "--scheduler-file", told)
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        if told.exists() and told.read_text().strip().endswith("}"):
            with Client(scheduler_file=str(told), set_as_default=False) as client:
                return Running(folder, process, client.scheduler.address)
        time.sleep(0.02)
    process.kill()
    raise RuntimeError("dask scheduler did not start")
