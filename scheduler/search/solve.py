"""The main search: improve and bound, confirm, audit."""

from __future__ import annotations

import time

from scheduler.audit import audit
from scheduler.domain.certificate import AGREES, Certificate, Confirmed
from scheduler.domain.problem import Problem
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, Solution
from scheduler.errors import AuditMismatch
from scheduler.search.clock import Clock, interruptible, unless_broken_off
from scheduler.search.confirm import confirm, unconfirmed
from scheduler.search.incumbent import Incumbent
from scheduler.search.large import Large
from scheduler.search.memory import settle
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.search.whole import Whole

LARGE = 5_000
"""Pairs of a unit and a venue beyond which a city is searched by its outline; see `large`."""

FLOOR = "an earlier solve of a problem with fewer limits"
"""Origin of a bound that the caller brought along."""


def solve(
    problem: Problem, params: SolveParams | None = None, tell: OnProgress = silent
) -> Solution:
    """Find the best plan of `problem`, or prove that none exists.

    A city of one's own size is searched as a whole (see `whole`), a large one by its outline
    (see `large`). Every plan enters through the audit. An INFEASIBLE is confirmed by a second
    configuration, an OPTIMAL when `params.certify` asks for it.

    Raises
    ------
    AuditMismatch
        When the audit disagrees with the model: a bug, never a user's fault.
    """
    settle()
    params = params or SolveParams()
    began = time.perf_counter() if params.began is None else params.began
    limit_s = params.time_limit_s - params.reserve_s
    clock = Clock(limit_s, began, stop=params.stop, effort=params.effort)
    best = Incumbent(problem, clock, tell)
    if params.floor is not None:
        best.raise_bound(params.floor, FLOOR)
    second: Confirmed | None = None
    best.show("build")
    with interruptible(clock.stop):
        large = len(problem.groups) * len(problem.venues) > LARGE
        if large:
            Large(problem, best, params).run()
        # Of a large city without a plan so far, too, only the whole can tell that there is none.
        whole = not large or (best.plan is None and not clock.over)
        impossible = whole and Whole(problem, best, params).run()
        clock.lap("search")
        if impossible:
            second = confirm(problem, None, clock, params.seed, params.threads)
            clock.lap("confirm")
            if second.answer == AGREES:
                return _without_plan(INFEASIBLE, params, best, second)
        if params.certify and best.gap == 0:
            again = (best.cost, params.seed, params.threads)
            second = unless_broken_off(
                clock.stop,
                lambda: confirm(problem, again[0], clock, *again[1:]),
                lambda: unconfirmed(*again),
            )
            clock.lap("confirm")
    return _solution(best, params, second)


def _solution(best: Incumbent, params: SolveParams, second: Confirmed | None) -> Solution:
    clock = best.clock
    if best.plan is None or best.cost is None:
        return _without_plan(UNKNOWN, params, best)
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
        trace=tuple(best.trail),
        certificate=_certificate(best, params, second),
    )


def _certificate(best: Incumbent, params: SolveParams, second: Confirmed | None) -> Certificate:
    return Certificate(
        params.time_limit_s, params.gap, params.seed, params.threads, params.certify,
        best.origin, second,
    )  # fmt: skip


def _without_plan(
    status: str, params: SolveParams, best: Incumbent, second: Confirmed | None = None
) -> Solution:
    clock = best.clock
    wall = round(clock.seconds, 3)
    return Solution(
        status, None, None, None, params.seed, wall, clock.timings,
        stopped=clock.stopped, trace=tuple(best.trail),
        certificate=_certificate(best, params, second),
    )  # fmt: skip
