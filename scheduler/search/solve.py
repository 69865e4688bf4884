"""The main search: start, bound, improve, prove, audit."""

from __future__ import annotations

import math

from scheduler.audit import audit
from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.matrix import Matrix, matrix_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import solve_part
from scheduler.cpsat.relaxation import relax
from scheduler.domain.problem import Problem
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, Solution
from scheduler.errors import AuditMismatch
from scheduler.search.clock import Clock, interruptible
from scheduler.search.incumbent import Incumbent
from scheduler.search.kernel import KernelSearch
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.search.ruin import Ruin
from scheduler.search.standing import take_over
from scheduler.search.state import State

FIRST_TURNS, TURNS_A_UNIT = 600, 4
"""Turns of ruin and recreate before the proof starts; numbers, for one worker to repeat itself."""

MOST_ROUNDS = 4
"""Rounds of so many turns, as long as there is no legal plan."""

RELAX_SHARE = 0.5
"""Share of the time that the relaxation may take; a bound of an earlier round holds, too."""

MOST_ENTRIES = 10_000_000
"""Entries of the rows beyond which the relaxation would take minutes and gigabytes: without it
there is no bound, and ruin and recreate goes on to the end of the time."""


def solve(
    problem: Problem, params: SolveParams | None = None, tell: OnProgress = silent
) -> Solution:
    """Find the best plan of `problem`, or prove that none exists.

    Steps: (1) draft what each unit may choose alone and build the rows; (2) construct a plan, from
    what is possible of `params.start`, and improve it by ruin and recreate; (3) solve the linear
    relaxation with cutting planes for a first bound; (4) solve the part of promising starts for a
    good plan, then all that a better plan may use, exactly, with CP-SAT (see `kernel`); (5) an
    INFEASIBLE is confirmed by a second configuration. Every plan enters through the audit.

    Raises
    ------
    AuditMismatch
        When the audit disagrees with the model: a bug, never a user's fault.
    """
    params = params or SolveParams()
    clock = Clock(params.time_limit_s)
    best = Incumbent(problem, clock, tell)
    best.show("build")
    with interruptible(clock):
        model = build(problem, draft_of(problem))
        matrix = matrix_of(model)
        clock.lap("build")
        state = State(model, matrix)
        if params.start is not None:
            take_over(state, params.start)
        ruin = Ruin(state, params.seed)
        turns = max(FIRST_TURNS, TURNS_A_UNIT * len(state.units))
        _improve(ruin, best, turns)
        clock.lap("start")
        relaxation = None
        if matrix.rows.nnz <= MOST_ENTRIES:
            cuts = Cuts(model, matrix)
            relaxation = relax(
                matrix, clock.left * RELAX_SHARE, cuts, lambda: best.cost, lambda: not clock.over
            )
        clock.lap("relax")
        if relaxation is not None:
            most = math.inf if best.cost is None else best.cost
            best.raise_bound(min(relaxation.exact, most))
            search = KernelSearch(model, matrix, cuts, relaxation, best, ruin, params)
            search.first_part()
            clock.lap("kernel")
        if best.plan is None and not clock.over and _impossible(model, matrix, state, best, params):
            clock.lap("confirm")
            return _without_plan(INFEASIBLE, params, clock)
        if relaxation is not None:
            search.prove()
        while not clock.over and best.plan is not None and best.gap > params.gap:
            ruin.run(turns, ruin.offer_to(best), lambda: not clock.over)
        clock.lap("search")
    return _solution(best, params)


def _improve(ruin: Ruin, best: Incumbent, turns: int) -> None:
    """Construct, then ruin and recreate until there is a plan; legal plans go to `best`."""
    offer = ruin.offer_to(best)
    ruin.construct()
    offer(ruin.state.cost)
    for _ in range(MOST_ROUNDS):
        ruin.run(turns, offer, lambda: not best.clock.over)
        if best.plan is not None:
            return


def _impossible(
    model: Model, matrix: Matrix, state: State, best: Incumbent, params: SolveParams
) -> bool:
    """Look for any plan with CP-SAT; true when two configurations prove that there is none."""
    found = solve_part(
        model, matrix, None, None,
        seconds=best.clock.left, seed=params.seed, workers=params.threads, first_only=True,
    )
    if found.values is not None:
        state.adopt(found.values)
        if not best.offer(model, found.values):
            raise AuditMismatch("the audit rejects the solver's first plan")
        return False
    if not found.proven:
        return False
    second = solve_part(
        model, matrix, None, None,
        seconds=best.clock.left, seed=params.seed + 1, presolve=False, first_only=True,
    )
    return second.proven and second.values is None


def _solution(best: Incumbent, params: SolveParams) -> Solution:
    clock = best.clock
    if best.plan is None or best.cost is None:
        return _without_plan(UNKNOWN, params, clock)
    judged = audit(best.problem, best.plan)
    if not judged.ok or judged.cost != best.cost:
        raise AuditMismatch("the plan's audit changed between search and answer")
    bound = best.bound
    if bound is not None and bound > best.cost:
        raise AuditMismatch(f"bound {bound} lies above the cost {best.cost} of a legal plan")
    clock.lap("audit")
    return Solution(
        status=OPTIMAL if bound == best.cost else FEASIBLE,
        plan=best.plan,
        cost=best.cost,
        bound=bound,
        seed=params.seed,
        wall_s=round(clock.seconds, 3),
        timings=clock.timings,
        stopped=clock.stopped,
    )


def _without_plan(status: str, params: SolveParams, clock: Clock) -> Solution:
    wall = round(clock.seconds, 3)
    return Solution(
        status, None, None, None, params.seed, wall, clock.timings, stopped=clock.stopped
    )
