"""A real Dask cluster: a scheduler and two workers from Dask's own command line."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from distributed import Client
from distributed.client import AllExit

import scheduler.sweep.cluster
import scheduler.sweep.muster
from benchmarks import dask_local
from benchmarks.dask_local import Running
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.search.clock import Stop
from scheduler.sweep.cluster import Cluster, reach
from scheduler.sweep.item import GRID, Item
from scheduler.sweep.outcome import Outcome
from scheduler.sweep.sample import sampled
from scheduler.sweep.troubles import ClusterLost, NoWorkers
from scheduler.sweep.work import outcome_of
from tests.cli.test_sweep import await_lines, lines, planned, program, table
from tests.cli.tiny import ROOT, answer, run
from tests.sweep.swept import busy, tiny, untimed

AWAY = "tcp://127.0.0.1:9"
"""Where nothing listens."""


HASTY = """
from scheduler.sweep import cluster
cluster.PATIENCE_S = 2.0
from scheduler.cli import main
main()
"""
"""The program, with less patience for a cluster that is out of reach."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Dask's scheduler, which outlives workers and clients."""
    with dask_local.cluster(tmp_path_factory.mktemp("dask")) as running:
        yield running


@pytest.fixture
def cluster(shared: Running) -> Iterator[Running]:
    """The scheduler without a worker, whomever a test hires."""
    yield shared
    shared.dismiss()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever does not answer is given up before long."""
    monkeypatch.setattr(scheduler.sweep.cluster, "CONNECT_S", 0.5)
    monkeypatch.setattr(scheduler.sweep.muster, "ANSWER_S", 4.0)


def solved(cluster: Running, base: bytes, items: list[Item]) -> dict[str, Outcome]:
    with Cluster(cluster.address, base) as connected:
        return {o.name: untimed(o) for o in connected.outcomes(items, Stop())}


def test_the_same_as_processes_and_as_one_by_one(cluster: Running, tmp_path: Path) -> None:
    """Also of the whole command: the same table but for times, with files sent along."""
    cluster.hire(2)
    planned(tmp_path, **{"shut.yaml": "title_en: x\nchanges: [{drop_event: boats}]\n"})
    asked = ("-w", tmp_path, "sweep", tmp_path / "shut.yaml", "--sample", 4)
    there = answer(*asked, "--cluster", cluster.address, "-o", tmp_path / "there")
    here = answer(*asked, "--workers", 2, "-o", tmp_path / "here")
    assert table(tmp_path / "there") == table(tmp_path / "here")
    assert there["robustness"] == here["robustness"]
    base, problem = tiny(tmp_path / "tiny")
    items = list(sampled(problem, 1, 4))
    found = solved(cluster, base.packed(), items)
    assert found == {i.name: untimed(outcome_of(base, i)) for i in items}
    bad = Item("bad", GRID, items[0].title, None)
    assert solved(cluster, base.packed(), [bad])["bad"].cause == "input"


def test_a_killed_worker_loses_nothing(cluster: Running, tmp_path: Path) -> None:
    cluster.hire(2)
    base, problem = busy(tmp_path)
    items = list(sampled(problem, 1, 5))
    found: list[Outcome] = []
    with Cluster(cluster.address, base.packed()) as connected:
        for outcome in connected.outcomes(items, Stop()):
            if not found:
                cluster.workers[0].send_signal(signal.SIGKILL)
            found.append(outcome)
    assert sorted(o.name for o in found) == [i.name for i in items]
    assert "failed" not in {o.status for o in found}


def test_kill_9_of_the_program_loses_no_finished_scenario_of_a_cluster(
    cluster: Running, tmp_path: Path
) -> None:
    """What is gone on with is the same as what was never broken off, and nothing is done twice."""
    cluster.hire(2)
    planned(tmp_path)
    out = tmp_path / "out" / "sweep"
    asked = ("--sample", 16, "--cluster", cluster.address)
    with program(tmp_path, *asked) as running:
        await_lines(running, out, 4)
        running.kill()
    before = lines(out)
    assert 4 <= len(before) < 17
    answer("-w", tmp_path, "sweep", *asked)
    after = lines(out)
    assert (after[: len(before)], len(after)) == (before, 17)
    assert len({json.loads(line)["key"] for line in after[1:]}) == 16
    answer("-w", tmp_path, "sweep", "--sample", 16, "--workers", 1, "-o", tmp_path / "here")
    assert table(out) == table(tmp_path / "here")


def test_a_lost_scheduler_keeps_what_is_finished(tmp_path: Path) -> None:
    """What is left is then solved without the cluster."""
    planned(tmp_path)
    out = tmp_path / "out" / "sweep"
    (tmp_path / "dask").mkdir()
    with dask_local.cluster(tmp_path / "dask", workers=1) as own:
        asked = ("--sample", 60, "--cluster", own.address)
        with program(tmp_path, *asked, code=HASTY) as running:
            await_lines(running, out, 3)
            own.end()
            _, notes = running.communicate(timeout=120)
    assert running.returncode == 3
    assert "finished scenarios are kept" in notes and "Traceback" not in notes
    before = lines(out)
    assert len(before) >= 3
    answer("-w", tmp_path, "sweep", "--sample", len(before) + 1, "--workers", 1)
    assert lines(out)[: len(before)] == before
    assert len(lines(out)) == len(before) + 2


def test_without_workers_it_says_so_at_once_and_goes_on_when_one_comes(
    cluster: Running, tmp_path: Path
) -> None:
    planned(tmp_path)
    out = tmp_path / "out" / "sweep"
    with program(tmp_path, "--sample", 3, "--cluster", cluster.address) as running:
        assert running.stderr is not None
        said = next(line for line in running.stderr if "no workers" in line)
        assert f"dask worker {cluster.address}" in said
        assert running.poll() is None
        assert len(lines(out)) == 1
        cluster.hire(1)
        _, notes = running.communicate(timeout=120)
    assert running.returncode == 0
    assert "has workers again" in notes
    assert len(lines(out)) == 4


def test_when_all_workers_are_gone_it_waits_and_ends_with_nothing_lost(
    cluster: Running, tmp_path: Path
) -> None:
    cluster.hire(1)
    planned(tmp_path)
    out = tmp_path / "out" / "sweep"
    asked = ("--sample", 20, "--cluster", cluster.address)
    with program(tmp_path, *asked, "--worker-timeout", 2) as running:
        await_lines(running, out, 3)
        cluster.workers[0].kill()
        _, notes = running.communicate(timeout=120)
    assert running.returncode == 3
    assert "no workers" in notes and "no worker for 2 seconds" in notes
    assert "Traceback" not in notes
    before = lines(out)
    assert 3 <= len(before) < 21
    cluster.hire(1)
    answer("-w", tmp_path, "sweep", *asked)
    assert lines(out)[: len(before)] == before
    assert len(lines(out)) == 21


def test_waiting_for_workers_ends_in_time_or_when_told(cluster: Running, tmp_path: Path) -> None:
    base, problem = tiny(tmp_path)
    items = list(sampled(problem, 1, 2))
    said: list[Text] = []
    with Cluster(cluster.address, base.packed(), 0.5, said.append) as connected:
        with pytest.raises(NoWorkers) as told:
            list(connected.outcomes(items, Stop()))
        stopped = Stop()
        stopped.said = True
        assert list(connected.outcomes(items, stopped)) == []
    assert told.value.exit_code == 3
    assert "没有工作进程" in told.value.message.zh
    assert [f"dask worker {cluster.address}" in text.zh for text in said] == [True]


@pytest.mark.usefixtures("soon")
def test_a_cluster_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    with pytest.raises(UsageError) as told:
        Cluster(AWAY, base.packed())
    assert "连不上" in told.value.message.zh
    with pytest.raises(UsageError):
        Cluster("nonsense://x", base.packed())


ODD = """
import os, sys

