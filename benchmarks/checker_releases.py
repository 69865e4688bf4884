"""The independent checker of the calendars of releases, by contract.md and feeds.md alone.

It shares no line with the scheduler. Given are steps in order, a plan and what was then read::

    python benchmarks/checker_releases.py WORKSPACE PLAN FEEDS [PLAN FEEDS …] [--today DATE] [--private]

FEEDS is a folder with ``zh/`` and ``en/``, or the address of a server: below it ``/feeds/`` is asked for
every calendar, or, if it ends in ``.ics#LANG/PATH``, this private one; how it answers is judged, too.
Every fault is a line. Exit status: 0 none was found, 1 one was, 2 wrong usage or unreadable input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.append(str(Path(__file__).parent))  # imported by tests, the folder is not there yet

from checker_inputs import City, Plan, load
from checker_lives import ended
from checker_plans import UNREADABLE, read_plan, why
from checker_released import LANGS, Key, ReleaseAudit, addresses, read_folder
from checker_rules import Ledger, place
from checker_served import Private, Served


def read(city: City, plan: Plan, feeds: str) -> tuple[dict[Key, bytes], list[str], bool]:
    """Calendars, what is wrong with how they are served, and whether those are all."""
    if not feeds.startswith(("http://", "https://")):
        return read_folder(Path(feeds)), [], True
    address, _, name = feeds.partition("#")
    if name:
        lang, _, path = name.partition("/")
        private = Private(address)
        return private.read([(lang, path)]), private.faults, False
    served = Served(address)
    return served.read([(lang, path) for lang in LANGS for path in addresses(city, plan)]), served.faults, True


def check(workspace: Path, steps: Sequence[tuple[Path, str]], today: date, *, public: bool = True) -> list[str]:
    """Faults of releases that were read one after the other."""
    city, faults = load(workspace), []
    before: ReleaseAudit | None = None
    for n, (plan_file, feeds) in enumerate(steps, 1):
        plan = place(city, read_plan(plan_file)[0], Ledger())
        data, found, whole = read(city, plan, feeds)
        audit = ReleaseAudit(city, plan, Path(), data=data, today=today, public=public, whole=whole,
                             highest=dict(before.highest) if before else {})
        found += audit.run()
        found += ended(before, audit) if before and before.whole == whole else []
        faults += [f"step {n}: {text}" for text in found]
        before = audit
    return faults


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Check the calendars of releases by contract.md and feeds.md alone.")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("steps", nargs="+", metavar="PLAN FEEDS")
    parser.add_argument("--today", type=date.fromisoformat, help="day in the city (default: now)")
    parser.add_argument("--private", action="store_true", help="the calendars with holds")
    args = parser.parse_args(argv)
    if len(args.steps) % 2:
        parser.error("each PLAN needs its FEEDS")
    try:
        zone = ZoneInfo(load(args.workspace).timezone)
        today = args.today or datetime.now(zone).date()
        steps = [(Path(plan), feeds) for plan, feeds in zip(args.steps[::2], args.steps[1::2], strict=True)]
        faults = check(args.workspace, steps, today, public=not args.private)
    except UNREADABLE as error:
        print(f"cannot read the input: {why(error)}", file=sys.stderr)
        return 2
    print("\n".join(faults) or f"{len(steps)} steps, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
