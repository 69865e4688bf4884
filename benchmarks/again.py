"""Times planning again: after one hall closes for a week, ``scheduler solve --near`` the plan that stood.

Usage: ``python benchmarks/again.py [WORKSPACE] [--close VENUE/HALL:FROM ... | --largest N] [--workers N]``

Solves the workspace first, then a copy of it for each closure (seven days from FROM); without any given, it
closes a hall under the largest show of the plan and under some others, with ``--largest N`` each hall of each of the N
largest shows, one at a time. A row each: wall seconds from process start to exit with all outputs written, and seconds of
processor of all its threads and children; status, cost, bound; events that changed; and the checker's verdict. With ``--largest`` rows
go to standard error as they come, and the table at the end has the slowest first.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
HEAD = "| closed for a week | wall s | processor s | status | cost | bound | changed | checker |\n|---|---|---|---|---|---|---|---|"
ANSWERS = (0, 1, 3)  # exit status of a solve that says something: a plan, none, no time


@dataclass(frozen=True)
class Run:
    """A whole solve: seconds of wall and of processor, and its plan.json."""

    wall_s: float
    cpu_s: float
    plan: dict[str, Any]

    def line(self, closed: str, changed: object, verdict: str) -> str:
        """A row of the table."""
        cells = (closed, f"{self.wall_s:.1f}", f"{self.cpu_s:.1f}", self.plan["status"], self.plan["cost"],
                 self.plan["bound"], changed, verdict)
        return f"| {' | '.join('–' if cell is None else str(cell) for cell in cells)} |"


def closed(workspace: Path, copy: Path, closure: str) -> None:
    """Copy a workspace and close one of its halls for a week."""
    place, _, first = closure.partition(":")
    venue_id, hall_id = place.split("/")
    copy.mkdir()
    for name in ("events.csv", "policy.yaml", "venues.yaml", "neighbours"):
        part = workspace / name
        if part.is_dir():
            shutil.copytree(part, copy / name)
        elif part.exists():
            shutil.copy(part, copy / name)
    yaml = YAML()
    document = yaml.load(copy / "venues.yaml")
    halls = next(v["halls"] for v in document["venues"] if v["id"] == venue_id)
    hall = next(h for h in halls if h["id"] == hall_id)
    day = date.fromisoformat(first)
    week = {"from": day, "to": day + timedelta(days=6), "reason_zh": "检修", "reason_en": "repairs"}
    hall.setdefault("closures", []).append(week)
    yaml.dump(document, copy / "venues.yaml")


def processor_s() -> float:
    """Seconds of processor of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def solve(workspace: Path, out: Path, workers: int, *more: str) -> Run:
    """A whole solve."""
    command = [sys.executable, "-m", "scheduler", "-w", str(workspace), "solve", "-o", str(out), *more]
    began = time.perf_counter(), processor_s()
    went = subprocess.run([*command, "--workers", str(workers)], cwd=ROOT, capture_output=True, text=True)
    wall, cpu = time.perf_counter() - began[0], processor_s() - began[1]
    if went.returncode not in ANSWERS:
        raise SystemExit(went.stderr)
    return Run(wall, cpu, json.loads((out / "plan.json").read_text(encoding="utf-8")))


def places(out: Path) -> dict[str, tuple[str, ...]]:
    """Venue, halls and first day of each event; nothing where there is no plan."""
    if not (out / "plan.csv").exists():
        return {}
    with (out / "plan.csv").open(encoding="utf-8", newline="") as stream:
        return {r["event_id"]: (r["venue_id"], r["hall_ids"], r["show_first"]) for r in csv.DictReader(stream)}


def by_size(out: Path) -> list[tuple[str, str, list[str]]]:
    """First day, venue and halls of each show that has halls, those with most halls first."""
    rows = [(first, venue, halls.split(";")) for venue, halls, first in places(out).values() if halls]
    return sorted(rows, key=lambda row: (-len(row[2]), row))


def under_shows(out: Path, count: int = 6) -> list[str]:
    """A hall of the show in most halls, and of others spread over the size of shows."""
    rows = by_size(out)
    return [f"{venue}/{halls[0]}:{first}" for first, venue, halls in rows[:: max(1, len(rows) // count)][:count]]


def under_largest(out: Path, count: int) -> list[str]:
    """Every hall of the shows in most halls, from the first day of each."""
    return [f"{venue}/{hall}:{first}" for first, venue, halls in by_size(out)[:count] for hall in halls]


def again(workspace: Path, base: Path, closure: str, workers: int) -> tuple[float, str]:
    """Plan again after a closure: wall seconds, and the row of the table."""
    near = base / "plan.csv"
    with tempfile.TemporaryDirectory() as folder:
        copy, out = Path(folder) / "city", Path(folder) / "out"
        closed(workspace, copy, closure)
        run = solve(copy, out, workers, "--near", str(near))
        check = [sys.executable, str(HERE / "checker.py"), str(copy), str(out / "plan.json"), "--near", str(near)]
        judged = json.loads(subprocess.run(check, cwd=ROOT, capture_output=True, text=True).stdout)
        before, after = places(base), places(out)
    agrees = judged["ok"] and judged["cost"] == run.plan["cost"]
    changed = sum(before.get(e) != after.get(e) for e in before.keys() | after.keys()) if after else None
    return run.wall_s, run.line(closure, changed, "agrees" if agrees else "DISAGREES")


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", nargs="?", type=Path, default=ROOT)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--close", action="append", metavar="VENUE/HALL:FROM")
    which.add_argument("--largest", type=int, metavar="N", help="every hall of the N largest shows")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    workspace = args.workspace.resolve()
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        print(solve(workspace, base, args.workers).line("nothing", "", ""), flush=True)
        closures = under_largest(base, args.largest) if args.largest else args.close or under_shows(base)
        rows = []
        for closure in closures:
            rows.append(again(workspace, base, closure, args.workers))
            print(rows[-1][1], flush=True, file=sys.stderr if args.largest else sys.stdout)
    if args.largest:
        print("\n".join(line for _, line in sorted(rows, key=lambda row: -row[0])))


if __name__ == "__main__":
    main()
