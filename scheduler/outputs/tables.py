"""plan.csv and plan.json: a plan for other people's programs (contract, section 4)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from scheduler.audit import Audit
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Tenancy
from scheduler.domain.solution import Solution
from scheduler.domain.span import iso
from scheduler.outputs.answers import coverage_answer, dumped
from scheduler.outputs.certificate import certificate_answer
from scheduler.outputs.files import replacing
from scheduler.outputs.origin import NOTHING, Origin, versions
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.robustness import robustness_answer

COLUMNS = (
    "event_id", "venue_id", "hall_ids", "tenancy_first", "show_first", "show_last",
    "tenancy_last", "status", "cost",
)  # fmt: skip


def plan_rows(audit: Audit) -> list[dict[str, Any]]:
    """One row a placed event, by show_first and then event_id."""
    placed = sorted(audit.roster.tenancies, key=lambda t: (t.show.start, t.event.id))
    return [_row(t, audit.cost_by_event.get(t.event.id, 0)) for t in placed]


def _row(t: Tenancy, cost: int) -> dict[str, Any]:
    days = (t.span.start, t.show.start, t.show.last, t.span.last)
    cells = (t.event.id, t.venue.id, list(t.hall_ids), *map(iso, days), t.event.status, cost)
    return dict(zip(COLUMNS, cells, strict=True))


def write_plan_csv(path: Path, audit: Audit) -> None:
    """Write plan.csv: UTF-8, plain line ends, the same bytes for the same plan."""
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in plan_rows(audit):
            writer.writerow(row | {"hall_ids": ";".join(row["hall_ids"])})


def write_plan_json(
    path: Path,
    problem: Problem,
    solution: Solution,
    audit: Audit | None,
    origin: Origin = NOTHING,
) -> None:
    """Write plan.json, also for a solve that found no plan."""
    text = dumped(plan_document(problem, solution, audit, origin))
    with replacing(path) as part:
        part.write_bytes(text.encode("utf-8", "replace"))


def plan_document(
    problem: Problem, solution: Solution, audit: Audit | None, origin: Origin = NOTHING
) -> dict[str, Any]:
    """Content of plan.json; `audit` is ``None`` when there is no plan.

    A solve that left events alone by ``--only`` adds the key ``only``, since its bound speaks of
    plans that do so, too; one of a day adds ``today``. One that was to be cheap to mend adds
    ``robust``.
    """
    document = {
        "city": problem.city.id,
        "status": solution.status,
        "cost": audit.cost if audit else None,
        "bound": solution.bound,
        "gap": solution.gap if audit else None,
        "wall_s": solution.wall_s,
        "timings": _timings(solution),
        "seed": solution.seed,
        "input_hash": problem.input_hash,
        "versions": versions(),
        "near": {"file": origin.file, "hash": origin.hash} if origin.file else None,
        "cost_by_rule": dict(audit.cost_by_rule) if audit else {},
        "cost_by_event": dict(sorted(audit.cost_by_event.items())) if audit else {},
        "placements": plan_rows(audit) if audit else [],
        "unplaced": _unplaced(Outcome(problem, solution, audit)),
        "coverage": coverage_answer(problem, audit.roster) if audit else {},
        "certificate": _certificate(problem, solution, origin),
    }
    if solution.robust:
        document["robust"] = robustness_answer(solution.robust)
    if origin.only:
        document["only"] = {"from": iso(origin.only[0]), "to": iso(origin.only[1])}
    if origin.today is not None:
        document["today"] = iso(origin.today)
    return document


def _timings(solution: Solution) -> dict[str, Any]:
    """Seconds by phase; under ``trace`` every better cost or bound, seconds from the start."""
    return {**solution.timings, "trace": [list(step) for step in solution.trace]}


def _certificate(problem: Problem, solution: Solution, origin: Origin) -> dict[str, Any] | None:
    known = solution.certificate
    if known is None:
        return None
    answer = certificate_answer(problem, known, origin)
    answer["stopped"] = solution.stopped
    return answer


def _unplaced(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {
            "event_id": u.event_id,
            "priority": u.priority,
            "why_zh": u.why.get("zh"),
            "why_en": u.why.get("en"),
        }
        for u in outcome.unplaced()
    ]
