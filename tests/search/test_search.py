"""The search as a whole: proofs, interruption, and what it does when nothing is worth placing."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

from benchmarks.cities import write_city, write_tiny
from scheduler.loading import load
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve


def test_leaving_everything_out_is_found_and_proven(tmp_path: Path) -> None:
    """With no price on absence the best plan may place nothing; no variable is left to prove."""
    write_tiny(tmp_path, seed=3)
    problem = load(tmp_path).problem
    weights = {**problem.policy.weights, "unplaced": 0, "coverage": 0}
    coverage = replace(problem.policy.coverage, required=False)
    events = tuple(replace(e, booked_start=None, booked_halls=()) for e in problem.events)
    policy = replace(problem.policy, weights=weights, coverage=coverage)
    found = solve(replace(problem, events=events, policy=policy), SolveParams(300, workers=1))
    assert (found.status, found.cost, found.bound) == ("optimal", 0, 0)


def test_one_worker_repeats_itself(tmp_path: Path) -> None:
    """The same inputs, seed and one worker give the same plan."""
    write_city(tmp_path, events=14, seed=2)
    problem = load(tmp_path).problem
    first, second = (solve(problem, SolveParams(60, workers=1, seed=4)) for _ in range(2))
    assert first.status == second.status == "optimal"
    assert first.plan == second.plan


def test_a_signal_stops_with_the_best_plan(tmp_path: Path) -> None:
    """SIGTERM during the search ends it with a legal plan, as Ctrl-C does."""
    write_city(tmp_path, events=60, seed=1)
    problem = load(tmp_path).problem
    timer: list[threading.Timer] = []

    def tell(progress: object) -> None:
        if not timer and getattr(progress, "best", None) is not None:
            timer.append(threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)))
            timer[0].start()

    found = solve(problem, SolveParams(120, workers=1), tell)
    assert found.plan is not None
    assert found.stopped
    assert found.wall_s < 60
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
