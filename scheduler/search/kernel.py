"""Closes the gap between the best plan and the bound: solves exactly what a better plan may use.

After Angelelli, Mansini and Speranza, "Kernel search: a general heuristic for the
multi-dimensional knapsack problem" (Comput. Oper. Res. 37, 2010), with the reduced costs of the
linear relaxation telling what may be left out, so that the rest yields a bound for the whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.matrix import Mask, Matrix
from scheduler.cpsat.model import Model
from scheduler.cpsat.relaxation import Relaxation, relax
from scheduler.cpsat.running import SatRun
from scheduler.search.incumbent import Incumbent
from scheduler.search.memory import give_back
from scheduler.search.neighbours import Neighbours
from scheduler.search.params import SolveParams

PATIENCE_S = 0.5
"""Seconds between two turns of neighbourhood search beside a proof."""

WORTH_ANEW = 0.75
"""When a better plan leaves less than this share of the literals, the proof begins anew."""


@dataclass
class KernelSearch:
    """What a better plan may use, until cost and bound meet.

    Steps: (1) leave out what no better plan can use, tighten the relaxation, and solve all that
    is left; (2) begin anew when a better plan leaves much less. What was left out is in no plan
    below the best, so the bound of the rest, at most the cost of the best, holds for all.
    """

    model: Model
    matrix: Matrix
    cuts: Cuts
    relaxation: Relaxation
    best: Incumbent
    search: Neighbours
    params: SolveParams

    def __post_init__(self) -> None:
        self._starts = np.zeros(len(self.matrix.upper), bool)
        self._chosen = self._starts.copy()
        for site in self.model.sites:
            self._starts[site.opens.start : site.opens.stop] = True
        for nv in self.model.needs:
            self._chosen[nv.takes.start : nv.takes.stop] = True
        self._chosen |= self._starts

    @property
    def done(self) -> bool:
        """Whether nothing is left to prove, or no time to do it."""
        return self.best.clock.over or self.best.gap <= self.params.gap

    def prove(self) -> None:
        """Solve what a better plan may use until done."""
        while not self.done:
            self._tighten()
            if not self.done:
                self._solve(self._open())

    def _open(self) -> Mask:
        """Variables that a better plan may use."""
        return self._without_idle_halls(self.relaxation.could_be_in(self.best.most - 1))

    def _without_idle_halls(self, part: Mask) -> Mask:
        """Leave out the blocks of sites that have no start in a part."""
        for nv in self.model.needs:
            opens = nv.site.opens
            if not part[opens.start : opens.stop].any():
                part[nv.takes.start : nv.takes.stop] = False
        return part

    def _tighten(self) -> None:
        """Solve the relaxation again without what the better plan found meanwhile rules out."""
        clock = self.best.clock
        again = relax(
            self.relaxation.matrix, clock.left, self.cuts,
            lambda: self.best.cost, lambda: not clock.over,
        )  # fmt: skip
        if again is not None and again.exact > self.relaxation.exact:
            self.relaxation = again
            self._raise_bound(again.exact)

    def _solve(self, part: Mask) -> None:
        """Solve a part; give up when a better plan has made it much smaller than it was."""
        within = (part & self._starts).sum()

        def enough(run: SatRun) -> bool:
            self._take(run)
            anew = (self._open() & self._starts).sum() < WORTH_ANEW * within
            return self.done or bool(anew)

        give_back()
        # A single worker is heeded at once, others by and by: then the main thread works, too.
        alone = self.params.threads == 1
        run = SatRun(
            self.model, self.relaxation.matrix, part,
            hint=self.best.values, told=self._chosen, heed=enough if alone else lambda run: False,
            seconds=self.best.clock.left, effort=self.best.clock.effort,
            seed=self.params.seed, workers=max(1, self.params.threads - 1),
        )  # fmt: skip
        try:
            while run.running and not (self.best.clock.over if alone else enough(run)):
                run.wait(0.02 if alone else PATIENCE_S)
                if not alone and run.running and not self.best.clock.over:
                    self.search.turn(self.best.clock.left)
        finally:
            run.stop()
            self.best.clock.spend(run.effort)
            self.search.offer()
        self._take(run)

    def _take(self, run: SatRun) -> None:
        search = self.search
        search.offer()
        for found in run.found():
            values = found[: len(self.matrix.upper)]
            stands = math.inf if search.values is None else search.cost(search.values)
            if self.best.offer(self.model, values) and search.cost(values) <= stands:
                search.values = values
        self._raise_bound(run.bound)

    def _raise_bound(self, value: float) -> None:
        """A bound of what plans below the best may use holds for all, up to the best plan."""
        proven = min(value, self.best.most)
        if math.isfinite(proven):
            self.best.raise_bound(proven)
