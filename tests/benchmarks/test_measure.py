"""Memory of a command: all its processes, each once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import tree_mb

MIB = 60
HELD = f"held = bytearray({MIB} << 20); print('held', flush=True); input()"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HELD!r}])"

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc")


def memory_of(script: str) -> float:
    """MiB of a script and its children once one of them says that it holds its memory."""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdin is not None and run.stdout is not None
        assert run.stdout.readline() == "held\n"
        found = tree_mb(run.pid)
        run.communicate("\n")
    return found


def test_a_child_that_another_thread_started_counts() -> None:
    threaded = f"from threading import Thread\nt = Thread(target=lambda: exec({CHILD!r}))\n"
    alone, beside = memory_of(CHILD), memory_of(f"{threaded}t.start()\nt.join()")
    assert alone > MIB
    assert beside == pytest.approx(alone, abs=MIB / 3)


def test_a_child_that_still_has_its_parents_memory_counts_nothing() -> None:
    forked = (
        f"import os, time\nheld = bytearray({MIB} << 20)\nchild = os.fork()\n"
        "if not child:\n    time.sleep(60)\n"
        "print('held', flush=True)\ninput()\nos.kill(child, 9)\nos.waitpid(child, 0)"
    )
    assert MIB < memory_of(forked) < 1.8 * MIB
