"""The main search: build, start, prove, audit."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduler.audit import Audit, audit
from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.model import Model
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, Solution
from scheduler.errors import AuditMismatch
from scheduler.search.params import OnProgress, Progress, SolveParams, silent


@dataclass
class Clock:
    """Seconds by phase."""

    began: float = field(default_factory=time.perf_counter)
    timings: dict[str, float] = field(default_factory=dict)
    _mark: float = field(default_factory=time.perf_counter)

    def lap(self, phase: str) -> None:
        """Book the time since the last lap under `phase`."""
        now = time.perf_counter()
        self.timings[phase] = round(self.timings.get(phase, 0.0) + now - self._mark, 3)
        self._mark = now

    @property
    def seconds(self) -> float:
        """Seconds since the clock began."""
        return time.perf_counter() - self.began


class Watch(cp_model.CpSolverSolutionCallback):
    """Passes new incumbents and bounds on."""

    def __init__(self, clock: Clock, tell: OnProgress) -> None:
        super().__init__()
        self._clock, self._tell = clock, tell
        self._best: int | None = None
        self._bound: int | None = None

    def on_solution_callback(self) -> None:
        """A better plan."""
        self._best = round(self.objective_value)
        self.bound(self.best_objective_bound)

    def bound(self, value: float) -> None:
        """A better bound."""
        if math.isfinite(value):
            self._bound = math.ceil(value - 1e-6)
        self._tell(Progress("search", self._best, self._bound, self._clock.seconds))


def solve(
    problem: Problem, params: SolveParams | None = None, tell: OnProgress = silent
) -> Solution:
    """Find the best plan of `problem`, or prove that none exists.

    Steps: (1) draft what each event may choose alone; (2) build the model; (3) search until
    proven, stopped or out of time; (4) an INFEASIBLE is confirmed by a second configuration;
    (5) the audit must agree on legality and on every point.

    Raises
    ------
    AuditMismatch
        When the audit disagrees with the model: a bug, never a user's fault.
    """
    params = params or SolveParams()
    clock = Clock()
    tell(Progress("build", None, None, 0.0))
    draft = draft_of(problem)
    model = build(problem, draft)
    clock.lap("build")
    solver = _solver(params, params.time_limit_s - clock.seconds)
    watch = Watch(clock, tell)
    solver.best_bound_callback = watch.bound
    status = solver.solve(model.cp, watch)
    clock.lap("search")
    if status == cp_model.MODEL_INVALID:
        raise AuditMismatch(f"the model is invalid: {model.cp.validate()}")
    if status == cp_model.INFEASIBLE:
        confirmed = _confirm_infeasible(model, params, params.time_limit_s - clock.seconds)
        clock.lap("confirm")
        return _without_plan(INFEASIBLE if confirmed else UNKNOWN, params, clock)
    if status == cp_model.UNKNOWN:
        return _without_plan(UNKNOWN, params, clock)
    plan = plan_of(model, solver.boolean_value)
    tell(Progress("audit", round(solver.objective_value), None, clock.seconds))
    judged = certify(problem, plan, round(solver.objective_value))
    clock.lap("audit")
    proven = status == cp_model.OPTIMAL
    bound = judged.cost if proven and params.gap == 0 else _bound(solver, judged.cost)
    done = bound == judged.cost
    return Solution(
        status=OPTIMAL if done else FEASIBLE,
        plan=plan,
        cost=judged.cost,
        bound=bound,
        seed=params.seed,
        wall_s=round(clock.seconds, 3),
        timings=clock.timings,
        stopped=not done and clock.seconds < params.time_limit_s and params.gap == 0,
    )


def certify(problem: Problem, plan: Plan, cost: int) -> Audit:
    """Audit a plan of ours; loud when the model and the audit disagree."""
    judged = audit(problem, plan)
    if not judged.ok:
        rules = sorted({f.reason.rule for f in judged.hard})
        raise AuditMismatch(f"the solver's plan breaks {', '.join(rules)}")
    if judged.cost != cost:
        raise AuditMismatch(f"the solver counts {cost} points, the audit {judged.cost}")
    return judged


def _bound(solver: cp_model.CpSolver, cost: int) -> int | None:
    value = solver.best_objective_bound
    return min(cost, math.ceil(value - 1e-6)) if math.isfinite(value) else None


def _solver(params: SolveParams, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    p = solver.parameters
    p.max_time_in_seconds = max(0.1, seconds)
    p.random_seed = params.seed
    p.num_workers = params.threads
    p.relative_gap_limit = params.gap
    p.cp_model_probing_level = 0
    return solver


def _confirm_infeasible(model: Model, params: SolveParams, seconds: float) -> bool:
    """Whether another configuration (no presolve, other seed) says INFEASIBLE as well."""
    solver = _solver(params, seconds)
    solver.parameters.cp_model_presolve = False
    solver.parameters.random_seed = params.seed + 1
    solver.parameters.num_workers = max(1, params.threads - 1)
    return bool(solver.solve(model.cp) == cp_model.INFEASIBLE)


def _without_plan(status: str, params: SolveParams, clock: Clock) -> Solution:
    return Solution(status, None, None, None, params.seed, round(clock.seconds, 3), clock.timings)
