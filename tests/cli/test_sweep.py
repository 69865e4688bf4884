"""``sweep``: the command as people run it, broken off in every way, and gone on with."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from benchmarks.cities import write_city
from scheduler.cli.sweep_show import brief
from scheduler.sweep.outcome import TIMES
from tests.cli.tiny import BROKEN, PLAN, ROOT, answer, city, listing, run, solve

SHUT = """\
title_zh: 1号馆停用
title_en: Hall 1 out of use
changes:
  - close: {venue: expo, hall: h1, from: 2021-05-14, to: 2021-05-31}
"""
WRONG = "title_en: Wrong\nchanges: [{drop_event: boatz}]\n"
NO_KILL = pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")


def planned(folder: Path, **files: str) -> Path:
    """The tiny city with a standing plan."""
    return city(folder, **{"out/plan.csv": PLAN, **files})


def table(out: Path) -> list[dict[str, Any]]:
    """The Parquet file's rows without what tells of the computing."""
    read = pyarrow.parquet.read_table(out / "results.parquet")
    return read.drop_columns(list(TIMES)).to_pylist()


def lines(out: Path) -> list[bytes]:
    """Whole lines of the file of finished scenarios."""
    path = out / "results.jsonl"
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def test_files_grid_and_sample(tmp_path: Path) -> None:
    planned(tmp_path, **{"scenarios/shut.yaml": SHUT, "scenarios/wrong.yaml": WRONG})
    asked = ("sweep", tmp_path / "scenarios", "--grid", "close:venue:month", "--sample", 3)
    said = answer("-w", tmp_path, *asked, "--workers", 2)
    names = [s["scenario"] for s in said["scenarios"]]
    assert names == [
        "scenarios/shut.yaml", "scenarios/wrong.yaml", "close-expo-2021-05",
        "close-square-2021-05", "sample-1-00001", "sample-1-00002", "sample-1-00003",
    ]  # fmt: skip
    shut, wrong, month = said["scenarios"][:3]
    assert (shut["cost"], shut["change"], shut["loss_low"], shut["loss_high"]) == (14, 20, 20, 20)
    assert (shut["moved"], shut["venue_id"], shut["hall_id"]) == (["care"], "expo", "h1")
    assert (wrong["status"], wrong["cause"]) == ("failed", "input")
    assert month["dropped"] == ["boats", "care"]
    robust = said["robustness"]
    assert (robust["over"], robust["with_plan"], robust["failed"]) == ("sample", 3, 0)
    assert (said["pending"], said["with_plan"]) == (0, 6)
    assert [h["hall_id"] for h in said["halls"]][0] == "h1"
    assert {v["venue_id"] for v in said["venues"]} >= {"expo", "square"}
    assert said["months"][0]["month"] == "2021-05"
    out = tmp_path / "out" / "sweep"
    assert listing(out) == ["results.jsonl", "results.parquet", "sweep.json"]
    assert [r["scenario"] for r in table(out)] == names
    written = json.loads((out / "sweep.json").read_text(encoding="utf-8"))
    assert written == {k: v for k, v in said.items() if k != "files"}


def test_told_in_both_languages(tmp_path: Path) -> None:
    planned(tmp_path, **{"shut.yaml": SHUT, "wrong.yaml": WRONG})
    paths = (tmp_path / "shut.yaml", tmp_path / "wrong.yaml")
    asked = ("-w", tmp_path, "sweep", *paths, "--grid", "close:venue:month", "--workers", 1)
    zh, en = run(*asked, lang="zh"), run(*asked, "-n", 1)
    assert (zh.exit_code, en.exit_code) == (0, 0)
    counts = "情景 4 个：有方案 3，无可行方案 0，未得出方案 0，失败 1，未算 0。"
    said = zh.stdout.splitlines()
    assert said[0] == counts
    heads = {"哪个展厅停用损失最大：", "哪个场馆停用损失最大：", "哪个月最紧：", "失败的情景："}
    assert heads <= set(said)
    assert "会展中心 h1" in zh.stdout.replace("Hall 1", "h1")
    assert "Which hall's loss hurts most:" in en.stdout
    assert "more rows in" in en.stdout
    assert "Maybe boats?" in en.stdout


