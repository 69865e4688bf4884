"""Conflicts and remedies judged: tiny cities by brute force, a year with seeded faults by time.

python -m benchmarks.conflicts tiny --cities 300
python -m benchmarks.conflicts year . --faults clash window
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scheduler import workflow
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.resolve import resolve, verify
from scheduler.loading import load
from scheduler.workflow.resolving import works
from tests.agreement.conflict_sweep import conflict_sweep

Rows = dict[str, dict[str, str]]


def clash(rows: Rows) -> None:
    """Book a second show into the halls of a booked one, a day before it."""
    booked = next(r for r in rows.values() if r["booked_start"] and "/" in r["booked_halls"])
    other = next(r for r in rows.values() if not r["booked_start"] and r["gross_m2"] and not r["theme"])
    other |= {k: booked[k] for k in ("booked_start", "booked_halls")} | {"gross_m2": "1000"}
    other |= {"earliest": "", "latest": "", "venues": "", "requires": "", "seats": "", "outdoor_m2": ""}


def window(rows: Rows) -> None:
    """Close the window of a brand event that its industry needs."""
    count: dict[str, list[dict[str, str]]] = {}
    for row in rows.values():
        for slug in row["industries"].split(";"):
            count.setdefault(slug, []).append(row)
    few = min(count.values(), key=len)
    row = next(r for r in few if r["latest"] and int(r["show_days"]) > 1)
    row["earliest"] = row["latest"]


def crowd(rows: Rows) -> None:
    """Book three shows of 60,000 m² into one venue in one week."""
    linked = {r["co_located_with"] for r in rows.values()}
    free = [r for r in rows.values() if r["kind"] == "exhibition" and not r["booked_start"]
            and not r["co_located_with"] and r["id"] not in linked]
    for n, row in enumerate(free[:3]):
        row |= {"booked_start": f"2021-08-{17 + n}", "venues": "hongdao", "gross_m2": "60000", "requires": "",
                "seats": "", "outdoor_m2": "", "earliest": "", "latest": "", "leaders_open": "", "theme": "",
                "daily_visitors": ""}


FAULTS: dict[str, Callable[[Rows], None]] = {"clash": clash, "window": window, "crowd": crowd}


def seeded(workspace: Path, folder: Path, faults: list[str]) -> None:
    """Write a workspace with faults in its events."""
    shutil.copytree(workspace / "neighbours", folder / "neighbours")
    for name in ("venues.yaml", "policy.yaml"):
        shutil.copy(workspace / name, folder / name)
    with (workspace / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for fault in faults:
        FAULTS[fault](rows)
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(next(iter(rows.values()))))
        table.writeheader()
        table.writerows(rows.values())


def year(workspace: Path, faults: list[str]) -> bool:
    """Time one set and the whole answer of a year with faults; whether all of it holds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seeded(workspace, folder, faults)
        began = time.perf_counter()
        first = workflow.conflicts(folder, 60.0, 1, cure=False)
        one = time.perf_counter() - began
        began = time.perf_counter()
        found = workflow.conflicts(folder, 120.0)
        whole = time.perf_counter() - began
        known = resolve(Oracle(found.problem, 120.0), 5)
        for facts in known.facts:
            verify(Oracle(found.problem, 60.0), facts)
        all_work = all(works(folder, r.edits) for r in found.remedies)
        print(f"{'+'.join(faults)}: one set {one:.1f} s, {len(found.conflicts)} sets and {len(found.remedies)} "
              f"remedies {whole:.1f} s, remedies work: {all_work}", flush=True)
        return first.feasible is False and all_work and bool(found.remedies)


def main() -> None:
    """Exit status 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=("tiny", "year"))
    parser.add_argument("workspace", type=Path, nargs="?", default=Path())
    parser.add_argument("--cities", type=int, default=300, help="tiny cities without a plan")
    parser.add_argument("--from-seed", type=int, default=0)
    parser.add_argument("--audits", type=int, default=6000, help="audits granted to brute force")
    parser.add_argument("--faults", nargs="+", choices=list(FAULTS))
    options = parser.parse_args()
    began = time.perf_counter()
    if options.what == "tiny":
        seeds = range(options.from_seed, options.from_seed + 100 * options.cities)
        sweep = conflict_sweep(seeds, options.audits, options.cities)
        print(sweep)
        print("\n".join(sweep.wrong))
        wrong = bool(sweep.wrong)
    else:
        load(options.workspace)
        parts = [options.faults] if options.faults else [[f] for f in FAULTS] + [list(FAULTS)]
        wrong = bool([p for p in parts if not year(options.workspace, p)])
    print(f"{time.perf_counter() - began:.1f} s")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
