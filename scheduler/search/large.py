"""The search over a large city: bound by its outline, plans from its promising starts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scheduler.cpsat.builder import build
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.matrix import Matrix, matrix_of
from scheduler.cpsat.mixed import MixedRun
from scheduler.cpsat.model import Model
from scheduler.cpsat.outline import Outlook
from scheduler.cpsat.relaxation import Relaxation, relax
from scheduler.domain.problem import Problem
from scheduler.search.incumbent import Incumbent
from scheduler.search.params import SolveParams
from scheduler.search.promise import by_points, by_relaxation, choice_of, promising
from scheduler.search.rounds import LADDER, Rounds
from scheduler.search.ruin import Ruin
from scheduler.search.standing import take_over
from scheduler.search.state import State

FIRST_STARTS, STARTS = 16, 30
"""Starts of each unit for the first plan, and for the rounds."""

NEAR = 0.02
"""Share of the bound that a start of the rounds may add."""

FIRST_TURNS, MOST_TURNS = 200, 6
"""Turns of ruin and recreate at a time, and how many times, until there is a legal plan."""

OUTLINE_SHARE = 0.45
"""Share of the time that the relaxation of the outline may take."""

LAST_S = 2.0
"""Seconds before the end at which the bounding program is asked for what it has."""

AIM_SHARE, LEAST_AIM_S = 0.35, 8.0
"""Share of the time left that one program may take, and seconds it gets at least."""


@dataclass
class Large:
    """The search by outline.

    Steps: (1) construct a plan from the starts with fewest points; (2) solve the relaxation of
    the outline, for the bound and for what is promising; (3) aim and land over the promising
    starts; (4) bound the outline by a mixed-integer program while the neighbourhood search goes on.
    """

    problem: Problem
    best: Incumbent
    params: SolveParams

    def run(self) -> None:
        """Search until the time is over."""
        clock = self.best.clock
        outlook = Outlook(self.problem, self.params.seed)
        choice = choice_of(outlook)
        first = build(self.problem, promising(choice, by_points, FIRST_STARTS, math.inf))
        clock.lap("build")
        self._first_plan(first)
        clock.lap("start")
        outline = build(self.problem, outlook.outline())
        whole = matrix_of(outline)
        clock.lap("build")
        found = self._relaxed(outline, whole, OUTLINE_SHARE)
        clock.lap("relax")
        if found is None:
            return
        relaxation = found
        added = relaxation.matrix.rows.shape[0] - whole.rows.shape[0]
        self._raise(relaxation.exact, f"linear relaxation of the outline, cuts: {added}")
        prices = by_relaxation(outline, relaxation)
        near = NEAR * max(1.0, abs(relaxation.exact))
        core = build(self.problem, promising(choice, prices, STARTS, near, self.best.plan))
        rows = matrix_of(core)
        cuts = Cuts(core, rows)
        inner = relax(
            rows, clock.left * 0.3, cuts, lambda: None, lambda: not clock.over
        )
        clock.lap("kernel")
        if inner is None:
            return
        rounds = Rounds(core, rows, cuts, inner, self.best, self.params)
        self._rounds(rounds, relaxation)
        clock.lap("search")

    def _first_plan(self, model: Model) -> None:
        state = State(model, matrix_of(model))
        if self.params.start is not None:
            take_over(state, self.params.start)
        ruin = Ruin(state, self.params.seed)
        ruin.construct()
        offer = ruin.offer_to(self.best)
        offer(state.cost)
        for _ in range(MOST_TURNS):
            if self.best.plan is None and not self.best.clock.over:
                ruin.run(FIRST_TURNS, offer, lambda: not self.best.clock.over)

    def _relaxed(self, model: Model, matrix: Matrix, share: float) -> Relaxation | None:
        clock = self.best.clock
        return relax(
            matrix, clock.left * share, Cuts(model, matrix),
            lambda: self.best.cost, lambda: not clock.over,
        )  # fmt: skip

    def _rounds(self, rounds: Rounds, outline: Relaxation) -> None:
        """Aim until an aim brings nothing new, then bound; search on meanwhile and after."""
        clock = self.best.clock
        for starts in LADDER:
            if not rounds.done:
                rounds.aim(starts, max(LEAST_AIM_S, clock.left * AIM_SHARE))
        while not rounds.done:
            most = math.inf if self.best.cost is None else self.best.cost - 1
            free = outline.could_be_in(most)
            run = MixedRun(
                outline.matrix, free, seconds=clock.left - LAST_S, seed=self.params.seed
            )
            rounds.meanwhile(run, lambda: rounds.done)
            if not run.running:
                self._raise(run.bound, "mixed-integer program of the outline")
                if run.proven:
                    break
        while not rounds.done:
            rounds.turn()

    def _raise(self, bound: float, origin: str) -> None:
        most = math.inf if self.best.cost is None else self.best.cost
        self.best.raise_bound(min(bound, most), origin)
