"""Processes that solve scenarios: real ones, killed with kill -9."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from scheduler.search.clock import Stop
from scheduler.sweep.crew import Crew
from scheduler.sweep.outcome import LOST
from scheduler.sweep.sample import sampled
from scheduler.sweep.work import outcome_of
from scheduler.workflow.apart import attended
from tests.sweep.swept import busy, tiny, untimed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


def die() -> None:
    """What an operating system short of memory does to a process."""
    os.kill(os.getpid(), signal.SIGKILL)


def workers() -> list[int]:
    """Processes of this one that are at work."""
    pids = [p.pid for p in multiprocessing.active_children()]
    return [pid for pid in pids if pid is not None]


def test_the_same_as_one_by_one(tmp_path: Path) -> None:
    base, problem = tiny(tmp_path)
    items = list(sampled(problem, 1, 6))
    with Crew(2, base.packed(), attended) as crew:
        found = {o.key: untimed(o) for o in crew.outcomes(items, Stop())}
        assert len(workers()) == 2
    assert workers() == []
    assert found == {i.key: untimed(outcome_of(base, i)) for i in items}


def test_a_killed_worker_loses_nothing_and_its_scenario_is_begun_again(tmp_path: Path) -> None:
    base, problem = busy(tmp_path)
    items = list(sampled(problem, 1, 5))
    with Crew(2, base.packed(), attended) as crew:
        found, killed = [], 0
        for outcome in crew.outcomes(items, Stop()):
            found.append(outcome)
            if not killed:
                killed = workers()[-1]
                os.kill(killed, signal.SIGKILL)
        assert killed not in workers()
    assert {o.key for o in found} == {i.key for i in items}
    assert "failed" not in {o.status for o in found}
    one = items[-1]
    assert untimed(next(o for o in found if o.key == one.key)) == untimed(outcome_of(base, one))


def test_a_scenario_whose_worker_is_lost_twice_has_failed(tmp_path: Path) -> None:
    base, problem = tiny(tmp_path)
    items = list(sampled(problem, 1, 2))
    with Crew(2, base.packed(), die) as crew:
        found = list(crew.outcomes(items, Stop()))
    assert {(o.status, o.cause, o.tries, o.settled) for o in found} == {("failed", LOST, 2, False)}
    assert all("SIGKILL" in o.why_en and "SIGKILL" in o.why_zh for o in found)
    assert {o.name for o in found} == {i.name for i in items}


def test_a_stop_ends_all_workers(tmp_path: Path) -> None:
    base, problem = busy(tmp_path)
    stop = Stop()
    with Crew(2, base.packed(), attended) as crew:
        for _ in crew.outcomes(list(sampled(problem, 1, 20)), stop):
            stop.said = True
    assert workers() == []


def test_when_no_more_can_be_hired_those_at_work_do_it_all(tmp_path: Path) -> None:
    """A system that gives out no more handles stands for one short of anything."""
    import resource

    base, problem = tiny(tmp_path)
    items = list(sampled(problem, 1, 5))
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + 12, limits[1]))
    try:
        with Crew(5, base.packed(), attended) as crew:
            outcomes = crew.outcomes(items, Stop())
            found = {next(outcomes).name}
            assert 0 < len(workers()) < 5
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
            found |= {o.name for o in outcomes}
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert found == {i.name for i in items}
