"""Times ``scheduler solve --robust``, and tells what the choice is worth where it was not sought for.

Usage: ``python benchmarks/robust.py [SCENARIO ...] [-w WORKSPACE] [--epsilon E] [--measure M] [--sample N] [--seed N] [--time-limit S]
[--workers N]``

Without scenarios, those of the workspace's folder ``scenarios``. The workspace is solved twice, with and without ``--robust``. Rows: wall
seconds of both, cost of both and the limit, the measure of both and whether it is proven, plans tried, and for N random scenarios of the seed, which the
choice has not seen, the mean and worst loss of both plans (``scheduler sweep``). Both plans are checked by ``scheduler check``. Ends with exit
code 1 if one is not legal, the choice is dearer than the limit, or worse by its own measure. Figures hold for idle cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))  # run as a script, only this folder is there

from benchmarks.whatif import ROOT, scheduler

Row = tuple[str, object, object]


def faults(told: dict[str, Any], checked: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What a robust choice must not be."""
    for name, cost, check in zip(("best", "chosen"), told["cost"], checked, strict=True):
        if not check["ok"] or check["cost"] != cost:
            yield f"the {name} plan of {cost} points is checked as {check['cost']}, legal: {check['ok']}"
    best, chosen = told["figure"]
    if told["cost"][1] > told["limit"]:
        yield f"{told['cost'][1]} points are above the limit {told['limit']}"
    if best is not None and (chosen is None or chosen > best):
        yield f"the choice measures {chosen}, the best plan {best}"


def bracket(found: dict[str, Any]) -> object:
    """A figure, or where it lies when not every scenario is proven."""
    low, high = found["low"], found["high"]
    return low if low == high else f"{low} to {high}"


def losses(workspace: Path, plan: Path, out: Path, args: argparse.Namespace) -> list[object]:
    """Mean and worst loss over random scenarios."""
    asked = ("--sample", str(args.sample), "--seed", str(args.seed), "--plan", str(plan), "--workers", str(args.workers))
    _, answer = scheduler(workspace, "sweep", *asked, "-o", str(out))
    found = answer["robustness"]
    return [bracket(found["expected_loss"]), bracket(found["worst_loss"])]


def table(folder: Path, workspace: Path, paths: Sequence[Path], args: argparse.Namespace) -> tuple[list[Row], list[str]]:
    """Rows of both plans, and faults."""
    plans = [folder / name / "plan.csv" for name in ("best", "chosen")]
    common = ("--workers", str(args.workers), "--time-limit", str(args.time_limit), "--seed", str(args.seed))
    asked = [word for path in paths for word in ("--robust", str(path))] + ["--epsilon", args.epsilon, "--measure", args.measure]
    wall, _ = scheduler(workspace, "solve", *common, "-o", str(plans[0].parent))
    longer, answer = scheduler(workspace, "solve", *common, *asked, "-o", str(plans[1].parent))
    told = answer["robust"]
    checked = [scheduler(workspace, "check", str(plan))[1] for plan in plans]
    figures: list[Row] = [("wall s", f"{wall:.1f}", f"{longer:.1f}"), (f"cost (at most {told['limit']:,})", *told["cost"]),
                          (f"{args.measure} of {sum(s['counts'] for s in told['scenarios'])} scenarios", *told["figure"])]
    if args.sample:
        both = [losses(workspace, plan, plan.parent / "sweep", args) for plan in plans]
        figures += [(f"{name} loss, {args.sample} random scenarios", *pair)
                    for name, pair in zip(("mean", "worst"), zip(*both, strict=True), strict=True)]
    print(f"plans tried: {told['tried']}, all there were: {told['exhausted']}, figures proven: {told['proven']}\n")
    return figures, list(faults(told, checked))


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="*", type=Path)
    parser.add_argument("-w", "--workspace", type=Path, default=ROOT)
    parser.add_argument("--epsilon", default="2%")
    parser.add_argument("--measure", choices=("worst", "mean"), default="worst")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=600)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    workspace = args.workspace.resolve()
    paths = [p.resolve() for p in args.scenario] or sorted((workspace / "scenarios").glob("*.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        figures, wrong = table(Path(folder), workspace, paths, args)
    print("| what | best plan | chosen plan |\n|---|---|---|")
    for row in figures:
        print("| " + " | ".join("–" if c is None else f"{c:,}" if isinstance(c, int) else str(c) for c in row) + " |")
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
