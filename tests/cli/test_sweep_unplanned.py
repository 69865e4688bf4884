"""``sweep`` where no plan stands yet: it is solved for once, and only when all else is sound."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from benchmarks.cities import write_city
from scheduler.sweep import cluster
from tests.cli.test_sweep import NO_KILL, await_lines, lines, program, table
from tests.cli.tiny import PLAN, ROWS, answer, city, listing, run

AWAY = "tcp://127.0.0.1:9"
"""Where nothing listens."""

PATIENCE_S = 0.5
"""Seconds to reach a cluster where there is none."""

FILES = ["results.jsonl", "results.parquet", "standing.csv", "sweep.json"]
UNPLANNED = "solving for a standing plan first"


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that nobody runs is given up before long."""
    monkeypatch.setattr(cluster, "CONNECT_S", PATIENCE_S)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny city with two sweeps: one of another plan than it tells, one of the city's."""
    folder = city(tmp_path_factory.mktemp("town"), file="", **{"plan.csv": PLAN})
    for name in ("other", "planless"):
        asked = ("--sample", 1, "--workers", 1, "--plan", folder / "plan.csv", "-o", folder / name)
        answer("-w", folder, "sweep", *asked)
    (folder / "other" / "standing.csv").write_text(PLAN)
    return folder


@NO_KILL
def test_kill_9_loses_neither_results_nor_the_plan_that_they_are_of(tmp_path: Path) -> None:
    city(tmp_path)
    out = tmp_path / "out" / "sweep"
    with program(tmp_path, "--sample", 10, "--workers", 1) as running:
        await_lines(running, out, 3)
        running.send_signal(signal.SIGKILL)
    before, plan = lines(out), (out / "standing.csv").read_bytes()
    assert 3 <= len(before) < 11
    told = run("-w", tmp_path, "sweep", "--sample", 10, "--workers", 1, "--format", "json")
    assert told.exit_code == 0
    assert str(out / "standing.csv") in told.stderr
    assert json.loads(told.stdout)["plan"] == (out / "standing.csv").as_posix()
    assert (lines(out)[: len(before)], len(lines(out))) == (before, 11)
    assert (listing(out), (out / "standing.csv").read_bytes()) == (FILES, plan)
    asked = ("sweep", "--sample", 10, "--plan", out / "standing.csv", "-o", tmp_path / "whole")
    answer("-w", tmp_path, *asked, "--workers", 1)
    assert table(out) == table(tmp_path / "whole")


def test_the_first_run_tells_the_plan_as_the_next_one_does(tmp_path: Path) -> None:
    city(tmp_path)
    out = tmp_path / "out" / "sweep"
    first = answer("-w", tmp_path, "sweep", "--sample", 1)
    assert str(out / "standing.csv") in first["files"]
    next_one = answer("-w", tmp_path, "sweep", "--sample", 1)
    assert {k: v for k, v in first.items() if k != "files"} == {
        k: v for k, v in next_one.items() if k != "files"
    }


def test_again_solves_for_a_plan_of_its_own_and_so_does_a_city_without_results(
    tmp_path: Path,
) -> None:
    city(tmp_path)
    out = tmp_path / "out" / "sweep"
    answer("-w", tmp_path, "sweep", "--sample", 1)
    (out / "standing.csv").write_text(PLAN.replace("05-20", "05-21"))
    assert run("-w", tmp_path, "sweep", "--sample", 1).exit_code == 2
    answer("-w", tmp_path, "sweep", "--sample", 1, "--again")
    assert "2021-05-20" in (out / "standing.csv").read_text()
    (out / "results.jsonl").write_bytes(lines(out)[0] + b"\n")
    city(tmp_path, *ROWS[:2])
    told = answer("-w", tmp_path, "sweep", "--sample", 1)
    assert told["pending"] == 0
    assert "parade" not in (out / "standing.csv").read_text()


@NO_KILL
def test_ctrl_c_while_a_plan_is_solved_for_begins_nothing(tmp_path: Path) -> None:
    write_city(tmp_path, events=60, seed=1)
    with program(tmp_path, "--sample", 2, "--workers", 1) as running:
        assert running.stderr is not None
        next(line for line in running.stderr if UNPLANNED in line)
        running.send_signal(signal.SIGINT)
        told, notes = running.communicate(timeout=120)
    assert (running.returncode, told) == (3, "")
    assert "the sweep has not begun" in notes and "Traceback" not in notes
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "no scenarios"), (("--grid", "close:hall:year"), "close:hall:year"),
        (("none.yaml",), "none.yaml"), (("--sample", 1, "-o", "file"), "Cannot write"),
        (("--sample", 1, "--cluster", AWAY), "cannot be reached"),
        (("--sample", 1, "--seed", 2, "-o", "other"), "seed"),
        (("--sample", 1, "-o", "planless"), "the standing plan"),
    ],
)  # fmt: skip
def test_faults_are_told_before_a_plan_is_solved_for(
    town: Path, args: tuple[object, ...], said: str, monkeypatch: pytest.MonkeyPatch, soon: None
) -> None:
    monkeypatch.chdir(town)
    before = listing(town)
    told = run("-w", town, "sweep", *args)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr
    assert UNPLANNED not in told.stderr
    assert not (town / "out").exists()
    assert listing(town) == before


@pytest.mark.usefixtures("soon")
def test_a_cluster_that_cannot_be_reached_leaves_nothing_behind(tmp_path: Path) -> None:
    city(tmp_path, **{"out/plan.csv": PLAN})
    asked = ("-w", tmp_path, "sweep", "--sample", 1)
    assert run(*asked, "--cluster", AWAY).exit_code == 2
    assert not (tmp_path / "out" / "sweep").exists()
    answer(*asked)
    assert run(*asked, "--cluster", AWAY).exit_code == 0
    assert run(*asked, "--cluster", AWAY, "--again").exit_code == 2
    assert len(lines(tmp_path / "out" / "sweep")) == 2
    assert run(*asked, "--cluster", AWAY, "--seed", 2).exit_code == 2
