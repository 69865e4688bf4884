"""Only the cores that a process may use are counted on, wherever nobody says how many."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest

from scheduler.cores import usable_cores
from tests.test_architecture import FILES, ROOT

COUNTED = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from scheduler.cores import usable_cores
from scheduler.jobs.queue import Queue
from scheduler.search.params import SolveParams
queue = Queue(print, print)
print([usable_cores(), SolveParams().threads, queue.slots, queue.threads])
"""
"""In a process of its own that has one core, whatever the machine has."""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no affinity there")
def test_a_process_pinned_to_one_core_counts_one() -> None:
    run = subprocess.run(
        [sys.executable, "-c", COUNTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ast.literal_eval(run.stdout) == [1, 1, 2, 1]


def test_there_is_at_least_one() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


def test_nobody_counts_the_cores_of_the_machine() -> None:
    counts = [p.name for p in FILES if "cpu_count" in p.read_text(encoding="utf-8")]
    assert counts == ["cores.py"]
