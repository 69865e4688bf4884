"""Times a sweep: core use, memory of the workers, and whether it equals the same scenarios one by one and on a Dask cluster.

Usage: ``python benchmarks/sweep.py [WORKSPACE] [--scenarios N] [--check N] [--workers N] [--plan PLAN] [--dask]``

Solves the workspace first unless a plan is given, then runs ``scheduler sweep`` over so many random scenarios,
in a folder of its own. Core use is processor time of the program and all its children by wall time and workers,
from process start to exit. N scenarios, spread over the list, are then solved one by one in this process;
all fields but times must be equal. Memory of a worker includes that of its largest solver process.

With ``--dask``, Dask's own scheduler and two workers of one thread are started by their command line, and the same sweep
runs on them: ``sweep.json`` must be the same to the byte but for times. Ends with exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.dask_local import ROOT, cluster

Row = tuple[str, object]

DASK_WORKERS = 2


def program(*args: object) -> tuple[float, float]:
    """Wall and processor seconds of a run of the program with all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "scheduler", *map(str, args)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_by_one(workspace: Path, plan: Path, count: int, check: int, out: Path) -> tuple[list[str], list[float]]:
    """Scenarios that differ from the sweep's, and the seconds of each."""
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
    return [a.name for a, b in untimed if a != b], [o.wall_s for o in alone]


def bare(out: Path) -> dict[str, Any]:
    """The answer of a sweep without what tells of the computing."""
    from scheduler.sweep.outcome import TIMES

    said: dict[str, Any] = json.loads((out / "sweep.json").read_text(encoding="utf-8"))
    rows = [{k: v for k, v in row.items() if k not in TIMES} for row in said["scenarios"]]
    return said | {"scenarios": rows}


def unlike(here: Path, there: Path) -> list[str]:
    """Scenarios of two sweeps that are not the same to the byte but for times; else the figures, if those are not."""
    one, other = bare(here), bare(there)
    pairs = zip(one["scenarios"], other["scenarios"], strict=True)
    rows = [a["scenario"] for a, b in pairs if json.dumps(a) != json.dumps(b)]
    return rows or [key for key in one if json.dumps(one[key]) != json.dumps(other[key])]


def on_dask(asked: Sequence[object], folder: Path) -> tuple[Path, float]:
    """Where the same sweep on a Dask cluster left its answer, and its wall seconds."""
    folder.mkdir()
    with cluster(folder, DASK_WORKERS) as running:
        wall, _ = program(*asked, "--cluster", running.address, "-o", folder / "sweep")
    return folder / "sweep", wall


def run(workspace: Path, plan: Path | None, folder: Path, args: argparse.Namespace) -> tuple[list[Row], list[str]]:
    """Rows of the table, and what differs."""
    out = folder / "sweep"
    if plan is None:
        plan = folder / "base" / "plan.csv"
        program("-w", workspace, "solve", "-o", plan.parent, "--workers", args.workers)
    asked = ("-w", workspace, "sweep", "--sample", args.scenarios, "--plan", plan)
    wall, cpu = program(*asked, "--workers", args.workers, "-o", out)
    said = json.loads((out / "sweep.json").read_text(encoding="utf-8"))
    rows = told(said, wall, cpu, args.workers)
    differ, seconds = one_by_one(workspace, plan, args.scenarios, args.check, out)
    rows.append(("solved one by one besides", f"{len(seconds)}, different: {len(differ)}"))
    if args.dask:
        there, wall = on_dask(asked, folder / "dask")
        other = unlike(out, there)
        rows.append((f"wall s on a Dask cluster of {DASK_WORKERS} workers", f"{wall:.1f}, different: {len(other)}"))
        differ += other
    return rows, differ


def told(said: dict[str, Any], wall: float, cpu: float, workers: int) -> list[Row]:
    """What the sweep of this machine took and found."""
    rows, robust = said["scenarios"], said["robustness"]
    counts = {s: sum(r["status"] == s for r in rows) for s in ("optimal", "feasible", "infeasible", "unknown", "failed")}
    walls = sorted(r["wall_s"] for r in rows)
    return [
        ("scenarios", f"{len(rows)}: {', '.join(f'{n} {s}' for s, n in counts.items() if n)}"),
        (f"wall s of the sweep, {workers} workers", f"{wall:.1f}"),
        ("seconds of a scenario: median, largest", f"{walls[len(walls) // 2]:.1f}, {walls[-1]:.1f}"),
        (f"use of {workers} cores", f"{cpu / wall / workers:.0%}"),
        ("most memory of a worker with its solver, MiB", max(r["peak_mb"] for r in rows)),
        ("mean and worst loss", f"{robust['expected_loss']}, {robust['worst_loss']} ({robust['worst_scenario']})"),
    ]


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line, or in these words."""
    from scheduler.cores import usable_cores

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--scenarios", type=int, default=200)
    parser.add_argument("--check", type=int, default=10, help="how many are solved one by one")
    parser.add_argument("--workers", type=int, default=usable_cores())
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--dask", action="store_true", help="run the same on a Dask cluster of two workers, too")
    return parser.parse_args(words)


def main() -> int:
    """Command line."""
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        rows, differ = run(args.workspace.resolve(), args.plan and args.plan.resolve(), Path(folder), args)
    print("| what | figure |\n|---|---|")
    for what, figure in rows:
        print(f"| {what} | {figure} |")
    for name in differ:
        print(f"different: {name}", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
