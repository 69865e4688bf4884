"""Runs one peer on a workspace: ``python benchmarks/peer.py PEER WORKSPACE -o OUT``.

Writes OUT/plan.csv (event_id, venue_id, hall_ids, show_first), if the peer finds a plan, and
OUT/trace.json. Exit status: 0 a plan, 3 none in the time, 4 the peer cannot run here (said on
standard error). Nothing of the scheduler is loaded.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

BEGAN = time.time()
HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

PEERS = {
    "greedy": "a person's order of work in a spreadsheet",
    "interval": "CP-SAT, intervals: what one writes first",
    "mip": "HiGHS through MathOpt, time-indexed with hall blocks",
    "timefold": "Timefold's local search (its Python package)",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the peer; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Run one peer on a workspace.")
    parser.add_argument("peer", choices=list(PEERS))
    parser.add_argument("workspace", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds from start to exit")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--began", type=float, default=BEGAN, help="start of the process, seconds of the epoch")
    args = parser.parse_args(argv)
    from benchmarks.peers.run import NoPeer, Run
    from benchmarks.peers.world import World

    for stale in ("plan.csv", "trace.json"):
        (args.out / stale).unlink(missing_ok=True)
    run = Run(World.read(args.workspace), args.began, args.limit, args.threads, args.seed)
    try:
        importlib.import_module(f"benchmarks.peers.{args.peer}").solve(run)
    except NoPeer as why:
        print(f"{args.peer}: {why}", file=sys.stderr)
        return 4
    run.write(args.out)
    return 0 if run.places is not None else 3


if __name__ == "__main__":
    sys.exit(main())
