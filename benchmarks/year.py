"""Times whole ``scheduler solve`` runs and lets the independent checker judge the plans.

Usage: ``python benchmarks/year.py [WORKSPACE ...] [--city EVENTS:SEED ...] [--limit S] [--workers N]``

Prints a row per workspace: wall seconds from process start to exit, outputs written; status, cost,
bound, gap; peak memory of the whole process tree (Linux); and the checker's verdict.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.cities import write_city
from benchmarks.measure import timed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def measure(workspace: Path, limit: float, workers: int) -> str:
    """Solve one workspace and return its row."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "scheduler", "-w", str(workspace), "solve", "-o", str(out)]
        command += ["--time-limit", str(limit), "--workers", str(workers)]
        run = timed(command, ROOT, max(1, workers), 2 * limit + 600)
        plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
        check = [sys.executable, str(HERE / "checker.py"), str(workspace), str(out / "plan.json")]
        judged = subprocess.run([*check, "--out", str(out)], cwd=ROOT, capture_output=True, text=True)
        verdict = json.loads(judged.stdout)
        same = verdict["cost"] == plan["cost"]
        gap = "" if plan["gap"] is None else f"{plan['gap']:.2%}"
        return (
            f"| {workspace.name} | {run.wall_s:.1f} | {plan['status']} | {plan['cost']} | {plan['bound']} "
            f"| {gap} | {run.peak_mib:.0f} | {'agrees' if verdict['ok'] and same else 'DISAGREES'} |"
        )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspaces", nargs="*", type=Path)
    parser.add_argument("--city", action="append", default=[], metavar="EVENTS:SEED[:WINDOWS]")
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    print("| workspace | wall s | status | cost | bound | gap | peak MiB | checker |")
    print("|---|---|---|---|---|---|---|---|")
    for workspace in args.workspaces or ([] if args.city else [ROOT]):
        print(measure(workspace.resolve(), args.limit, args.workers), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for spec in args.city:
            events, seed, *windows = spec.split(":")
            city = Path(folder) / f"city-{spec.replace(':', '-')}"
            write_city(city, events=int(events), seed=int(seed), **({"windows": windows[0]} if windows else {}))
            print(measure(city, args.limit, args.workers), flush=True)


if __name__ == "__main__":
    main()
