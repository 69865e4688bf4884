"""Scores a plan of an instance, whoever made it: legal or not, its cost, how far from the best known.

    python benchmarks/validate.py INSTANCE PLAN [--format json] [--keep FOLDER]

INSTANCE is a name of the family (``family.csv``), whose files are generated and compared by hash, or a
folder. PLAN is a .csv or .xlsx with the columns event_id, venue_id, hall_ids (joined by ``;``) and
show_first (YYYY-MM-DD), a row a placed event in any order, or a plan.json; further columns are allowed,
and tenancy_first, show_last and tenancy_last are checked where they are filled. The judge is the
independent checker; nothing of the scheduler is loaded.

Exit status: 0 legal, 1 not legal, 2 wrong usage or unreadable.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there
sys.path.append(str(Path(__file__).resolve().parent))  # imported by tests, this one is not

import checker_inputs
import checker_plans
import checker_rules

from benchmarks.family import Instance, read_family, workspace_of

SHOWN = 20


def gap(cost: int, bound: int | None) -> float | None:
    """Relative distance of a cost from a bound, as the contract has it."""
    return None if bound is None else (cost - bound) / max(1, abs(cost))


def score(workspace: Path, plan: Path, instance: Instance | None = None) -> dict[str, Any]:
    """Judge a plan.

    Returns
    -------
    dict
        ``legal``; ``cost``, ``cost_by_rule`` (also of a plan that is not legal, as they would be
        counted); ``broken``, a sentence for each hard rule broken; and with an instance ``best_cost``,
        ``best_bound``, ``over_best`` (points above the best cost known), ``gap`` (to the best bound).

    Raises
    ------
    Unreadable
        When the plan is no file of its kind, or lacks a column.
    """
    rows, _ = checker_plans.read_plan(plan)
    judged = checker_rules.audit(checker_inputs.load(workspace), rows)
    cost = int(judged["cost"])
    found = {"legal": judged["ok"], "cost": cost, "cost_by_rule": judged["cost_by_rule"],
             "broken": [f"{f['rule']}: {f['text_en']}" for f in judged["findings"] if f["hard"]]}
    if instance is not None:
        known = judged["ok"] and instance.cost is not None
        found |= {"best_cost": instance.cost, "best_bound": instance.bound,
                  "over_best": cost - (instance.cost or 0) if known else None,
                  "gap": gap(cost, instance.bound) if judged["ok"] else None}
    return found


def tell(found: dict[str, Any], instance: Instance | None) -> str:
    """The verdict for people."""
    lines = [f"legal: {'yes' if found['legal'] else 'NO'}", f"cost: {found['cost']}"]
    lines += [f"  {rule}: {points}" for rule, points in found["cost_by_rule"].items()]
    if not found["legal"]:
        lines += found["broken"][:SHOWN]
        if more := len(found["broken"]) - SHOWN:
            lines += [f"... and {more} more"] if more > 0 else []
    elif instance is not None:
        proven = " (proven optimal)" if instance.optimal else ""
        if found["over_best"] is not None:
            lines.append(f"best known cost: {instance.cost}{proven}, this plan {found['over_best']:+d} points")
        if found["gap"] is not None:
            lines.append(f"best known bound: {instance.bound}, gap {found['gap']:.2%}")
        if (found["over_best"] or 0) < 0:
            lines.append("better than the best known: please report it")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Score a plan of an instance of the family, or of a folder.")
    parser.add_argument("instance", help="name in benchmarks/family.csv, or a workspace's folder")
    parser.add_argument("plan", type=Path, help="plan.csv, .xlsx or plan.json")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--keep", type=Path, help="folder in which generated files stay")
    args = parser.parse_args(argv)
    instance = read_family().get(args.instance)
    try:
        if instance is None:
            found = score(Path(args.instance), args.plan)
        else:
            with workspace_of(instance, args.keep) as workspace:
                found = score(workspace, args.plan, instance)
    except checker_plans.UNREADABLE as error:
        print(f"cannot score this: {checker_plans.why(error)}", file=sys.stderr)
        return 2
    text = json.dumps(found, ensure_ascii=False, indent=1) if args.format == "json" else tell(found, instance)
    print(checker_plans.printable(text))
    return 0 if found["legal"] else 1


if __name__ == "__main__":
    sys.exit(main())
