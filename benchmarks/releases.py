"""How long a release takes: the whole ``publish`` command, and its feeds in both languages.

::

    python benchmarks/releases.py PLAN                # the repository's own year, a plan of it
    python benchmarks/releases.py --events 10000      # a generated city and its hidden plan

Each is published, then published again with every hundredth free event gone: by ``scheduler publish`` as
people do it, with its audit, its consequences and the store. After either, the feeds are written twice, each
time into a folder of its own: the public ones alone (``feeds``), then public and private ones
(``feeds --private``). Every command is a process of its own, started to exited, on one core. Goals:
3 s for the year, 60 s for 10,000 events, each for one release with all its feeds, private ones included. Exit
status: 0 all commands did their work (the times are told, not judged), 1 one failed.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.cities import write_city
from benchmarks.measure import machine, own_s, timed

ROOT = Path(__file__).resolve().parents[1]
KILL_S = 1800.0
EVERY = 100
BEFORE = ("--today", "2021-03-01")


def thinned(workspace: Path, plan: Path, copy: Path) -> int:
    """Write the plan without every hundredth event that may go; how many those are."""
    with (workspace / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        events = list(csv.DictReader(stream))
    linked = {e.get("co_located_with") for e in events}
    bound = {e["id"] for e in events if e.get("booked_start") or e.get("co_located_with")} | linked
    with plan.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    free = [row["event_id"] for row in rows if row["event_id"] not in bound]
    gone = set(free[::EVERY])
    with copy.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if row["event_id"] not in gone)
    return len(gone)


def commands(workspace: Path, plan: Path, work: Path) -> Iterator[tuple[str, list[str]]]:
    """What is timed, in order."""
    fewer = work / "fewer.csv"
    gone = thinned(workspace, plan, fewer)
    common = ["-w", str(workspace), "--lang", "en"]
    db = ["--db", str(work / "scheduler.db")]
    public = [*common, "feeds", "-o", str(work / "public"), *db, *BEFORE]
    both = [*common, "feeds", "--private", "-o", str(work / "both"), *db, *BEFORE]
    yield "publish", [*common, "publish", str(plan), *db, *BEFORE]
    yield "feeds, public", public
    yield "feeds, public and private", both
    # What a plan lacks may break a goal of coverage, which is no matter here.
    yield f"publish, {gone} events fewer", [
        *common, "publish", str(fewer), *db, *BEFORE, "--format", "json"]
    yield "feeds, public", public
    yield "feeds, public and private", both


def measure(title: str, workspace: Path, plan: Path) -> bool:
    """Time everything for one city and tell it; whether all commands did their work."""
    print(f"{title}  ({machine()})")
    good, published = True, 0.0
    with tempfile.TemporaryDirectory() as work:
        for name, args in commands(workspace, plan, Path(work)):
            own = own_s()
            run = timed([sys.executable, "-m", "scheduler", *args], ROOT, 1, KILL_S)
            published = run.wall_s if name.startswith("publish") else published
            total = published + run.wall_s
            said = f"{run.wall_s:8.2f} s ({own_s() - own:.2f} s of processor)  {run.peak_mib:5.0f} MiB"
            said += f"  others busy: {run.others_cores} cores"
            both = f"  release and feeds {total:.2f} s" if name.startswith("feeds") else ""
            print(f"  {name:32}{said}{both}", flush=True)
            if run.code:
                print(run.errors[-2000:])
                good = False
    return good


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How long a release takes.")
    parser.add_argument("plan", type=Path, nargs="?", help="a plan of the repository's own workspace")
    parser.add_argument("--events", type=int, help="size of a generated city")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    good = True
    if asked.plan:
        good = measure(f"Qingdao 2021, {asked.plan.name}", ROOT, asked.plan.resolve())
    if asked.events:
        with tempfile.TemporaryDirectory() as folder:
            write_city(Path(folder), events=asked.events, seed=asked.seed)
            good &= measure(f"{asked.events} events", Path(folder), Path(folder, "hidden", "plan.csv"))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
