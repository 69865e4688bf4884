"""The search over a city as a whole: start, bound, aim, prove."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.matrix import Matrix, matrix_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import Found, solve_part
from scheduler.cpsat.relaxation import relax
from scheduler.domain.problem import Problem
from scheduler.errors import AuditMismatch
from scheduler.search.incumbent import Incumbent
from scheduler.search.kernel import KernelSearch
from scheduler.search.memory import give_back
from scheduler.search.params import SolveParams
from scheduler.search.rounds import LADDER, Rounds
from scheduler.search.ruin import Ruin
from scheduler.search.standing import take_over
from scheduler.search.state import State

FIRST_TURNS, MOST_ROUNDS = 200, 8
"""Turns of ruin and recreate at a time, and how often, as long as there is no legal plan."""

QUICK_EFFORT, QUICK_MOST = 0.1, 30_000
"""Deterministic seconds in which CP-SAT may tell after the first of those turns that there is no
plan, and variables beyond which it is not asked, since telling it the model would take longer."""

QUICK_SHARE = 0.1
"""Share of an effort that is limited which that question may take; where it would take more it is
not asked, since turns take none."""

RELAX_SHARE = 0.5
"""Share of the time that the relaxation may take; a bound of an earlier round holds, too."""

AIM_SHARE = 0.1
"""Share of the time left that a program's aims may take."""


@dataclass
class Whole:
    """The search over all that each unit may choose.

    Steps: (1) build the rows; (2) construct a plan, from what is possible of `params.start`, and
    where that does not come to one, ask CP-SAT shortly whether there is none; (3) solve the linear
    relaxation with cutting planes; (4) aim and land with few starts of each unit (see `rounds`),
    unless a plan is to stay; (5) solve exactly, with CP-SAT, all that a better plan may use (see
    `kernel`).
    """

    problem: Problem
    best: Incumbent
    params: SolveParams
    model: Model = field(init=False)
    matrix: Matrix = field(init=False)

    def run(self) -> bool:
        """Search until proven or out of time; true when there seems to be no plan at all."""
        best, clock = self.best, self.best.clock
        self.model = build(self.problem, draft_of(self.problem))
        self.matrix = matrix_of(self.model)
        clock.lap("build")
        ruin = self._start()
        clock.lap("start")
        if ruin is None:
            return True
        if clock.over or best.gap <= self.params.gap:
            return False
        cuts = Cuts(self.model, self.matrix)
        cuts.prices.go_on = lambda: not clock.over
        with ruin.beside(best, self.params.threads):
            relaxation = relax(
                self.matrix, clock.share(RELAX_SHARE), cuts,
                lambda: best.cost, lambda: not clock.over,
            )  # fmt: skip
        clock.lap("relax")
        if relaxation is None:
            return not clock.over and self._without_relaxation()
        cut = relaxation.matrix.rows.shape[0] - self.matrix.rows.shape[0]
        best.raise_bound(min(relaxation.exact, best.most), f"linear relaxation, cuts: {cut}")
        rounds = Rounds(self.model, self.matrix, cuts, relaxation, best, self.params, ruin.state)
        give_back()
        for starts in () if self._stays else LADDER:
            if not rounds.done and rounds.worth(starts):
                until = clock.seconds + clock.share(AIM_SHARE)
                rounds.aim(starts, lambda until=until: until - clock.seconds)  # type: ignore[misc]
        clock.lap("kernel")
        if best.plan is None and not clock.over and self._impossible():
            return True
        search = rounds.search
        del rounds, ruin  # and with them what is needed no more beside the proof
        KernelSearch(self.model, self.matrix, cuts, relaxation, best, search, self.params).prove()
        return False

    @property
    def _stays(self) -> bool:
        """Whether most of a plan that is there is to stay.

        Where moving costs points, few events move, and an exact search that begins with the
        standing plan is over before the aims are.
        """
        return self.problem.near is not None and self.best.plan is not None

    def _start(self) -> Ruin | None:
        """Construct, then ruin and recreate until there is a plan; ``None`` if there seems none."""
        best = self.best
        state = State(self.model, self.matrix)
        if self.params.start is not None:
            take_over(state, self.params.start)
        ruin = Ruin(state, self.params.seed)
        offer = ruin.offer_to(best)
        ruin.construct()
        offer(state.cost)
        enough = best.plan is not None
        for number in range(MOST_ROUNDS):
            if enough or best.clock.over:
                break
            ruin.run(FIRST_TURNS, offer, lambda: not best.clock.over)
            enough = best.plan is not None
            if number == 0 and not enough and self._quick:
                if self._impossible(QUICK_EFFORT):
                    return None
                # The first that CP-SAT meets is a poor one, which the next turns better; but near
                # a plan what stands is better to go on from.
                if best.values is not None and self.problem.near is None:
                    state.adopt(best.values)
        return ruin

    @property
    def _quick(self) -> bool:
        """Whether CP-SAT is told the model, and answers, in a moment."""
        clock = self.best.clock
        return (
            not clock.over
            and len(self.matrix.upper) <= QUICK_MOST
            and QUICK_SHARE * clock.effort >= QUICK_EFFORT
        )

    def _impossible(self, effort: float = math.inf) -> bool:
        """Look for any plan with CP-SAT; true when it proves that there is none."""
        found = self._asked(first_only=True, effort=effort)
        return found.values is None and found.proven

    def _without_relaxation(self) -> bool:
        """Bound and better by CP-SAT alone, once there is any plan; true when there is none."""
        best = self.best
        if best.plan is None and self._impossible():
            return True
        if not best.clock.over:
            best.raise_bound(min(self._asked().bound, best.most))
        return False

    def _asked(self, first_only: bool = False, effort: float = math.inf) -> Found:
        """CP-SAT's answer over all variables; what it finds is offered."""
        found = solve_part(
            self.model, self.matrix, None, None, first_only=first_only,
            seconds=self.best.clock.left, effort=min(effort, self.best.clock.effort),
            seed=self.params.seed, workers=self.params.threads,
            go_on=lambda: not self.best.clock.stopped,
        )  # fmt: skip
        self.best.clock.spend(found.effort)
        if found.values is not None and not self.best.offer(self.model, found.values):
            raise AuditMismatch("the audit rejects the solver's plan")
        if found.values is None and found.proven and self.best.plan is not None:
            raise AuditMismatch("the solver proves that there is no plan, but there is one")
        return found