@NO_KILL
def test_files_that_no_scenario_can_be_read_from_are_rows_that_failed(tmp_path: Path) -> None:
    """Links that lead nowhere or to themselves, a pipe; a name that is no UTF-8 is a name."""
    planned(tmp_path, **{"scenarios/shut.yaml": SHUT})
    folder = tmp_path / "scenarios"
    (folder / "gone.yaml").symlink_to("nowhere.yaml")
    (folder / "round.yaml").symlink_to("round.yaml")
    os.mkfifo(folder / "pipe.yaml")
    for name, text in ((b"caf\xe9.yaml", SHUT), (b"th\xe9.yaml", "title_en: [")):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(text)
    out = tmp_path / os.fsdecode(b"r\xe9sultats")
    said = answer("-w", tmp_path, "sweep", folder, "--workers", 1, "-o", out)
    rows = {s["scenario"].rpartition("/")[2]: s for s in said["scenarios"]}
    assert list(rows) == [
        "caf\\udce9.yaml", "gone.yaml", "pipe.yaml", "round.yaml", "shut.yaml", "th\\udce9.yaml"
    ]  # fmt: skip
    failed = [name for name, s in rows.items() if (s["status"], s["cause"]) == ("failed", "input")]
    assert failed == ["gone.yaml", "pipe.yaml", "round.yaml", "th\\udce9.yaml"]
    assert rows["caf\\udce9.yaml"]["loss_high"] == rows["shut.yaml"]["loss_high"] == 20
    before = lines(out)
    answer("-w", tmp_path, "sweep", folder, "--workers", 1, "-o", out)
    assert lines(out) == before
    assert json.loads((out / "sweep.json").read_text(encoding="utf-8"))["pending"] == 0


def test_a_second_run_solves_only_what_is_missing(tmp_path: Path) -> None:
    planned(tmp_path)
    asked = ("-w", tmp_path, "sweep", "--workers", 1)
    out = tmp_path / "out" / "sweep"
    answer(*asked, "--sample", 2)
    before = lines(out)
    assert len(before) == 3
    said = answer(*asked, "--sample", 4)
    assert lines(out)[:3] == before
    assert len(lines(out)) == 5
    assert [s["scenario"] for s in said["scenarios"]] == [f"sample-1-0000{k}" for k in (1, 2, 3, 4)]
    answer(*asked, "--sample", 4)
    assert len(lines(out)) == 5


def test_what_wall_time_cut_short_is_solved_again(tmp_path: Path) -> None:
    planned(tmp_path)
    asked = ("-w", tmp_path, "sweep", "--sample", 2, "--workers", 1)
    told = run(*asked, "--time-limit", 0.001, lang="zh")
    assert (told.exit_code, len(lines(tmp_path / "out" / "sweep"))) == (0, 3)
    assert "有 2 个情景因用时到顶而结束" in told.stdout
    assert "再次运行同一命令即重算" in told.stdout
    assert re.search(r"平均损失 至多 -?\d+\.\d\d（未证明） 分", told.stdout)
    assert [(r["bound"], r["loss_low"]) for r in table(tmp_path / "out" / "sweep")] == [
        (None, None), (None, None)
    ]  # fmt: skip
    said = answer(*asked)
    assert len(lines(tmp_path / "out" / "sweep")) == 5
    assert [s["late"] for s in said["scenarios"]] == [False, False]
    whole = answer(*asked, "-o", tmp_path / "whole")
    assert said["robustness"] == whole["robustness"]
    assert "solves them again" not in run(*asked).stdout
    assert len(lines(tmp_path / "out" / "sweep")) == 5


def test_a_changed_scenario_file_is_solved_anew_and_a_torn_line_too(tmp_path: Path) -> None:
    planned(tmp_path, **{"shut.yaml": SHUT})
    asked = ("-w", tmp_path, "sweep", tmp_path / "shut.yaml", "--workers", 1)
    out = tmp_path / "out" / "sweep"
    first = answer(*asked)
    path = out / "results.jsonl"
    path.write_bytes(path.read_bytes()[:-7])
    assert answer(*asked)["scenarios"][0]["loss_high"] == first["scenarios"][0]["loss_high"]
    assert len(lines(out)) == 2
    (tmp_path / "shut.yaml").write_text(SHUT.replace("05-14", "05-01"), encoding="utf-8")
    assert answer(*asked)["scenarios"][0]["dropped"] == ["boats"]
    assert len(lines(out)) == 3


def test_changed_inputs_are_refused_or_begun_again(tmp_path: Path) -> None:
    planned(tmp_path)
    asked = ("-w", tmp_path, "sweep", "--sample", 1, "--workers", 1)
    out = tmp_path / "out" / "sweep"
    answer(*asked)
    before = lines(out)
    (tmp_path / "out" / "plan.csv").write_text(PLAN.replace("05-20", "05-21"))
    refused = run(*asked)
    assert (refused.exit_code, lines(out)) == (2, before)
    assert "the standing plan" in refused.stderr and "--again" in refused.stderr
    answer(*asked, "--again")
    assert (out / "results.old.jsonl").read_bytes().split(b"\n")[:-1] == before
    assert run(*asked, "--seed", 2).exit_code == 2


def test_hostile_input(tmp_path: Path) -> None:
    planned(tmp_path, file="", **{"broken.csv": BROKEN, "empty/none.txt": ""})
    for args in (
        (), ("--grid", "close:hall:year"), (tmp_path / "none.yaml",), (tmp_path / "empty",),
        ("--sample", 1, "--plan", tmp_path / "broken.csv"),
        ("--sample", 1, "-o", tmp_path / "file"), ("--sample", "-1"),
        ("--sample", 1, "--effort", 0), ("--sample", 1, "--today", "May"),
    ):  # fmt: skip
        told = run("-w", tmp_path, "sweep", *args, "--workers", 1)
        assert (told.exit_code, told.stdout) == (2, ""), args
        assert "Traceback" not in told.stderr
    assert not (tmp_path / "out" / "sweep").exists()


