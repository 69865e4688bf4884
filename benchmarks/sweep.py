"""Times a sweep: core use, memory of the workers, and whether it equals the same scenarios one by one.

Usage: ``python benchmarks/sweep.py [WORKSPACE] [--scenarios N] [--check N] [--workers N] [--plan PLAN]``

Solves the workspace first unless a plan is given, then runs ``scheduler sweep`` over so many random scenarios,
in a folder of its own. Core use is processor time of the program and all its children by wall time and workers,
from process start to exit. Some scenarios, spread over the list, are then solved one by one in this process;
all fields but times must be equal. Memory of a worker includes that of its largest solver process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))


def program(*args: object) -> tuple[float, float]:
    """Wall and processor seconds of a run of the program with all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "scheduler", *map(str, args)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_by_one(workspace: Path, plan: Path, count: int, check: int, out: Path) -> tuple[int, list[float]]:
    """How many scenarios differ from the sweep's, and the seconds of each."""
    from scheduler import replan
    from scheduler.audit import audit
    from scheduler.loading import read_any
    from scheduler.scenarios.read import read_city
    from scheduler.sweep.base import Base, Settings
    from scheduler.sweep.outcome import Outcome
    from scheduler.sweep.sample import sampled
    from scheduler.sweep.work import outcome_of

    sources, loaded = read_city(workspace)
    problem = loaded.problem
    standing = replan.standing(problem, read_any(plan, problem).plan)
    base = Base(sources, standing, frozenset(problem.event_by_id), audit(problem, standing).cost, Settings())
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    swept = {o.key: o for o in map(Outcome.of, map(json.loads, lines))}
    items = list(sampled(problem, 1, count))
    chosen = items[:: max(1, len(items) // check)][:check] if check else []
    alone = [outcome_of(base, item) for item in chosen]
    untimed = [[replace(o, wall_s=0.0, peak_mb=0, tries=0) for o in (a, swept[a.key])] for a in alone]
    return sum(a != b for a, b in untimed), [o.wall_s for o in alone]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--scenarios", type=int, default=200)
    parser.add_argument("--check", type=int, default=10, help="how many are solved one by one")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--plan", type=Path)
    args = parser.parse_args()
    workspace = args.workspace.resolve()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "sweep"
        plan = args.plan.resolve() if args.plan else Path(folder) / "base" / "plan.csv"
        if not args.plan:
            program("-w", workspace, "solve", "-o", plan.parent, "--workers", args.workers)
        asked = ("--sample", args.scenarios, "--plan", plan, "--workers", args.workers, "-o", out)
        wall, cpu = program("-w", workspace, "sweep", *asked)
        said = json.loads((out / "sweep.json").read_text(encoding="utf-8"))
        rows = said["scenarios"]
        differ, seconds = one_by_one(workspace, plan, args.scenarios, args.check, out)
    counts = {s: sum(r["status"] == s for r in rows) for s in ("optimal", "feasible", "infeasible", "unknown", "failed")}
    walls = sorted(r["wall_s"] for r in rows)
    print("| what | figure |\n|---|---|")
    print(f"| scenarios | {len(rows)}: {', '.join(f'{n} {s}' for s, n in counts.items() if n)} |")
    print(f"| wall s of the sweep, {args.workers} workers | {wall:.1f} |")
    print(f"| seconds of a scenario: median, largest | {walls[len(walls) // 2]:.1f}, {walls[-1]:.1f} |")
    print(f"| use of {args.workers} cores | {cpu / wall / args.workers:.0%} |")
    print(f"| most memory of a worker with its solver, MiB | {max(r['peak_mb'] for r in rows)} |")
    print(f"| solved one by one besides | {len(seconds)}, different: {differ} |")
    robust = said["robustness"]
    print(f"| mean and worst loss | {robust['expected_loss']}, {robust['worst_loss']} ({robust['worst_scenario']}) |")


if __name__ == "__main__":
    main()
