"""The main job: load, search, audit, explain what is left out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from scheduler import replan
from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, Solution
from scheduler.domain.span import Day, Span, iso
from scheduler.domain.text import Text
from scheduler.errors import AuditMismatch, Fault, UsageError
from scheduler.loading import load
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.scenario import Scenario
from scheduler.search.clock import Stop, unless_broken_off
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.workflow.budget import Budget
from scheduler.workflow.judging import Base, Judged, against
from scheduler.workflow.robust import FIRST_SHARE, Toughness, sample, toughened

NAMING_S = 40.0
"""Seconds that naming conflicts and their remedies may take at most."""


@dataclass(frozen=True)
class Request:
    """What a solve is asked for.

    Parameters
    ----------
    near
        The standing plan from which changes cost points.
    only
        First and last day; events of `near` not on show within stay where they are.
    robust
        Scenarios in which the plan should be cheap to mend.
    today
        Day on which it is asked: what of `near` has begun stays, and what begins within the
        permit's days keeps its place or is dropped; each scenario becomes known on it.
    """

    params: SolveParams = field(default_factory=SolveParams)
    near: Path | None = None
    only: tuple[Day, Day] | None = None
    robust: Toughness | None = None
    today: Day | None = None


def solve(
    workspace: Path,
    request: Request,
    tell: OnProgress = silent,
    ready: Callable[[tuple[Fault, ...]], None] = lambda warnings: None,
) -> Judged:
    """Find the best plan of a workspace; `ready` gets the warnings before the search begins.

    Raises
    ------
    AuditMismatch
        When the plan found is not what the search says it is: a bug, never a user's fault.
    """
    began = request.params.began
    began = time.perf_counter() if began is None else began
    base = _on_the_day(against(workspace, load(workspace), request.near), request)
    searched = _restricted(base.problem, request)
    scenarios = sample(workspace, request.robust)
    # Not at the top, since the solver takes a second to load.
    from scheduler.search.solve import solve as search

    ready(base.warnings)
    took = {"load": _since(began)}
    budget = Budget.of(searched, began, request.params.time_limit_s, took["load"])
    found = search(searched, _params(request, budget, searched.near), tell)
    if request.robust is not None:
        choose = partial(toughened, searched, found, scenarios, request.robust, request.params)
        first = replace(found, stopped=True)
        found = unless_broken_off(
            request.params.stop, lambda: choose(budget, tell, request.today), lambda: first
        )
    judged = None if found.plan is None else certified(base.problem, found, found.plan)
    mark = time.perf_counter()
    sought = None if request.robust is None else request.robust.of(scenarios)
    origin = replace(base.origin, only=request.only, today=request.today, robust=sought)
    if found.status == INFEASIBLE:
        stop = request.params.stop
        found = named(workspace, searched, found, budget, stop, cure=not origin.holds)
    else:
        found = explained(searched, found, judged, budget, request.params.stop)
    took |= dict(found.timings) | {"explain": _since(mark)}
    found = replace(found, timings=took, wall_s=_since(began))
    return Judged(base.problem, found, judged, origin, base.warnings)


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 3)


def _params(request: Request, budget: Budget, start: Plan | None) -> SolveParams:
    """What the search may use: less than the limit, and a standing plan to start from."""
    reserve = budget.reserve_s
    if request.robust is not None:
        reserve += (1 - FIRST_SHARE) * (budget.limit_s - reserve)
    return replace(request.params, start=start, began=budget.began, reserve_s=reserve)


def named(
    workspace: Path, problem: Problem, found: Solution, budget: Budget, stop: Stop, *, cure: bool
) -> Solution:
    """The solution with what contradicts what, and with what would end it if `cure`.

    Events that a request holds in place are booked in no file, so nothing written would free them.
    """
    from scheduler.workflow.resolving import resolved

    seconds = min(NAMING_S, budget.left_to_explain)
    ask = partial(resolved, workspace, problem, seconds, cure=cure, stop=stop)
    conflicts = unless_broken_off(stop, lambda: ask().conflicts, lambda: ())
    return replace(found, conflicts=conflicts, stopped=found.stopped or stop.said)


def explained(
    problem: Problem, found: Solution, judged: Audit | None, budget: Budget, stop: Stop
) -> Solution:
    """The solution with the reasons for what is left out."""
    if judged is None or found.plan is None:
        return found
    from scheduler.explain.unplaced import explain_unplaced

    deadline = time.perf_counter() + budget.left_to_explain
    go_on = lambda: not stop.said and time.perf_counter() < deadline  # noqa: E731
    ask = partial(explain_unplaced, problem, found.plan, judged)
    unplaced = unless_broken_off(stop, lambda: ask(go_on), lambda: ask(lambda: False))
    return replace(found, unplaced=unplaced, stopped=found.stopped or stop.said)


def _on_the_day(base: Base, request: Request) -> Base:
    """The problem as it is left on a day of the standing plan."""
    near, today = base.problem.near, request.today
    if today is None or near is None:
        if today is not None and request.robust is None:
            zh, en = "--today 须与 --near 或 --robust 同用。", "--today needs --near or --robust."
            raise UsageError(Text(zh, en))
        return base
    known = from_standing(Scenario("", Text(), base.problem), near, today)
    return replace(base, problem=known.problem)


def _restricted(problem: Problem, request: Request) -> Problem:
    """The problem with all events booked that must stay."""
    if request.only is None:
        return problem
    if problem.near is None:
        raise UsageError(Text("--only 须与 --near 同用", "--only needs --near."))
    free = Span.inclusive(*request.only)
    if not free.overlaps(problem.horizon):
        first, last = iso(problem.horizon.start), iso(problem.horizon.last)
        raise UsageError(
            Text(
                f"--only 与排期范围 {first}..{last} 没有共同的日子，请改正。",
                f"--only shares no day with the horizon, {first}..{last}. Correct it.",
            )
        )
    return replan.pin(problem, problem.near, replan.outside(problem, problem.near, free))


def certified(problem: Problem, found: Solution, plan: Plan) -> Audit:
    """The audit of a plan that was found, which must be legal and cost what the search says.

    Raises
    ------
    AuditMismatch
        When it is not: a bug, never a user's fault.
    """
    judged = audit(problem, plan)
    if not judged.ok or judged.cost != found.cost:
        rules = ", ".join(sorted({f.reason.rule for f in judged.hard})) or "none"
        raise AuditMismatch(
            f"the search says {found.cost} points, the audit {judged.cost}; broken rules: {rules}"
        )
    return judged
