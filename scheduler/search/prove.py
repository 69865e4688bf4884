"""Closes the gap between the best plan and the bound."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

import numpy as np

from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import Ints, Mask, Matrix, matrix_of
from scheduler.cpsat.mip import MipOutcome, MipRun
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import solve_part
from scheduler.cpsat.relaxation import Relaxation
from scheduler.search.incumbent import Incumbent
from scheduler.search.params import SolveParams
from scheduler.search.ruin import Ruin

PACK_SECONDS = 20.0
"""Time for CP-SAT to pack the halls of one program's answer; seconds are never needed so far."""

MENDING_TURNS = 600
"""Turns of ruin and recreate around a program's answer that did not pack."""


@dataclass
class Proof:
    """A mixed-integer program, packing, and finer programs until cost and bound meet.

    Steps: (1) leave out every variable that no plan better than the incumbent can use, by the
    reduced costs of the relaxation; (2) solve the rest without the lets, which is a relaxation
    again, so its bound holds; (3) pack the halls of its answer with CP-SAT, dates fixed; at the
    same cost the plan is best; (4) otherwise say the lets of the venues that did not pack in
    linear rows as well and go back to (2). Each round adds rows or makes a venue exact, so rounds
    end.
    While programs run, ruin and recreate goes on improving the incumbent.
    """

    model: Model
    matrix: Matrix
    relaxation: Relaxation
    best: Incumbent
    ruin: Ruin
    params: SolveParams
    exact: frozenset[str] = frozenset()
    _ceiling: int | None = field(default=None, init=False)

    @property
    def done(self) -> bool:
        """Whether nothing is left to prove, or no time to do it."""
        return self.best.clock.over or self.best.gap <= self.params.gap

    def run(self) -> None:
        """Make rounds until done."""
        model, matrix, used = self.model, self.matrix, self.relaxation.used.copy()
        while not self.done:
            self._ceiling = self.best.cost
            outcome = self._program(matrix.keep(used), self._free(model))
            if outcome is None or outcome.values is None:
                if outcome is not None and outcome.proven and self.best.cost is not None:
                    self.best.raise_bound(self.best.cost)
                return
            broken = matrix.rows @ outcome.values > matrix.high + 0.5
            clashing = self._pack(outcome.values, broken.any())
            if broken.any():
                used |= broken
            elif clashing - self.exact and outcome.proven:
                self.exact |= clashing
                model = build(self.model.problem, self.model.draft, self.exact)
                matrix = matrix_of(model)
                extra = len(model.implied) - len(used)
                used = np.concatenate([used, np.ones(extra, bool)])
            else:
                return

    def _free(self, model: Model) -> Mask:
        """Variables that a better plan may use."""
        free = np.ones(len(model.upper), bool)
        if self._ceiling is not None:
            known = self.relaxation.could_be_in(self._ceiling - 1)
            free[: len(known)] = known
            for both, opens, take in model.hall_days:
                free[both.start : both.stop] = free[opens.start : opens.stop] & free[take]
        return free

    def _program(self, matrix: Matrix, free: Mask) -> MipOutcome | None:
        """Run the program by one solver, or by two side by side; ``None`` when stopped."""
        solvers = ("scip", "highs") if self.params.threads > 1 else ("scip",)
        seconds, seed = self.best.clock.left, self.params.seed
        runs = [MipRun(matrix, free, name, seconds, seed) for name in solvers]
        try:
            while all(run.running for run in runs) and not self.done:
                self._meanwhile()
                self._raise_bound(max(run.bound for run in runs))
            outcomes = [run.outcome() for run in runs if not run.running]
        finally:
            for run in runs:
                run.close()
        for outcome in outcomes:
            self._raise_bound(outcome.bound)
        proven = [o for o in outcomes if o.proven]
        found = [o for o in outcomes if o.values is not None]
        return next(iter(proven or found), None)

    def _raise_bound(self, value: float) -> None:
        """A bound of the part holds for all plans up to the ceiling the part was cut by."""
        if math.isfinite(value) or value == math.inf:
            most = math.inf if self.best.cost is None else self.best.cost
            self.best.raise_bound(min(value, most))

    def _meanwhile(self) -> None:
        """Use the time: a stretch of ruin and recreate, or a nap when alone on the core."""
        if self.params.threads > 2:
            self.ruin.run(200, self.ruin.offer_to(self.best), lambda: not self.done)
        else:
            time.sleep(0.02)

    def _pack(self, values: Ints, broken: bool) -> frozenset[str]:
        """Offer the packed answer, or one mended from it; venues whose halls clash in it.

        A `broken` answer breaks counting rows that were left out, so it cannot be packed.
        """
        starts = values[: len(self.matrix.upper)].copy()
        found = None if broken else self._fit(starts, self._packable())
        if found is not None:
            self.best.offer(self.model, found)
        if not self.done:
            self.ruin.follow(starts)
            offer = self.ruin.offer_to(self.best)
            offer(self.ruin.state.cost)
            self.ruin.run(MENDING_TURNS, offer, lambda: not self.done, hot=5.0)
        if broken or self.done:
            return frozenset()
        return frozenset(v for v in self._venues() if self._clashes(starts, v))

    def _packable(self, venue: str | None = None) -> Mask:
        free = np.ones(len(self.matrix.upper), bool)
        for site in self.model.sites:
            free[site.opens.start : site.opens.stop] = False
        if venue is not None:
            for nv in self.model.needs:
                if nv.site.site.venue.id != venue:
                    free[nv.takes.start : nv.takes.stop] = False
        return free

    def _fit(self, values: Ints, free: Mask) -> Ints | None:
        seconds = min(PACK_SECONDS, self.best.clock.left)
        found = solve_part(
            self.model, self.matrix, values, free, seconds=seconds, seed=self.params.seed
        )
        return found.values

    def _venues(self) -> list[str]:
        return [v.id for v in self.model.problem.venues]

    def _clashes(self, values: Ints, venue: str) -> bool:
        fitted = self._fit(values, self._packable(venue))
        if fitted is None:
            return True
        takes = [t for nv in self.model.needs if nv.site.site.venue.id == venue for t in nv.takes]
        points = self.matrix.points[takes]
        return bool((points * fitted[takes]).sum() > (points * values[takes]).sum())
