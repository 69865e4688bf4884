"""Times planning again: after one hall closes for a week, ``scheduler solve --near`` the plan that stood.

Usage: ``python benchmarks/again.py [WORKSPACE] [--close VENUE/HALL:FROM ...] [--workers N]``

Solves the workspace first, then a copy of it for each closure (seven days from FROM); without any given, it
closes a hall under the largest show of the plan and under some others. A row each: wall seconds from process
start to exit with all outputs written; status, cost, bound; events that changed; and the checker's verdict.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


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


def solve(workspace: Path, out: Path, workers: int, *more: str) -> tuple[float, Any]:
    """Wall seconds of a whole solve, and its plan.json."""
    command = [sys.executable, "-m", "scheduler", "-w", str(workspace), "solve", "-o", str(out), *more]
    began = time.perf_counter()
    subprocess.run([*command, "--workers", str(workers)], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began, json.loads((out / "plan.json").read_text(encoding="utf-8"))


def places(out: Path) -> dict[str, tuple[str, ...]]:
    """Venue, halls and first day of each event."""
    with (out / "plan.csv").open(encoding="utf-8", newline="") as stream:
        return {r["event_id"]: (r["venue_id"], r["hall_ids"], r["show_first"]) for r in csv.DictReader(stream)}


def under_shows(out: Path, count: int = 6) -> list[str]:
    """A hall of the show in most halls, and of others spread over the size of shows."""
    rows = [(-len(halls.split(";")), first, venue, halls.split(";")[0])
            for venue, halls, first in places(out).values() if halls]
    spread = sorted(rows)[:: max(1, len(rows) // count)][:count]
    return [f"{venue}/{hall}:{first}" for _, first, venue, hall in spread]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--close", action="append", metavar="VENUE/HALL:FROM")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    print("| closed for a week | wall s | status | cost | bound | changed | checker |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        base, near = Path(folder) / "base", Path(folder) / "base" / "plan.csv"
        wall, plan = solve(args.workspace.resolve(), base, args.workers)
        print(f"| nothing | {wall:.1f} | {plan['status']} | {plan['cost']} | {plan['bound']} | | |", flush=True)
        for i, closure in enumerate(args.close or under_shows(base)):
            copy, out = Path(folder) / f"city-{i}", Path(folder) / f"out-{i}"
            closed(args.workspace.resolve(), copy, closure)
            wall, plan = solve(copy, out, args.workers, "--near", str(near))
            check = [sys.executable, str(HERE / "checker.py"), str(copy), str(out / "plan.json"), "--near", str(near)]
            verdict = json.loads(subprocess.run(check, cwd=ROOT, capture_output=True, text=True).stdout)
            agrees = verdict["ok"] and verdict["cost"] == plan["cost"]
            before, after = places(base), places(out)
            changed = sum(before.get(e) != after.get(e) for e in before.keys() | after.keys())
            print(f"| {closure} | {wall:.1f} | {plan['status']} | {plan['cost']} | {plan['bound']} "
                  f"| {changed} | {'agrees' if agrees else 'DISAGREES'} |", flush=True)


if __name__ == "__main__":
    main()
