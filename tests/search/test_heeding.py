"""Ctrl-C is heeded while CP-SAT has no answer yet; real signals, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WATCHED = """
import os, signal, sys, threading, time
import scheduler.search.solve, scheduler.search.whole
from scheduler.search.clock import Stop, interruptible
from scheduler.search.params import SolveParams
from tests.search.packed import packed

def asked():
    frame = sys._current_frames()[threading.main_thread().ident]
    while frame is not None and frame.f_code.co_name != "solve_part":
        frame = frame.f_back
    return frame is not None

def press():
    while not asked():
        time.sleep(0.05)
    for times in range(TIMES):
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGNAL)

stop = Stop()
threading.Thread(target=press, daemon=True).start()
"""
"""Presses some time after the main thread has begun to wait for CP-SAT."""

ASKED = {
    "any plan": """
scheduler.search.whole.FIRST_TURNS = 0
params = SolveParams(600, workers=1, stop=stop)
found = scheduler.search.solve.solve(packed(), params)
print(found.status, found.stopped)
""",
    "whether facts admit one": """
from scheduler.explain.conflicts.facts import facts_of
from scheduler.explain.conflicts.oracle import Oracle, Undecided
oracle = Oracle(packed(), 600, stop=stop)
with interruptible(stop):
    try:
        oracle.admits(facts_of(oracle.problem))
    except Undecided:
        print("unknown", stop.said)
""",
    "any plan with an event": """
from scheduler.explain.forced import Question, _any
with interruptible(stop):
    params = SolveParams(600, workers=1, began=time.perf_counter(), stop=stop)
    found = _any(packed(), Question("e1"), params, None)
    print("impossible" if found.impossible else "unknown", stop.said)
""",
}


def pressed(asked: str, times: int, name: str = "SIGINT") -> subprocess.CompletedProcess[str]:
    """A program that is pressed in the middle; without an answer to that it goes on for minutes."""
    watched = WATCHED.replace("TIMES", str(times)).replace("signal.SIGNAL", f"signal.{name}")
    return subprocess.run(
        [sys.executable, "-c", watched + asked],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to send there")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("asked", list(ASKED))
def test_once_is_enough(asked: str, name: str) -> None:
    ended = pressed(ASKED[asked], 1, name)
    assert (ended.stdout, ended.returncode) == ("unknown True\n", 0), ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to send there")
def test_twice_breaks_off_where_nobody_heeds_the_first() -> None:
    """Deaf to the first as if the solver were not asked to stop; the second must break it off."""
    deaf = """
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.packing import solve_part
model = build(packed())
try:
    with interruptible(stop):
        solve_part(model, matrix_of(model), None, None, seconds=600, seed=1, first_only=True)
except KeyboardInterrupt:
    print("broken off")
"""
    ended = pressed(deaf, 2)
    assert (ended.stdout, ended.returncode) == ("broken off\n", 0), ended.stderr
