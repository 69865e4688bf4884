"""``sweep`` on a terminal: a bar while it runs, and what is said meanwhile on lines of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import dask_local
from tests.cli.test_sweep import planned
from tests.cli.tiny import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")


def typed(folder: Path, *args: object) -> tuple[str, str]:
    """What the program writes to a terminal, as bytes come, and its answer."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "scheduler", "-w", folder, "--lang", "en", "sweep", *args]
    running = subprocess.Popen(
        [str(c) for c in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, text=True,
        env=os.environ | {"COLUMNS": "80"},
    )  # fmt: skip
    os.close(theirs)
    told = b""
    try:
        while piece := os.read(ours, 4096):
            told += piece
    except OSError:
        # Linux says so when the last writer is gone.
        pass
    os.close(ours)
    answer, _ = running.communicate(timeout=120)
    return told.decode(), answer


def seen(told: str) -> list[str]:
    """Lines as a terminal shows them in the end, letters written over others."""
    lines = []
    for line in told.replace("\r\n", "\n").split("\n"):
        shown = ""
        for piece in line.split("\r"):
            shown = piece + shown[len(piece) :]
        lines.append(shown.rstrip())
    return lines


def test_a_bar_is_drawn_and_gone_in_the_end(tmp_path: Path) -> None:
    planned(tmp_path)
    told, answer = typed(tmp_path, "--sample", 3, "--workers", 1)
    assert "[" + "-" * 30 + "] 0 of 3" in told
    assert "[" + "#" * 20 + "-" * 10 + "] 2 of 3" in told
    assert "[" + "#" * 30 + "] 3 of 3" in told
    assert "#" not in "".join(seen(told))
    assert answer.startswith("Scenarios: 3; with a plan 3")


def test_what_a_cluster_waits_for_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    planned(tmp_path)
    with dask_local.cluster(tmp_path) as running:
        asked = ("--sample", 2, "--cluster", running.address, "--worker-timeout", 0)
        told, _ = typed(tmp_path, *asked)
    said = [line for line in seen(told) if "has no workers" in line]
    assert [line.startswith("The cluster at tcp://") for line in said] == [True]
