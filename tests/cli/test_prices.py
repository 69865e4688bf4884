"""``prices``: what easing one thing by one unit would save."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.cities import write_city
from tests.cli.tiny import CLASH, PLAN, POLICY, ROOT, ROWS, answer, city, listing, run, solve
from tests.loading.workspaces import row

BOOKED = row(id="early", name_zh="早", name_en="Early", gross_m2=9000, booked_start="2021-05-10")
LIMITS = POLICY + "limits: {openings_per_day: 3}\n"


def test_prices(tmp_path: Path) -> None:
    """With two processes; Boats and Care both wish for the booked days."""
    city(tmp_path, *ROWS, BOOKED, policy=LIMITS)
    cost = solve(tmp_path)["cost"]
    said = answer("-w", tmp_path, "prices", "--workers", 2)
    assert list(said) == ["cost", "bound", "pending", "prices"]
    assert (said["cost"], said["bound"], said["pending"]) == (cost, cost, 0)
    booking, limit = said["prices"]
    assert list(booking) == ["key", "rule", "file", "gain", "text_zh", "text_en"]
    assert (booking["key"], limit["key"]) == ("booking:early", "limit:openings_per_day")
    assert booking["gain"]["low"] == booking["gain"]["high"] > 0
    assert limit["gain"] == {"low": 0, "high": 0}
    assert "prices.jsonl" in listing(tmp_path / "out")
    told = run("-w", tmp_path, "prices", lang="zh")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[0] == "放宽一个单位可省的分值："
    assert told.stdout.splitlines()[-1] == "已证明放宽也不省分的：1 项"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send there")
def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    """With processes at work, the first signal ends them all, and nothing is lost."""
    write_city(tmp_path, events=40, seed=1)
    solve(tmp_path, "--gap", 1)
    command = [sys.executable, "-m", "scheduler", "-w", str(tmp_path), "prices", "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        path = tmp_path / "out" / "prices.jsonl"
        while program.poll() is None and not (path.exists() and path.read_text()):
            time.sleep(0.05)
        program.send_signal(signal.SIGINT)
        told, _ = program.communicate(timeout=120)
    assert program.returncode == 3
    assert path.read_text().endswith("}\n")
    assert "run again to go on from here" in told


def test_nothing_to_ease(tmp_path: Path) -> None:
    city(tmp_path)
    said = run("-w", tmp_path, "prices", "-o", tmp_path / "p", "--workers", 1)
    assert said.exit_code == 0
    assert said.stdout.startswith("Easing any one thing would save nothing.\n")


def test_hostile_input(tmp_path: Path) -> None:
    city(tmp_path, **{"plan.csv": PLAN.replace("05-14", "05-12"), "file": ""})
    for args in (("--plan", tmp_path / "plan.csv"), ("--plan", tmp_path / "none.csv"),
                 ("-o", tmp_path / "file")):  # fmt: skip
        told = run("-w", tmp_path, "prices", *args, "--workers", 1)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "Traceback" not in told.stderr
    city(tmp_path / "none", *CLASH)
    assert run("-w", tmp_path / "none", "prices", "--workers", 1).exit_code == 1
