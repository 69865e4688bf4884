"""What a plan's own file claims of it, as far as it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from scheduler.audit import Audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.robustness import MEASURES, Epsilon, Repaired, Robustness, Tested
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, Solution, Unplaced
from scheduler.domain.text import Text


def known(path: Path, problem: Problem, plan: Plan, judged: Audit) -> Solution:
    """A plan that was read, as a solution: legal at best, or as good as its plan.json proves.

    A bound counts only for the same inputs, for a legal plan of the same cost, and when it was
    found with all events free to move at no price: beside a standing plan it speaks of `change`,
    too, and a cheaper plan further away would break it.
    """
    said = _document(path)
    seed, bound = said.get("seed"), said.get("bound")
    found = Solution(
        status=FEASIBLE,
        plan=plan,
        cost=judged.cost,
        bound=None,
        seed=seed if type(seed) is int else 0,
        unplaced=tuple(_unplaced(said.get("unplaced"), problem)),
    )
    if not (judged.ok and type(bound) is int and bound <= judged.cost and _fits(said, problem)):
        return found
    if said.get("cost") != judged.cost:
        return found
    status = OPTIMAL if bound == judged.cost else FEASIBLE
    return replace(found, status=status, bound=bound, robust=_robust(said.get("robust"), judged))


def _robust(said: object, judged: Audit) -> Robustness | None:
    """How the plan was chosen; nothing where that is not said, or not of a plan of this cost."""
    try:
        found = _robustness(said)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    fits = found.chosen_cost == judged.cost <= found.limit and found.measure in MEASURES
    return found if fits else None


def _robustness(said: Any) -> Robustness:
    """The content of ``robust`` in plan.json; any error of Python when it is something else."""
    text = str(said["epsilon"])
    share = Fraction(text[:-1]) / 100 if text.endswith("%") else None
    epsilon = Epsilon(points=int(text)) if share is None else Epsilon(share=share)
    tests = []
    for one in said["scenarios"]:
        best = _repaired(one["best"])
        chosen = _repaired(one["chosen"]) if one["counts"] else best
        title = Text(str(one["title_zh"] or ""), str(one["title_en"] or ""))
        tests.append(
            Tested(str(one["file"]), title, best, chosen, str(one.get("input_hash") or ""))
        )
    best_cost, chosen_cost = map(int, said["cost"])
    return Robustness(
        str(said["measure"]), epsilon, int(said["limit"]), best_cost, chosen_cost, tuple(tests),
        int(said["tried"]), bool(said["exhausted"]), tuple(map(str, said.get("mistakes") or ())),
    )  # fmt: skip


def _repaired(said: Any) -> Repaired:
    if said["status"] not in (OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN):
        raise ValueError(said["status"])
    numbers = [None if said[k] is None else int(said[k]) for k in ("cost", "bound", "moved")]
    return Repaired(str(said["status"]), *numbers)


def _fits(said: Mapping[str, Any], problem: Problem) -> bool:
    """Whether the file speaks of these very inputs, and of all their plans."""
    return (
        said.get("input_hash") == problem.input_hash
        and said.get("status") in (OPTIMAL, FEASIBLE)
        and "only" not in said
        and said.get("near") is None
        and problem.near is None
    )


def _document(path: Path) -> Mapping[str, Any]:
    """The object of a plan.json; nothing for other files."""
    try:
        found = json.loads(path.read_bytes())
    # RecursionError: thousands of brackets; ValueError covers encodings as well.
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _unplaced(listed: object, problem: Problem) -> Iterator[Unplaced]:
    rows = listed if isinstance(listed, list) else []
    for row in rows:
        event = problem.event_by_id.get(str(row.get("event_id"))) if isinstance(row, dict) else None
        if event:
            why = Text(str(row.get("why_zh") or ""), str(row.get("why_en") or ""))
            yield Unplaced(event.id, event.priority, why)
