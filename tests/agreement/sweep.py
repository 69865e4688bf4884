"""Solves tiny cities and compares with brute force; for the tests and for longer benchmarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scheduler.audit import audit
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, OPTIMAL, Solution
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.agreement.brute_force import BruteForce, TooLarge
from tests.agreement.cities import tiny

PARAMS = SolveParams(time_limit_s=60.0, seed=1, workers=1)


@dataclass
class Sweep:
    """Cities by outcome, and what was wrong."""

    optimal: int = 0
    infeasible: int = 0
    too_large: int = 0
    wrong: list[str] = field(default_factory=list)


def brute_force_sweep(seeds: Iterable[int], audits: int) -> Sweep:
    """Compare the tiny cities of these seeds."""
    sweep = Sweep()
    for seed in seeds:
        problem = tiny(seed)
        try:
            cost = BruteForce(problem, audits).run()
        except TooLarge:
            sweep.too_large += 1
            continue
        sweep.wrong += [f"seed {seed}: {w}" for w in faults(problem, solve(problem, PARAMS), cost)]
        if cost is None:
            sweep.infeasible += 1
        else:
            sweep.optimal += 1
    return sweep


def faults(problem: Problem, solution: Solution, cost: int | None) -> list[str]:
    """What a solution claims against the truth, `cost` being the optimum or ``None``."""
    status = INFEASIBLE if cost is None else OPTIMAL
    if (solution.status, solution.cost) != (status, cost):
        return [f"{solution.status} {solution.cost}, but the truth is {status} {cost}"]
    if cost is None:
        return []
    if solution.plan is None or solution.bound != cost:
        return [f"optimal at {cost} with bound {solution.bound}"]
    judged = audit(problem, solution.plan)
    honest = judged.ok and judged.cost == cost
    return [] if honest else [f"the plan costs {judged.cost}, not {cost}"]
