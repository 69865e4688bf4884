"""Jobs in processes of their own end with the one that asked for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from scheduler.search.clock import Stop
from scheduler.workflow.apart import done_apart

ROOT = __file__.rpartition("/tests/")[0]

SLEEPS = """
import multiprocessing, sys, time
from scheduler.workflow.apart import attended
with multiprocessing.get_context("spawn").Pool(1, attended) as pool:
    pool.apply(str)
    print("at work", flush=True)
    pool.apply(time.sleep, (3600,))
"""


@pytest.mark.parametrize("count", [1, 3])
def test_every_job_is_done(count: int) -> None:
    assert sorted(done_apart(abs, [-1, 2, -3, 0], count, Stop())) == [0, 1, 2, 3]


@pytest.mark.parametrize("count", [1, 2])
def test_it_stops_when_told(count: int) -> None:
    stop = Stop()
    found = done_apart(abs, [-1, 2, -3], count, stop)
    assert next(found) in (1, 2, 3)
    stop.said = True
    assert list(found) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL to send there")
def test_killed_it_leaves_no_process_behind() -> None:
    """Whoever is left would hold the pipe open."""
    command = [sys.executable, "-c", SLEEPS]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, cwd=ROOT, start_new_session=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"at work\n"
        program.kill()
        try:
            program.communicate(timeout=60)
        finally:
            if program.poll() is None or sys.exc_info()[0]:
                os.killpg(program.pid, signal.SIGKILL)
