"""Conflicts of tiny cities against brute force; for the tests and for longer benchmarks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.cities import write_tiny
from scheduler import workflow
from scheduler.audit import Audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.conflicts.facts import HORIZON, Facts
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.resolve import resolve
from scheduler.explain.conflicts.twin import Twin, twin_of
from scheduler.loading import load
from tests.agreement.brute_force import BruteForce, TooLarge

SECONDS = 60.0
BEYOND = 6
"""Days outside the horizon that are tried; a conflict knows of more."""


@dataclass
class Sweep:
    """How many cities, conflicts, members and remedies were looked at, and what was wrong."""

    cities: int = 0
    feasible: int = 0
    conflicts: int = 0
    members: int = 0
    judged: int = 0
    unjudged: int = 0
    remedies: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.cities} cities without a plan ({self.feasible} with one), "
            f"{self.conflicts} conflicts of {self.members} members, "
            f"{self.judged} questions judged by brute force ({self.unjudged} too large), "
            f"{self.remedies} remedies applied"
        )


def conflict_sweep(seeds: Iterable[int], audits: int, wanted: int = 10**9) -> Sweep:
    """Judge conflicts and remedies of the tiny cities of these seeds, up to `wanted` cities."""
    sweep = Sweep()
    for seed in seeds:
        if sweep.cities == wanted:
            break
        with tempfile.TemporaryDirectory() as folder:
            write_tiny(Path(folder), seed=seed)
            sweep.wrong += [f"seed {seed}: {w}" for w in _city(Path(folder), audits, sweep)]
    return sweep


def _city(folder: Path, audits: int, sweep: Sweep) -> Iterable[str]:
    problem = load(folder).problem
    truth = brute(problem, frozenset(), audits, whole=True)
    known = resolve(Oracle(problem, SECONDS), 5)
    if truth is not None and known.feasible is not truth:
        yield f"feasible is {known.feasible}, the truth is {truth}"
    if known.feasible:
        sweep.feasible += 1
        return
    sweep.cities += 1
    if not known.facts:
        yield "no conflict found"
    for facts in known.facts:
        sweep.conflicts += 1
        sweep.members += len(facts)
        yield from _judged(problem, facts, audits, sweep)
    found = workflow.conflicts(folder, SECONDS)
    if not found.remedies:
        yield "no remedy"
    for number, remedy in enumerate(found.remedies, 1):
        sweep.remedies += 1
        with tempfile.TemporaryDirectory() as out:
            target = Path(out) / "new"
            workflow.apply_remedy(folder, found, number, target)
            cured = load(target).problem
            answer = brute(cured, frozenset(), audits, whole=True)
            if answer is False or not resolve(Oracle(cured, SECONDS), 1).feasible:
                yield f"remedy does not work: {remedy.text.en}"


def _judged(problem: Problem, facts: Facts, audits: int, sweep: Sweep) -> Iterable[str]:
    """A conflict has no plan, and has one without any single member."""
    for gone in (None, *sorted(facts)):
        answer = brute(problem, facts - {gone} if gone else facts, audits)
        if answer is None:
            sweep.unjudged += 1
            continue
        sweep.judged += 1
        if answer is False and gone is not None and HORIZON not in facts:
            sweep.unjudged += 1  # a plan may lie further out
        elif answer is (gone is None):
            yield f"{'no conflict' if gone is None else f'foreign member {gone}'}: {sorted(facts)}"


def brute(
    problem: Problem, facts: Facts, audits: int, *, whole: bool = False
) -> bool | None:
    """Whether facts (or the whole problem) have a plan, by trying; ``None`` if that is too much."""
    twin = Twin(problem, ()) if whole else twin_of(problem, facts, beyond=BEYOND)
    weightless = dict.fromkeys(problem.policy.weights, 0)
    policy = replace(twin.problem.policy, weights=weightless)
    problem = replace(twin.problem, policy=policy)
    try:
        return Forced(problem, audits, twin=twin).run() is not None
    except TooLarge:
        return None


@dataclass
class Forced(BruteForce):
    """Brute force for any plan at all of a twin."""

    twin: Twin | None = None

    def _extend(self, depth: int, plan: Plan, own: int) -> None:
        if self.cost is None:
            super()._extend(depth, plan, own)

    def _can_cover(self, depth: int, plan: Plan) -> bool:
        assert self.twin is not None
        placed = {p.event_id for p in plan.placements}
        ahead = {c[0].event.id for c in self._choices[depth:] if any(x.placement for x in c)}
        enough = all(len(d.events & (placed | ahead)) >= d.goal for d in self.twin.demands)
        return enough and super()._can_cover(depth, plan)

    def _audit(self, plan: Plan) -> Audit:
        judged = super()._audit(plan)
        assert self.twin is not None
        if self.twin.occupancy:
            return judged
        kept = tuple(f for f in judged.findings if f.reason.rule != "occupancy")
        return replace(judged, findings=kept, ok=not any(f.hard for f in kept))
