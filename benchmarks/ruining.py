"""Times ruin and recreate alone: laying the starts out, constructing a plan, and turns of the search.

    python benchmarks/ruining.py [INSTANCE ...] [--turns N] [--seed N] [--files FOLDER]

INSTANCE is a name of the family (default: city-1000-a) or a workspace's folder. The starts are those of the
first plan of a large city (`building.py` names them). Nothing goes on beside it and every plan counts, so the
cost at the end is the same on any machine: two versions with the same cost did the same work. Seconds of
processor; MB is what the process holds at the end, so give each instance a process of its own to compare it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.building import starts, workspaces
from benchmarks.measure import tree_mb
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.loading import load
from scheduler.search.large import FEWEST, FIRST_STARTS, MOST
from scheduler.search.ruin import Ruin
from scheduler.search.state import State

HEAD = ("instance", "units", "starts", "layout s", "construct s", "its cost", "turns", "ms a turn", "cost", "MB")


def cells(name: str, workspace: Path, seed: int, turns: int) -> Iterator[str]:
    """One row of the table."""
    problem = load(workspace).problem
    few = max(FEWEST, min(MOST, FIRST_STARTS // max(1, len(problem.groups))))
    model = build(problem, starts(problem, seed, few))
    matrix = matrix_of(model)
    began = time.process_time()
    state = State(model, matrix)
    ruin = Ruin(state, seed)
    laid = time.process_time()
    ruin.construct()
    constructed, first = time.process_time(), state.cost
    ruin.run(turns, lambda cost: True, lambda: True)
    over = time.process_time()
    units = range(len(state.units))
    yield from (name, f"{len(units):,}", f"{sum(map(state.choices, units)):,}")
    yield from (f"{laid - began:.2f}", f"{constructed - laid:.2f}", f"{first:,.0f}")
    yield from (f"{turns:,}", f"{1000 * (over - constructed) / max(1, turns):.2f}", f"{state.cost:,.0f}")
    yield f"{tree_mb(os.getpid()):.0f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Time ruin and recreate on instances.")
    parser.add_argument("instances", nargs="*", default=["city-1000-a"], metavar="INSTANCE",
                        help="name in benchmarks/family.csv, or a workspace's folder (default: city-1000-a)")
    parser.add_argument("--turns", type=int, default=2000, help="of the search (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="of the search")
    parser.add_argument("--files", type=Path, help="folder in which generated instances stay")
    args = parser.parse_args(argv)
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for name, workspace in workspaces(parser, args.instances, args.files):
        print(f"| {' | '.join(cells(name, workspace, args.seed, args.turns))} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