def test_known_on_a_day(tmp_path: Path) -> None:
    """On 10 May the boats have begun, so that a closure from the 11th moves nobody."""
    planned(tmp_path, **{"shut.yaml": SHUT.replace("05-14", "05-11")})
    asked = ("-w", tmp_path, "sweep", tmp_path / "shut.yaml", "--workers", 1)
    said = answer(*asked, "--today", "2021-05-10", "-o", tmp_path / "known")
    assert "boats" not in said["scenarios"][0]["moved"]
    assert "boats" in answer(*asked)["scenarios"][0]["moved"]


def program(
    folder: Path, *args: object, code: str = "", **options: Any
) -> subprocess.Popen[str]:
    """The program in a process of its own, with its workers; `code` starts it in another way."""
    begun = ("-c", code) if code else ("-m", "scheduler")
    command = [sys.executable, *begun, "-w", folder, "--lang", "en", "sweep", *args]
    return subprocess.Popen(
        [str(c) for c in command], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def await_lines(running: subprocess.Popen[str], out: Path, count: int) -> None:
    while len(lines(out)) < count and running.poll() is None:
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """Processes that a process has begun and that are still there, all the way down."""
    found = []
    for one in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, one.read_text().split()):
            found += [child, *children(child)]
    return found


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def all_end(pids: list[int]) -> bool:
    """Whether processes end by and by, without anybody's doing."""
    until = time.monotonic() + 60
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city that takes half a second a scenario, with its plan."""
    folder = tmp_path_factory.mktemp("city")
    write_city(folder, events=16, seed=1)
    solve(folder, "--gap", 0.5)
    return folder


@pytest.fixture
def settled(solved: Path, tmp_path: Path) -> Path:
    """The same in the folder of a test; where its sweep writes."""
    shutil.copytree(solved, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out" / "sweep"


@NO_KILL
def test_kill_9_of_the_program_loses_no_finished_scenario(tmp_path: Path, settled: Path) -> None:
    out = settled
    with program(tmp_path, "--sample", 6, "--workers", 2) as running:
        await_lines(running, out, 3)
        at_work = children(running.pid) if sys.platform == "linux" else []
        running.send_signal(signal.SIGKILL)
    before = lines(out)
    assert 3 <= len(before) < 7
    said = answer("-w", tmp_path, "sweep", "--sample", 6, "--workers", 2)
    assert lines(out)[: len(before)] == before
    assert len(lines(out)) == 7
    whole = answer("-w", tmp_path, "sweep", "--sample", 6, "-o", tmp_path / "whole")
    assert table(out) == table(tmp_path / "whole")
    assert said["robustness"] == whole["robustness"]
    assert all_end(at_work)


@NO_KILL
def test_ctrl_c_ends_with_what_is_finished(tmp_path: Path, settled: Path) -> None:
    out = settled
    with program(tmp_path, "--sample", 9, "--workers", 2) as running:
        await_lines(running, out, 3)
        at_work = children(running.pid) if sys.platform == "linux" else []
        running.send_signal(signal.SIGINT)
        told, notes = running.communicate(timeout=120)
    assert running.returncode == 3
    assert "run the same command again to go on from here" in notes
    assert "Traceback" not in notes
    done = len(lines(out)) - 1
    assert len(table(out)) == done < 9
    assert f"still to be solved {9 - done}." in told
    assert all_end(at_work)


@NO_KILL
def test_a_service_that_ends_it_all_at_once_leaves_no_traceback(
    tmp_path: Path, settled: Path
) -> None:
    """Then the workers are told twice: by the one who ends the group, and by the program."""
    with program(tmp_path, "--sample", 9, "--workers", 2, start_new_session=True) as running:
        await_lines(running, settled, 2)
        os.killpg(running.pid, signal.SIGTERM)
        _, notes = running.communicate(timeout=120)
    assert running.returncode == 3
    assert "Traceback" not in notes


def test_the_period_of_a_long_title_is_told() -> None:
    title = "The International Convention and Exhibition Centre of Bayport closed in 2021-05"
    assert brief(title) == "The International Convention and Exhibiti… closed in 2021-05"
    assert brief("会" * 40 + "（2021-05）") == "会" * 21 + "…" + "会" * 3 + "（2021-05）"
    assert brief("Short") == "Short"


@NO_KILL
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_kill_9_of_a_worker_is_made_good(tmp_path: Path, settled: Path) -> None:
    out = settled
    with program(tmp_path, "--sample", 5, "--workers", 2, "--format", "json") as running:
        await_lines(running, out, 2)
        spawned = [p for p in children(running.pid) if "spawn_main" in cmdline(p)]
        os.kill(spawned[0], signal.SIGKILL)
        told, _ = running.communicate(timeout=120)
    said = json.loads(told)
    assert running.returncode == 0
    assert "failed" not in {s["status"] for s in said["scenarios"]}
    assert said["pending"] == 0


def cmdline(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
