"""Times the board's answers: an edit, a try, the places of a drag, a document. Not run in CI.

python -m benchmarks.board                       # a drawn city of 2,000 events
python -m benchmarks.board WORKSPACE --plan PLAN

Each figure is what the server does for a request but for HTTP, by its own functions: the edit,
the judgement, the ledger on the disk (for edits), and the answer as bytes, which of plans and
places are zipped. Goals: an edit within 100 ms for about a
hundred events and 300 ms for 2,000; the places within 100 ms for about a hundred.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))  # run as a script, only this folder is there

from benchmarks.cities import write_city
from scheduler.board.document import Sheet
from scheduler.web.board.asking import answered
from scheduler.web.board.copies import Copy
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.following import answer

EDITS = 40
CITY_EDITS = 10
"""Venues that are closed, and events that are changed, one after the other."""


def timed(rows: dict[str, list[float]], name: str, do: Callable[[], Any]) -> Any:
    """Do something and note its milliseconds."""
    began = time.perf_counter()
    found = do()
    rows.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return found


def delta(sheets: tuple[Sheet, Sheet]) -> bytes:
    """The answer to an edit."""
    return bytes(answered(sheets[1].since(sheets[0])).body)


def whole(plans: WorkingPlans, plan: int) -> bytes:
    """The answer to whoever opens a plan, with the tag that it is kept under."""
    head = plans.head(plan)
    copy = Copy.of(plans.sheet(plan).text(id=head.id, title=head.title, origin=head.origin))
    assert copy.etag
    return copy.zipped


def measure(workspace: Path, seed: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of request."""
    rng, rows = random.Random(seed), {}
    with tempfile.TemporaryDirectory() as folder:
        plans = WorkingPlans(workspace, str(Path(folder, "scheduler.db")))
        timed(rows, "begin", lambda: plans.begin("", "file"))
        first = timed(rows, "open", lambda: plans.sheet(1))
        timed(rows, "document", lambda: whole(plans, 1))
        for version in range(EDITS):
            row = dict(rng.choice(first.part("placements")))
            at = {k: row[k] for k in ("event_id", "venue_id", "hall_ids")}
            other = rng.choice(first.part("placements"))["show_first"]
            move = [{"op": "place", **at, "show_first": other}]
            timed(rows, "places", lambda: answer(plans, 1, at["event_id"]))  # noqa: B023
            timed(rows, "try", lambda: delta(plans.attempt(1, None, move)))  # noqa: B023
            timed(rows, "edit", lambda: delta(plans.edit(1, version, move)))  # noqa: B023
        timed(rows, "undo", lambda: delta(plans.undo(1, None)))
        version, day = EDITS + 1, first.part("horizon")["first"]
        for n, venue in enumerate(first.part("venues")[:CITY_EDITS]):
            close = [{"op": "close", "venue_id": venue["id"], "from": day, "to": day}]
            timed(rows, "close", lambda: delta(plans.edit(1, version + 2 * n, close)))  # noqa: B023
            event = rng.choice(first.part("events"))["id"]
            change = [{"op": "change_event", "event_id": event, "set": {"priority": "2"}}]
            timed(rows, "change", lambda: delta(plans.edit(1, version + 2 * n + 1, change)))  # noqa: B023
        other_plans = WorkingPlans(workspace, plans.where)
        timed(rows, "reopen", lambda: other_plans.sheet(1))
    return rows


def table(name: str, rows: dict[str, list[float]]) -> str:
    """Rows of a Markdown table: median, slowest of twenty, slowest."""
    lines = [f"| {name} | median ms | 95 % | most |", "|---|---|---|---|"]
    for kind, found in rows.items():
        slow = sorted(found)[max(0, round(len(found) * 0.95) - 1)]
        lines.append(f"| {kind} | {statistics.median(found):.0f} | {slow:.0f} | {max(found):.0f} |")
    return "\n".join(lines)


def prepared(source: Path, plan: Path, folder: Path) -> Path:
    """A copy of a workspace's inputs with a plan in ``out``."""
    for name in ("venues.yaml", "events.csv", "policy.yaml", "neighbours", "busy"):
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name)
        elif (source / name).exists():
            shutil.copy(source / name, folder / name)
    (folder / "out").mkdir()
    shutil.copy(plan, folder / "out" / "plan.csv")
    return folder


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("workspace", nargs="?", type=Path)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if args.workspace:
            plan = args.plan or args.workspace / "out" / "plan.csv"
            (folder / "a").mkdir()
            found = prepared(args.workspace, plan, folder / "a")
            print(table(args.workspace.name or "workspace", measure(found, args.seed)))
        else:
            write_city(folder / "city", events=args.events, seed=args.seed)
            (folder / "b").mkdir()
            found = prepared(folder / "city", folder / "city" / "hidden" / "plan.csv", folder / "b")
            print(table(f"{args.events} events", measure(found, args.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
