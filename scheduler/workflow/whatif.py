"""What scenarios would do to the plan that stands."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scheduler.domain.solution import INFEASIBLE
from scheduler.domain.span import Day
from scheduler.scenarios.answer import whatif_answer as answer_of
from scheduler.scenarios.effect import Before, Effect, effect_of, free
from scheduler.scenarios.held import held, held_out
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.many import read_all
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.workflow.budget import Budget
from scheduler.workflow.solving import certified, explained, named
from scheduler.workflow.standing import Stands

NEAR, FREE = "near", "free"
MODES = {NEAR: (NEAR,), FREE: (FREE,), "both": (NEAR, FREE)}
"""Ways to solve a scenario, by what is asked for; the first one is the answer."""


@dataclass(frozen=True)
class Answered:
    """A scenario, solved in each way that was asked for; the first is the answer."""

    effects: tuple[Effect, ...]

    @property
    def effect(self) -> Effect:
        """The answer."""
        return self.effects[0]

    @property
    def free(self) -> Effect | None:
        """What would be best if nothing had to stay, when that was asked for besides."""
        return self.effects[1] if len(self.effects) > 1 else None


def scenarios(workspace: Path, paths: Sequence[Path]) -> list[Scenario]:
    """Read scenarios of a workspace; nothing has to be solved for that.

    Their warnings are those that the workspace itself does not have.

    Raises
    ------
    InputError
        With all faults of all scenarios.
    """
    return read_all(workspace, paths) if paths else []


def met(
    stands: Stands, found: Iterable[Scenario], today: Day | None = None
) -> list[Scenario]:
    """Scenarios as they meet the plan that stands (see `scenarios.known`)."""
    return [from_standing(s, stands.plan, today) for s in found]


def whatif(
    workspace: Path,
    stands: Stands,
    scenario: Scenario,
    params: SolveParams,
    mode: str = NEAR,
    tell: OnProgress = silent,
) -> Answered:
    """Solve a scenario near the standing plan, freely, or both; the limit holds for each solve.

    Raises
    ------
    AuditMismatch
        When the plan found is not what the search says it is: a bug, never a user's fault.
    """
    before = Before(stands.problem, stands.plan, stands.judged)
    effects = []
    for way in MODES[mode]:
        asked = scenario if way == NEAR else free(scenario)
        effects.append(_solved(workspace, before, asked, params, way == NEAR, tell))
    return Answered(tuple(effects))


def _solved(
    workspace: Path,
    before: Before,
    scenario: Scenario,
    params: SolveParams,
    near: bool,
    tell: OnProgress,
) -> Effect:
    # Not at the top, since the solver takes a second to load.
    from scheduler.search.solve import solve as search

    problem = scenario.problem
    began = time.perf_counter() if params.began is None else params.began
    budget = Budget.of(problem, began, params.time_limit_s)
    limits = replace(params, start=before.plan, began=began, reserve_s=budget.reserve_s)
    found = search(problem, limits, tell)
    judged = None if found.plan is None else certified(problem, found, found.plan)
    if found.status == INFEASIBLE:
        # What a scenario says stands in no file of the workspace, so that no edit would help.
        found = named(workspace, problem, found, budget, params.stop, cure=False)
        found = replace(found, conflicts=held(scenario, found.conflicts))
    else:
        found = explained(problem, found, judged, budget, params.stop)
        found = replace(found, unplaced=held_out(scenario, found.unplaced))
    found = replace(found, wall_s=round(time.perf_counter() - began, 3))
    return effect_of(before, scenario, found, near)


def ranked(answers: Iterable[Answered]) -> list[Answered]:
    """Best first."""
    return sorted(answers, key=lambda a: (a.effect.rank, a.effect.scenario.file))


def whatif_answer(stands: Stands, answers: Sequence[Answered]) -> dict[str, Any]:
    """What ``whatif`` says (contract, section 7)."""
    before = Before(stands.problem, stands.plan, stands.judged)
    return answer_of(before, [(a.effect, a.free) for a in answers])
