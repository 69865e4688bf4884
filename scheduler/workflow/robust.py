"""The part of a solve that looks for a plan which is cheap to mend."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.domain.robustness import WORST, Epsilon, Sought
from scheduler.domain.solution import FEASIBLE, OPTIMAL, Solution
from scheduler.domain.span import Day
from scheduler.loading.faults import shown_text
from scheduler.outputs.origin import places_in
from scheduler.scenarios.many import read_all, scenario_files
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import OnProgress, SolveParams
from scheduler.workflow.budget import Budget

FIRST_SHARE = 0.5
"""Share of the time that the search for the best plan may take; it seldom takes as much."""


@dataclass(frozen=True)
class Toughness:
    """What a robust solve is asked for.

    Parameters
    ----------
    paths
        Scenario files, or folders of them; folders inside these do not count.
    epsilon
        How much dearer than the best plan the chosen one may be.
    """

    paths: tuple[Path, ...]
    epsilon: Epsilon = Epsilon(share=Fraction(2, 100))
    measure: str = WORST

    def of(self, scenarios: Sequence[Scenario]) -> Sought:
        """The same by the scenarios that were read of the files."""
        files = tuple((s.file, s.problem.input_hash) for s in scenarios)
        return Sought(files, self.epsilon, self.measure)


def sample(workspace: Path, asked: Toughness | None) -> list[Scenario]:
    """Read all scenarios before the long search begins; none is named by a path of this machine.

    Raises
    ------
    InputError
        With all faults of all scenarios.
    """
    if asked is None:
        return []
    # Each plan tried is mended under each scenario, so that there had better be few.
    files = scenario_files(asked.paths, deep=False)
    found = read_all(workspace, files)
    places = places_in(workspace, files)
    return [replace(s, file=shown_text(p)) for s, p in zip(found, places, strict=True)]


def toughened(
    problem: Problem,
    found: Solution,
    scenarios: Sequence[Scenario],
    asked: Toughness,
    params: SolveParams,
    budget: Budget,
    tell: OnProgress,
    today: Day | None = None,
) -> Solution:
    """The solution with the plan that is chosen; its bound stays that of all plans.

    Parameters
    ----------
    today
        Day on which each scenario becomes known.
    """
    if found.plan is None:
        return found
    # Not at the top, since the solver takes a second to load.
    from scheduler.audit import audit
    from scheduler.scenarios.robust import Rule, robust

    began = time.perf_counter()
    until = budget.began + budget.limit_s - budget.reserve_s
    limits = replace(params, began=began, time_limit_s=max(0.0, until - began), certify=False)
    rule = Rule(asked.epsilon, asked.measure, today)
    plan, told = robust(problem, found.plan, scenarios, rule, limits, tell, found.bound)
    cost = audit(problem, plan).cost
    status = OPTIMAL if cost == found.bound else FEASIBLE
    took = {**found.timings, "robust": round(time.perf_counter() - began, 3)}
    stopped = found.stopped or params.stop.said
    return replace(
        found, plan=plan, cost=cost, status=status, timings=took, robust=told, stopped=stopped
    )
