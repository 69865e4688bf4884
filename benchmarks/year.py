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
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def tree_mb(pid: int) -> float:
    """Resident memory of a process and its descendants, in MiB; 0 where /proc is not there."""
    total, pending = 0.0, [pid]
    while pending:
        one = pending.pop()
        try:
            status = Path(f"/proc/{one}/status").read_text()
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:
            continue
        kib = next((x.split()[1] for x in status.splitlines() if x.startswith("VmRSS")), "0")
        total += int(kib) / 1024
        pending.extend(int(c) for c in children)
    return total


def measure(workspace: Path, limit: float, workers: int) -> str:
    """Solve one workspace and return its row."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "scheduler", "-w", str(workspace), "solve", "-o", str(out)]
        command += ["--time-limit", str(limit), "--workers", str(workers)]
        began, peak = time.perf_counter(), 0.0
        run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run.poll() is None:
            peak = max(peak, tree_mb(run.pid))
            time.sleep(0.05)
        wall = time.perf_counter() - began
        plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
        check = [sys.executable, str(HERE / "checker.py"), str(workspace), str(out / "plan.json")]
        judged = subprocess.run([*check, "--out", str(out)], cwd=ROOT, capture_output=True, text=True)
        verdict = json.loads(judged.stdout)
        same = verdict["cost"] == plan["cost"]
        gap = "" if plan["gap"] is None else f"{plan['gap']:.2%}"
        return (
            f"| {workspace.name} | {wall:.1f} | {plan['status']} | {plan['cost']} | {plan['bound']} "
            f"| {gap} | {peak:.0f} | {'agrees' if verdict['ok'] and same else 'DISAGREES'} |"
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
    sys.path.insert(0, str(ROOT))
    from benchmarks.cities import write_city

    with tempfile.TemporaryDirectory() as folder:
        for spec in args.city:
            events, seed, *windows = spec.split(":")
            city = Path(folder) / f"city-{spec.replace(':', '-')}"
            write_city(city, events=int(events), seed=int(seed), **({"windows": windows[0]} if windows else {}))
            print(measure(city, args.limit, args.workers), flush=True)


if __name__ == "__main__":
    main()
