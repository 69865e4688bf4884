"""Times ``scheduler whatif --curve``: the best cost with few moved events, and with more.

Usage: ``python benchmarks/curve.py [SCENARIO ...] [-w WORKSPACE] [--plan PLAN] [--time-limit S] [--workers N]``

Without scenarios, the workspace as it is and those of its folder ``scenarios``; without a plan, the workspace is solved first. For each a
heading with the wall seconds of the whole command (each solve has the whole time limit), then a row a point: moves allowed and made, cost,
bound, status. Ends with exit code 1 if a curve rises, a bound does, or a bound lies above its cost. Figures hold for idle cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))  # run as a script, only this folder is there

from benchmarks.whatif import ROOT, scheduler

AS_IT_IS = "the workspace as it is"


def faults(points: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What a curve must not be: rising, without a plan after one with fewer moves, or below its bound."""
    for one in points:
        if one["cost"] is not None and one["bound"] is not None and one["bound"] > one["cost"]:
            yield f"{one['moves']} moves: bound {one['bound']} above cost {one['cost']}"
        if one["moved"] is not None and one["moved"] > one["moves"]:
            yield f"{one['moves']} moves: {one['moved']} were made"
    for a, b in pairwise(points):
        for key in ("cost", "bound"):
            rises = a[key] is not None and b[key] is not None and b[key] > a[key]
            if rises or (key == "cost" and a[key] is not None and b[key] is None):
                yield f"{a['moves']} to {b['moves']} moves: {key} {a[key]} to {b[key]}"


def rows(points: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A row a point."""
    yield "| moves | made | cost | bound | status |\n|---|---|---|---|---|"
    for one in points:
        cells = [one[key] for key in ("moves", "moved", "cost", "bound", "status")]
        yield "| " + " | ".join("–" if c is None else f"{c:,}" if isinstance(c, int) else c for c in cells) + " |"


def curve(workspace: Path, path: Path | None, more: Sequence[str]) -> list[str]:
    """One curve is printed; its faults come back."""
    wall, answer = scheduler(workspace, "whatif", *([str(path)] if path else []), "--curve", *more)
    (found,) = answer["curves"]
    name = AS_IT_IS if path is None else path.stem
    proven = sum(one["status"] in ("optimal", "infeasible") for one in found["points"])
    print(f"\n{name}: {wall:.1f} s, {proven} of {len(found['points'])} points proven\n")
    print("\n".join(rows(found["points"])), flush=True)
    return [f"{name}: {fault}" for fault in faults(found["points"])]


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="*", type=Path)
    parser.add_argument("-w", "--workspace", type=Path, default=ROOT)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--time-limit", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    workspace = args.workspace.resolve()
    paths = [p.resolve() for p in args.scenario] or [None, *sorted((workspace / "scenarios").glob("*.yaml"))]
    with tempfile.TemporaryDirectory() as folder:
        plan = args.plan and args.plan.resolve()
        if plan is None:
            scheduler(workspace, "solve", "-o", folder, "--workers", str(args.workers))
            plan = Path(folder) / "plan.csv"
        more = ("--plan", str(plan), "--workers", str(args.workers), "--time-limit", str(args.time_limit))
        wrong = [fault for path in paths for fault in curve(workspace, path, more)]
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
