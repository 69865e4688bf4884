"""Closes the gap between the best plan and the bound."""

from __future__ import annotations

import math
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from scheduler.cpsat.builder import refine
from scheduler.cpsat.crowds import Crowds
from scheduler.cpsat.matrix import Ints, Mask, Matrix, matrix_of
from scheduler.cpsat.mip import MipRun
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

SMALL_MODEL = 250_000
"""Entries of the rows up to which all of them, and exact venues, join from the start.

Larger models begin with the rows that the relaxation needed; what an answer breaks joins later.
Beside them ruin and recreate goes on; beside a small one it would only take its memory bandwidth.
"""

SMALL_VENUES = 8_000
"""Hall-day literals up to which the lets of the smallest venues are linear from the start."""


@dataclass
class Try:
    """A running program and the venues that are exact in it."""

    run: MipRun
    exact: frozenset[str]


@dataclass
class Proof:
    """Mixed-integer programs, packing, and finer programs until cost and bound meet.

    Steps: (1) leave out every variable that no plan better than the incumbent can use, by the
    reduced costs of the relaxation; (2) solve the rest without the lets, which is a relaxation
    again, so its bound holds; the lets of small venues are said in linear rows from the start;
    (3) pack the halls of an answer with CP-SAT, dates fixed; at the same cost the
    plan is best; (4) otherwise mend the answer by ruin and recreate, make the venues exact that
    did not pack, and go back to (2). Each round makes a venue exact, so rounds end.
    """

    model: Model
    matrix: Matrix
    crowds: Crowds
    relaxation: Relaxation
    best: Incumbent
    ruin: Ruin
    params: SolveParams
    _tries: list[Try] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._rows = self.relaxation.matrix

    @property
    def done(self) -> bool:
        """Whether nothing is left to prove, or no time to do it."""
        return self.best.clock.over or self.best.gap <= self.params.gap

    def run(self) -> None:
        """Make rounds until done."""
        if self.done:
            return
        try:
            self._start(self._small_venues())
            while self._tries and not self.done:
                self._meanwhile()
                for attempt in list(self._tries):
                    self._raise_bound(attempt.run.bound)
                    if not attempt.run.running and not self.done:
                        self._finish(attempt)
        finally:
            for attempt in self._tries:
                attempt.run.close()

    def _small_venues(self) -> frozenset[str]:
        """Venues with stretches to pack whose exact rows stay small."""
        if self.matrix.rows.nnz > SMALL_MODEL:
            return frozenset()
        size: Counter[str] = Counter()
        for nv in self.model.needs:
            if nv.need.kind == "gross_m2":
                size[nv.site.site.venue.id] += len(nv.takes) * len(nv.site.opens)
        small, total = [], 0
        for venue, literals in sorted(size.items(), key=lambda item: item[1]):
            total += literals
            if total <= SMALL_VENUES:
                small.append(venue)
        return frozenset(small)

    def _start(self, exact: frozenset[str]) -> None:
        model = refine(self.model, exact) if exact else self.model
        matrix = self._rows
        if exact:
            matrix = matrix_of(model).with_rows(*self.matrix.lazy.every(len(self.matrix.upper)))
        free = self._free(model)
        if not free.any():
            # Only the plan that places nothing could still be better.
            self.best.offer(self.model, np.zeros(len(self.matrix.upper), np.int64))
            self._raise_bound(math.inf)
            return
        run = MipRun(matrix, free, self.best.clock.left, self.params.seed)
        self._tries.append(Try(run, exact))

    def _finish(self, attempt: Try) -> None:
        """Use what an ended program found; start a finer one where halls clash."""
        outcome = attempt.run.outcome()
        attempt.run.close()
        self._tries.remove(attempt)
        self._raise_bound(outcome.bound)
        if self.done:
            return
        if outcome.values is None:
            self._without_program()
            return
        if not attempt.exact:
            values = outcome.values.astype(float)
            broken = self.matrix.lazy.broken(values, 0.5), self.crowds.broken(values)
            if sum(len(high) for _, high in broken):
                for rows, high in broken:
                    self._rows = self._rows.with_rows(rows, high)
                self._mend(outcome.values)
                self._start(attempt.exact)
                return
        clashing = self._pack(outcome.values)
        if not self.done and outcome.proven and clashing - attempt.exact:
            self._start(attempt.exact | clashing)

    def _without_program(self) -> None:
        """Let CP-SAT prove the rest when the program ended without an answer."""
        free = self._free(self.model)
        found = solve_part(
            self.model,
            self.matrix,
            None,
            free,
            seconds=self.best.clock.left,
            seed=self.params.seed,
            workers=self.params.threads,
        )
        if found.values is not None:
            self.best.offer(self.model, found.values)
        self._raise_bound(found.bound)

    def _free(self, model: Model) -> Mask:
        """Variables that a better plan may use."""
        free = np.ones(len(model.upper), bool)
        if self.best.cost is not None:
            known = self.relaxation.could_be_in(self.best.cost - 1)
            free[: len(known)] = known
            for both, opens, take in model.hall_days:
                free[both.start : both.stop] = free[opens.start : opens.stop] & free[take]
        return free

    def _raise_bound(self, value: float) -> None:
        """A bound of a part holds for all plans up to the cost that the part was cut by."""
        if value > -math.inf:
            most = math.inf if self.best.cost is None else self.best.cost
            self.best.raise_bound(min(value, most))

    def _meanwhile(self) -> None:
        """Use the time: ruin and recreate on a free core beside a long proof, else a nap."""
        large = self.matrix.rows.nnz > SMALL_MODEL
        if self.params.threads > len(self._tries) and large:
            self.ruin.run(200, self.ruin.offer_to(self.best), lambda: not self.done)
        else:
            time.sleep(0.02)

    def _pack(self, values: Ints) -> frozenset[str]:
        """Offer the packed answer, or one mended from it; venues whose halls clash in it."""
        starts = values[: len(self.matrix.upper)]
        found = self._fit(starts, self._packable())
        if found is not None:
            self.best.offer(self.model, found)
        if self.done:
            return frozenset()
        self._mend(starts)
        if self.done:
            return frozenset()
        return frozenset(v.id for v in self.model.problem.venues if self._clashes(starts, v.id))

    def _mend(self, values: Ints) -> None:
        """Ruin and recreate from an answer whose halls clash."""
        self.ruin.follow(values)
        offer = self.ruin.offer_to(self.best)
        offer(self.ruin.state.cost)
        self.ruin.run(MENDING_TURNS, offer, lambda: not self.done, hot=5.0)

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

    def _clashes(self, values: Ints, venue: str) -> bool:
        fitted = self._fit(values, self._packable(venue))
        if fitted is None:
            return True
        takes = [t for nv in self.model.needs if nv.site.site.venue.id == venue for t in nv.takes]
        points = self.matrix.points[takes]
        return bool((points * fitted[takes]).sum() > (points * values[takes]).sum())
