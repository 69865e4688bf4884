"""A trial judged among its neighbours says what the audit of the whole plan says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.cities import write_city
from scheduler.audit import Audit, audit
from scheduler.cpsat.builder import draft_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.explain.around import Around
from scheduler.explain.unplaced import _tries
from scheduler.loading import load, read_plan
from scheduler.rules import BY_ID


def told(findings: list[Finding]) -> set[tuple[str, str, tuple[str, ...], tuple[str, ...], int]]:
    return {
        (f.reason.rule, f.reason.case, tuple(sorted(f.reason.events)), f.reason.halls, f.amount)
        for f in findings
        if f.reason.rule != "coverage"
    }


def without(problem: Problem, plan: Plan, group: tuple[str, ...]) -> tuple[Plan, Audit]:
    left = Plan(tuple(p for p in plan.placements if p.event_id not in group))
    return left, audit(problem, left)


@pytest.mark.parametrize("seed", [1, 2])
def test_trials_agree_with_the_audit(tmp_path: Path, seed: int) -> None:
    write_city(tmp_path, events=60, seed=seed, tightness=0.8, colocation=0.2)
    problem = load(tmp_path).problem
    plan = read_plan(tmp_path / "hidden" / "plan.csv", problem)
    # Soft coverage and a price on moving away bring in every rule that counts points.
    goal = replace(problem.policy.coverage, required=False, brand_events=3, events=7)
    problem = replace(problem, near=plan, policy=replace(problem.policy, coverage=goal))
    assert not BY_ID["coverage"].is_hard(problem)
    seen: set[str] = set()
    for unit in draft_of(problem).units[::4]:
        if unit.booked:
            continue
        left, judged = without(problem, plan, tuple(e.id for e in unit.events))
        assert judged.ok
        around = Around(problem, judged.roster, unit)
        for rows in list(_tries(around))[::7]:
            whole = audit(problem, Plan((*left.placements, *rows)))
            assert told(around.broken(rows)) == told(list(whole.hard))
            assert around.extra(rows) == whole.cost - judged.cost
            seen |= {f.reason.rule for f in whole.findings}
    assert {"occupancy", "date-protection", "same-industry", "preferred-date", "change"} <= seen
