"""Real calendar programs as people run them, each in a process and a folder of its own."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


def need(program: str) -> None:
    """Skip on a person's machine that lacks a program; never in CI."""
    if importlib.util.find_spec(program) is None:
        assert os.environ.get("CI") != "true", f"{program} is not installed"
        pytest.skip(f"{program} is not installed")


def call(folder: Path, *command: str) -> str:
    """Run a program of this Python; what it printed."""
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "TZ": "Asia/Shanghai"}
    places = {key: str(folder / key) for key in ("XDG_DATA_HOME", "XDG_CACHE_HOME")}
    env = os.environ | home | places | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-m", *command], env=env, cwd=folder, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    return run.stdout


@dataclass
class Vdirsyncer:
    """Copies a feed into a folder, an item a file."""

    folder: Path
    url: str

    def __post_init__(self) -> None:
        need("vdirsyncer")
        self.items = self.folder / "items"
        (self.folder / "vdirsyncer.conf").write_text(
            f'[general]\nstatus_path = "{self.folder}/status/"\n'
            '[pair feed]\na = "web"\nb = "disk"\ncollections = null\n'
            'conflict_resolution = "a wins"\n'
            f'[storage web]\ntype = "http"\nurl = "{self.url}"\n'
            f'[storage disk]\ntype = "filesystem"\npath = "{self.items}"\nfileext = ".ics"\n'
        )
        self.items.mkdir()
        self._run("discover")

    def sync(self) -> list[str]:
        """Bring the folder up to date; what it says it did."""
        lines = self._run("sync").splitlines()
        return [line for line in lines if "Copying" in line or "Deleting" in line]

    def contents(self) -> dict[str, tuple[bytes, int]]:
        """Bytes and time of each item."""
        return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in self.items.iterdir()}

    def _run(self, *command: str) -> str:
        config = str(self.folder / "vdirsyncer.conf")
        return call(self.folder, "vdirsyncer", "-v", "INFO", "-c", config, *command)


def khal(folder: Path, items: Path, first: str, last: str) -> list[str]:
    """What khal lists of a folder's items from one day to another, both inclusive."""
    need("khal")
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[feed]]\npath = {items}\n[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n"
    )
    shown = ("--format", "{start-date} {end-date} {status} {title}", "--day-format", "")
    said = call(folder, "khal", "-c", str(config), "list", *shown, "--once", first, last)
    return [" ".join(line.split()) for line in said.splitlines() if line.strip()]