class Odd:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "scheduler":
            {what}

sys.meta_path.insert(0, Odd())
from dask.__main__ import main
main()
"""
"""Dask's command line on a machine where something happens when the program is looked for."""

WITHOUT = ODD.format(what='raise ModuleNotFoundError(f"No module named {name!r}")')
DYING = ODD.format(what="os._exit(1)")
OLDER = "from dask.__main__ import main; main()"


def hired(cluster: Running, code: str, *paths: Path) -> None:
    """A worker of another kind, waited for."""
    options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--no-dashboard")
    command = [sys.executable, "-c", code, "worker", cluster.address, *options]
    cluster.workers.append(
        subprocess.Popen(
            command, cwd=cluster.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))},
        )
    )  # fmt: skip
    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(len(cluster.workers), timeout=120)


@pytest.mark.parametrize("code", [WITHOUT, OLDER], ids=["without", "older"])
def test_workers_without_the_program_are_refused(
    cluster: Running, tmp_path: Path, code: str
) -> None:
    """Also one that has some version of it without this part."""
    older = tmp_path / "older"
    (older / "scheduler").mkdir(parents=True)
    for name in ("scheduler", "scheduler/sweep"):
        (older / name).mkdir(exist_ok=True)
        (older / name / "__init__.py").touch()
    hired(cluster, code, older)
    base, problem = tiny(tmp_path)
    with (
        Cluster(cluster.address, base.packed()) as connected,
        pytest.raises(UsageError) as told,
    ):
        list(connected.outcomes(sampled(problem, 1, 2), Stop()))
    assert "install it on their machines" in told.value.message.en


OTHER = """
import scheduler.sweep.base as base
base.__version__ = "7.7.7"
from dask.__main__ import main
main()
"""
"""Dask's command line on a machine with another version of the program."""


