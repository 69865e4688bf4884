"""Times ``scheduler whatif``: each scenario near the standing plan, in a process of its own.

Usage: ``python benchmarks/whatif.py [SCENARIO ...] [-w WORKSPACE] [--plan PLAN] [--today DATE] [--workers N]``

Without scenarios, those of the workspace's folder ``scenarios``; without a plan, the workspace is solved first. A row each: wall
seconds from process start to exit, status, cost, bound, and events that moved, were lost and won. ``outbreak`` is asked twice, also as
known on 25 July 2021. Ends with exit code 1 if a bound lies above its cost, a cost is not the sum of its rules, or what is called optimal
is not proven. Figures hold for idle cores.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KNOWN = {"outbreak.yaml": "2021-07-25"}


def scheduler(workspace: Path, *args: str) -> tuple[float, Any]:
    """Wall seconds of a command, and its JSON answer."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "scheduler", "-w", str(workspace), *args, "--format", "json"]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return time.perf_counter() - began, json.loads(run.stdout)


def faults(found: dict[str, Any]) -> Iterator[str]:
    """What an answer must not be."""
    cost, bound = found["cost"], found["bound"]
    if (cost is None) != (found["status"] in ("infeasible", "unknown")):
        yield f"{found['status']}, but cost {cost}"
    if cost is None:
        return
    if bound is not None and bound > cost:
        yield f"bound {bound} above cost {cost}"
    if (found["status"] == "optimal") != (bound == cost):
        yield f"{found['status']}, but cost {cost} and bound {bound}"
    told = sum(after for _, after in found["cost_by_rule"].values())
    if told != cost:
        yield f"cost {cost}, but {told} by its rules"


def row(workspace: Path, path: Path, plan: Path, workers: int, today: str | None) -> list[str]:
    """A scenario's row is printed; its faults come back."""
    known = ["--today", today] if today else []
    more = ["--plan", str(plan), "--workers", str(workers), *known]
    wall, answer = scheduler(workspace, "whatif", str(path), *more)
    (found,) = answer["scenarios"]
    counts = [found["counts"][kind] for kind in ("moved", "lost", "won")] if found["cost"] is not None else "–––"
    name = path.stem + (f" ({today})" if today else "")
    cells = [name, f"{wall:.1f}", found["status"], found["cost"], found["bound"], *counts]
    print("| " + " | ".join("–" if c is None else str(c) for c in cells) + " |", flush=True)
    return [f"{name}: {fault}" for fault in faults(found)]


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="*", type=Path)
    parser.add_argument("-w", "--workspace", type=Path, default=ROOT)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--today")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    workspace = args.workspace.resolve()
    paths = [p.resolve() for p in args.scenario] or sorted((workspace / "scenarios").glob("*.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        plan = args.plan and args.plan.resolve()
        if plan is None:
            scheduler(workspace, "solve", "-o", folder, "--workers", str(args.workers))
            plan = Path(folder) / "plan.csv"
        wrong = []
        print("| scenario | wall s | status | cost | bound | moved | lost | won |")
        print("|---|---|---|---|---|---|---|---|")
        for path in paths:
            known = [args.today] if args.today else [None, KNOWN[path.name]] if path.name in KNOWN else [None]
            for today in known:
                wrong += row(workspace, path, plan, args.workers, today)
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
