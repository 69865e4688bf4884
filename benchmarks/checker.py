"""A second opinion on a plan, written from the contract alone.

It shares no line with the scheduler, so that neither can certify the other's mistakes, and prefers
the plainest counting (day by day, pair by pair) to speed::

    python benchmarks/checker.py WORKSPACE PLAN [--near PLAN] [--out OUTDIR]

PLAN is a plan.csv or plan.json; OUTDIR a folder that holds ``feeds/``. One JSON object is printed.
Exit status: 0 nothing hard was found, 1 something was, 2 wrong usage or unreadable input.
Every span in it and in checker_*.py is inclusive.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent))  # imported by tests, the folder is not there yet

from checker_feeds import FeedAudit
from checker_feeds import org_slug as org_slug
from checker_inputs import City, Row, load
from checker_plans import UNREADABLE, printable, read_plan, why
from checker_rules import Ledger, audit, covered, place

COLUMNS = ["event_id", "venue_id", "hall_ids", "tenancy_first", "show_first", "show_last",
           "tenancy_last", "status", "cost"]
JSON_KEYS = ["city", "status", "cost", "bound", "gap", "wall_s", "timings", "seed", "input_hash",
             "versions", "near", "cost_by_rule", "cost_by_event", "placements", "unplaced", "coverage"]


# --- the files of a plan ----------------------------------------------------------------------


def check_rows(city: City, rows: Sequence[Row], result: Row, rule: str) -> Iterator[str]:
    """Faults in the columns and the order of a plan's rows."""
    keys = [(str(r.get("show_first")), str(r.get("event_id"))) for r in rows]
    if keys != sorted(keys):
        yield "the rows are not sorted by show_first, then event_id"
    for row, p in zip(rows, (place(city, [r], Ledger()).get(str(r.get("event_id"))) for r in rows), strict=True):
        if p is None:
            continue
        ids = [h.id for h in p.halls]
        cost: int | str = result["cost_by_event"].get(p.event.id, 0)
        want = {"hall_ids": ids, "tenancy_first": p.tenancy[0].isoformat(), "show_first": p.show[0].isoformat(),
                "show_last": p.show[1].isoformat(), "tenancy_last": p.tenancy[1].isoformat(),
                "status": p.event.status, "cost": cost}
        if rule == "plan-csv":
            want |= {"hall_ids": ";".join(ids), "cost": str(cost)}
        for key, value in want.items():
            if (row.get(key, "missing") or type(value)()) != value:
                yield f"{p.event.id}: {key} is {row.get(key)!r}, should be {value!r}"


def check_json(city: City, document: Row, result: Row, near_given: bool) -> Iterator[str]:
    """Faults in what plan.json says of its plan."""
    yield from (f"key {key} is missing" for key in JSON_KEYS if key not in document)
    status, cost, bound, gap = (document.get(k) for k in ("status", "cost", "bound", "gap"))
    name = document.get("city")
    if (name.get("id") if isinstance(name, dict) else name) != city.id:
        yield f"city is {name!r}, should be {city.id!r}"
    if status not in ("optimal", "feasible"):
        if status not in ("infeasible", "unknown"):
            yield f"status {status!r} is not one of the four"
        if cost is not None or gap is not None or document.get("placements"):
            yield f"{status}: there is no plan, so no cost, gap or placements"
        return
    if document.get("near") and not near_given:
        yield "the plan was made against another one, which was not given here"
    if type(cost) is not int or cost != result["cost"]:
        yield f"cost is {cost!r}, recounted {result['cost']}"
    for key in ("cost_by_rule", "cost_by_event"):
        says, found = document.get(key) or {}, result[key]
        yield from (f"{key}: {k} is {says.get(k)!r}, recounted {found.get(k, 0)}"
                    for k in sorted(says.keys() | found.keys()) if says.get(k, 0) != found.get(k, 0))
    yield from check_bound(status, cost, bound, gap)
    rows = document.get("placements") or []
    yield from check_rows(city, rows, result, "plan-json")
    plan = place(city, rows, Ledger())
    told = {i: {k: c.get(k) for k in ("brand_events", "events")} for i, c in (document.get("coverage") or {}).items()}
    if told != covered(city, plan):
        yield f"coverage is {told}, recounted {covered(city, plan)}"
    left = document.get("unplaced") or []
    if sorted(str(u.get("event_id")) for u in left) != sorted(city.events.keys() - plan.keys()):
        yield "unplaced does not list just the events that are not placed"
    for u in left:
        event = city.events.get(str(u.get("event_id")))
        if event and (u.get("priority") != event.priority or not u.get("why_zh") or not u.get("why_en")):
            yield f"unplaced {event.id}: the priority is wrong, or a reason is blank"


def check_bound(status: Any, cost: Any, bound: Any, gap: Any) -> Iterator[str]:
    """Faults among status, cost, bound and gap."""
    if status == "optimal" and bound != cost:
        yield f"optimal, but the bound is {bound} and the cost {cost}"
    if not isinstance(bound, int | float) or not isinstance(cost, int):
        if bound is not None:
            yield f"bound {bound!r} with cost {cost!r}"
        if gap is not None:
            yield f"gap is {gap} without a bound"
        return
    if bound > cost:
        yield f"bound {bound} is above the cost {cost}"
    due = (cost - bound) / max(1, abs(cost))
    if not isinstance(gap, int | float) or not abs(gap - due) <= 1e-6:  # what is no number is not near either
        yield f"gap is {gap}, should be {due}"


# --- the command ------------------------------------------------------------------------------


def check(workspace: Path, plan: Path, near: Path | None = None, out: Path | None = None) -> Row:
    """Everything the command checks."""
    city = load(workspace)
    rows, rest = read_plan(plan)
    before = None if near is None else read_plan(near)[0]
    is_json = plan.suffix == ".json"
    no_plan = is_json and rest.get("status") in ("infeasible", "unknown")
    if no_plan:
        result: Row = {"ok": True, "cost": None, "cost_by_rule": {}, "cost_by_event": {}, "findings": []}
    else:
        result = audit(city, rows, before)
    book = Ledger(result["findings"])
    if is_json:
        for text in check_json(city, rest, result, near is not None):
            book.breach("plan-json", [], text)
    else:
        if rest != COLUMNS:
            book.breach("plan-csv", [], f"the columns are {rest}, should be {COLUMNS}")
        for text in check_rows(city, rows, result, "plan-csv"):
            book.breach("plan-csv", [], text)
    if out is not None and not no_plan:
        for text in FeedAudit(city, place(city, rows, Ledger()), out / "feeds").run():
            book.breach("feeds", [], text)
    return result | {"ok": not any(f["hard"] for f in book.findings)}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Check a plan, and what was written with it, by the contract alone.")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--near", type=Path, help="plan to count change against")
    parser.add_argument("--out", type=Path, help="folder that holds feeds/")
    args = parser.parse_args(argv)
    try:
        result = check(args.workspace, args.plan, args.near, args.out)
    except UNREADABLE as error:
        print(f"cannot read the input: {why(error)}", file=sys.stderr)
        return 2
    print(printable(json.dumps(result, ensure_ascii=False, indent=1)))
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