@pytest.mark.parametrize("code", [WITHOUT, OTHER], ids=["without", "other"])
def test_a_worker_with_another_program_is_left_aside_while_others_work(
    cluster: Running, tmp_path: Path, code: str
) -> None:
    """It joins in the middle, is told once, and takes no scenario."""
    base, problem = tiny(tmp_path)
    items = list(sampled(problem, 1, 4))
    said: list[Text] = []
    cluster.hire()
    with Cluster(cluster.address, base.packed(), 120, said.append) as connected:
        found = [untimed(o) for o in connected.outcomes(items[:2], Stop())]
        hired(cluster, code, ROOT)
        until = time.monotonic() + 60
        while not said and time.monotonic() < until:
            connected._counted = 0.0
            connected._count_workers()
            time.sleep(0.02)
        found += [untimed(o) for o in connected.outcomes(items[2:], Stop())]
    assert sorted(found, key=lambda o: o.name) == [untimed(outcome_of(base, i)) for i in items]
    assert ["left aside" in text.en for text in said] == [True]
    assert "不予使用" in said[0].zh and ("7.7.7" in said[0].en) == (code == OTHER)


def test_other_versions_alone_are_refused_with_nothing_written(
    cluster: Running, tmp_path: Path
) -> None:
    hired(cluster, OTHER, ROOT)
    planned(tmp_path)
    told = run("-w", tmp_path, "sweep", "--sample", 1, "--cluster", cluster.address)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "scheduler 7.7.7" in told.stderr
    assert not (tmp_path / "out" / "sweep").exists()


def test_an_error_of_the_system_in_a_task_is_its_outcome(cluster: Running, tmp_path: Path) -> None:
    """Here its base, for which a file is missing; nobody waits for the cluster to come back."""
    cluster.hire()
    _, problem = tiny(tmp_path)
    item = next(iter(sampled(problem, 1, 1)))
    unread = zlib.compress(b"cos\nstat\n(S'/nowhere/at/all'\ntR.")
    found = solved(cluster, unread, [item])[item.name]
    assert (found.status, found.cause) == ("failed", "lost")
    assert "FileNotFoundError" in found.why_en


def test_a_worker_that_dies_when_it_is_asked_ends_nothing(cluster: Running, tmp_path: Path) -> None:
    """Those that live do all; when none does, that is told, and one that comes goes on."""
    base, problem = tiny(tmp_path)
    items = list(sampled(problem, 1, 3))
    said: list[Text] = []

    def hire(text: Text) -> None:
        if not said:
            cluster.workers.clear()
            cluster.hire()
        said.append(text)

    hired(cluster, DYING)
    with Cluster(cluster.address, base.packed(), 120, hire) as connected:
        found = [untimed(o) for o in connected.outcomes(items, Stop())]
    assert sorted(o.name for o in found) == [i.name for i in items]
    assert "dask worker" in said[0].en and "has workers again" in said[1].en
    hired(cluster, DYING)
    assert list(solved(cluster, base.packed(), items).values()) == found


@pytest.mark.usefixtures("soon")
@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_a_worker_that_does_not_answer_is_told_and_keeps_nobody_waiting(
    cluster: Running, tmp_path: Path
) -> None:
    base, problem = tiny(tmp_path)
    items = list(sampled(problem, 1, 2))
    said: list[Text] = []

    def hire(text: Text) -> None:
        if not said:
            cluster.workers[0].kill()
            cluster.workers.pop(0).wait()
            cluster.hire()
        said.append(text)

    cluster.hire()
    cluster.workers[0].send_signal(signal.SIGSTOP)
    with Cluster(cluster.address, base.packed(), 120, hire) as connected:
        assert len(list(connected.outcomes(items, Stop()))) == 2
    assert "没有可用的工作进程（1 个没有应答）" in said[0].zh
    assert "no workers that can be used (1 do not answer)" in said[0].en


def test_a_lost_cluster_has_its_own_exit_status() -> None:
    assert ClusterLost("tcp://x").exit_code == 3


def test_a_task_that_the_client_leaves_off_is_no_news(
    cluster: Running,
) -> None:
    """On a busy machine its traceback came between the sentences of a sweep without workers."""
    reach(cluster.address)
    told: list[str] = []
    for error in (AllExit(), ValueError("odd")):

        async def ends(error: Exception = error) -> None:
            raise error

        async def forgotten(ends: Any = ends) -> None:
            task = asyncio.ensure_future(ends())
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            del task
            gc.collect()

        handler = logging.StreamHandler(stream := StringIO())
        logging.getLogger("asyncio").addHandler(handler)
        try:
            # A browser of other tests may have a loop in this thread.
            with ThreadPoolExecutor(1) as apart:
                apart.submit(asyncio.run, forgotten()).result()
        finally:
            logging.getLogger("asyncio").removeHandler(handler)
        told.append(stream.getvalue())
    assert told[0] == ""
    assert "never retrieved" in told[1]
