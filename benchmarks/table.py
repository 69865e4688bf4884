"""Measures ours and every peer on the same files, with the same limit and threads, and prints the tables.

    python benchmarks/table.py --results FOLDER [--sizes 103 300] [--instances NAME ...] [--peers greedy mip ...]
                               [--limits 60 300] [--times 10 30 60 300] [--write] [--only-show]

Every run is kept in FOLDER and not made again, so that the table can be made in pieces: stop it and
start it again, or give it sizes one by one. ``--write`` puts the tables of all runs in FOLDER into
docs/benchmarks.md, with a plot, and better figures into family.csv. A peer that cannot run here is
skipped with a line. Machines must be idle: what others took of it meanwhile is noted beside a run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.family import LIST, ROOT, Instance, better, read_family, workspace_of, write_family
from benchmarks.plot import plot
from benchmarks.results import (
    OURS,
    SOLVERS,
    Result,
    Skipped,
    path_of,
    read_result,
    run,
    write_result,
)
from benchmarks.tables import document

USUAL = ("qingdao-2021", "city-103-a", "tight-103-a", "city-300-a", "city-1000-a", "city-3000", "city-10000")
LIMITS = {103: (60.0, 300.0), 300: (60.0, 300.0), 1000: (60.0, 300.0), 3000: (300.0,), 10_000: (600.0,)}
TIMES = (10.0, 30.0, 60.0, 300.0)
DOCS, PLOT = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "pictures" / "cost-over-time.svg"
BEGIN, END = "<!-- table: begin, written by benchmarks/table.py -->", "<!-- table: end -->"


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(description="Measure ours and the peers; print the tables.")
    made.add_argument("--results", type=Path, required=True, help="folder that keeps every run")
    made.add_argument("--instances", nargs="+", metavar="NAME", help=f"default: {' '.join(USUAL)}")
    made.add_argument("--sizes", nargs="+", type=int, metavar="EVENTS", help="only instances of these sizes")
    made.add_argument("--all", action="store_true", help="the whole family")
    made.add_argument("--peers", nargs="*", choices=SOLVERS[1:], default=list(SOLVERS[1:]))
    made.add_argument("--no-ours", action="store_true", help="run peers only")
    made.add_argument("--limits", nargs="+", type=float, metavar="S", help="default: by size, as the goals are")
    made.add_argument("--times", nargs="+", type=float, default=list(TIMES), metavar="S", help="moments to compare at")
    made.add_argument("--threads", type=int, default=2)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--timefold-python", default=sys.executable, metavar="PYTHON",
                      help="an interpreter that has the package timefold, if this one has not")
    made.add_argument("--files", type=Path, help="folder in which generated instances stay")
    made.add_argument("--only-show", action="store_true", help="run nothing; show what FOLDER has")
    made.add_argument("--again", action="store_true", help="make runs again that are there")
    made.add_argument("--write", action="store_true", help="write the document, the plot and the family's list")
    made.add_argument("--docs", type=Path, default=DOCS, help="document to write into (default: docs/benchmarks.md)")
    made.add_argument("--plot", type=Path, default=PLOT, help="default: docs/pictures/cost-over-time.svg")
    made.add_argument("--family", type=Path, default=LIST, help="list of instances (default: benchmarks/family.csv)")
    return made


def chosen(args: argparse.Namespace, family: dict[str, Instance]) -> list[Instance]:
    """The instances to run, small ones first."""
    names = args.instances or (list(family) if args.all else USUAL)
    if unknown := [name for name in names if name not in family]:
        raise SystemExit(f"not in family.csv: {', '.join(unknown)}")
    return [family[name] for name in names if not args.sizes or int(family[name].events) in args.sizes]


def measure(instance: Instance, args: argparse.Namespace, skipped: dict[str, str]) -> Iterable[Result]:
    """Make the runs of an instance that are not there yet; a line is printed for each."""
    solvers = ([] if args.no_ours else [OURS]) + list(args.peers)
    for limit in args.limits or LIMITS.get(int(instance.events), (60.0,)):
        for solver in solvers:
            path = path_of(args.results, instance.name, solver, limit, args.threads, args.seed)
            if solver in skipped or (path.exists() and not args.again and read_result(path).sha256 == instance.sha256):
                continue
            python = args.timefold_python if solver == "timefold" else sys.executable
            try:
                with workspace_of(instance, args.files) as workspace:
                    found = run(instance, workspace, solver, limit, args.threads, args.seed, python)
            except Skipped as why:
                skipped[solver] = str(why)
                print(f"skipped {why}", flush=True)
                continue
            write_result(path, found)
            print(f"{instance.name} {solver} {limit:g} s: {found.status}, cost {found.cost}, bound {found.bound}, "
                  f"{found.wall_s:.1f} s, {found.peak_mib:.0f} MiB {found.note}", flush=True)
            yield found


def kept(folder: Path, family: dict[str, Instance], threads: int, seed: int) -> list[Result]:
    """All runs of the folder that belong into one table, in the order of the family."""
    found = [read_result(path) for path in sorted(folder.glob("*/*.json"))]
    order = {name: n for n, name in enumerate(family)}
    mine = [one for one in found if one.instance in family and one.sha256 == family[one.instance].sha256
            and (one.threads, one.seed) == (threads, seed)]
    return sorted(mine, key=lambda one: (order[one.instance], one.limit_s, SOLVERS.index(one.solver)))


def insert(text: str, table: str) -> str:
    """A document with its generated part renewed."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{table}\n{END}{rest.split(END)[1]}"


def proof(origin: str | None) -> str:
    """What proved a bound, as the family's list has it; said where the proof is only as good as a tolerance."""
    told = f"; {origin}" if origin else ""
    return f"{told} (HiGHS, less a margin for its tolerances)" if (origin or "").startswith("mixed-integer program") else told


def improved(family: dict[str, Instance], results: Iterable[Result]) -> dict[str, Instance]:
    """The family with what these runs found, bounds with what proved them.

    Only our bounds count: all but those of a mixed-integer program (HiGHS) are counted in whole numbers.
    """
    family = dict(family)
    for one in results:
        source = f"{one.solver} {one.versions.get('convention-scheduler', '')}".strip() + (
            f", {one.limit_s:g} s, {one.threads} threads, {one.date}")
        bound = one.bound if one.solver == OURS else None
        family[one.instance] = better(family[one.instance], one.cost, bound, source, proof(one.bound_origin))
    return family


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    args = parser().parse_args(argv)
    family, skipped = read_family(args.family), dict[str, str]()
    args.results.mkdir(parents=True, exist_ok=True)
    for instance in [] if args.only_show else chosen(args, family):
        for _ in measure(instance, args, skipped):
            pass
    results = kept(args.results, family, args.threads, args.seed)
    if not results:
        print("no runs")
        return 0
    text = document(results, args.times, family, list(skipped.values()))
    print(f"\n{text}")
    if args.write:
        args.plot.write_text(plot(results, family), encoding="utf-8")
        shown = f"![Cost over time](pictures/{args.plot.name})\n\n{text}"
        args.docs.write_text(insert(args.docs.read_text(encoding="utf-8"), shown), encoding="utf-8")
        write_family(improved(family, results), args.family)
    return 0


if __name__ == "__main__":
    sys.exit(main())
