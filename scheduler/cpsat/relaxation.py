"""The linear relaxation: a bound that holds, and what each variable would add to it.

The rows of the model without the lets are solved as a linear program by GLOP: few at first, more
as they are broken, for most of them never bind; then counting rows of halls, cliques, crowds and
prices of hall-days (see `counting`, `cuts`). What bookings rule out is left out (see `ruling`).
The dual values are then taken as mere multipliers of the rows: for any multipliers the Lagrangian
bound

    Σ multipliers × right-hand sides + Σ_j min(0, reduced cost_j × upper_j)

holds whatever their precision (weak duality), so it is recomputed here from dual values rounded
to binary fractions, in whole numbers; it owes nothing to the solver's tolerances.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.growing import GrowingProgram
from scheduler.cpsat.matrix import Floats, Mask, Matrix
from scheduler.cpsat.ruling import Ruling

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TOLERANCE = 1e-6
"""Points that a bound may lack and still be the next whole number."""

MANY, MANY_SHARE = 100, 0.02
"""Broken rows of the model beyond which a round seeks no others, for they would soon be kept
anyway: so many, or this share of the rows that take part."""

LEAST_RISE = 0.0002
"""Share of the bound by which two rounds of new rows must lift it for another to be worth it."""

SLOW = 200_000
"""Variables from which a round takes seconds, so that it ends when two rounds have hardly lifted
the bound, whatever is broken: thousandths of it took half of the time of 3,000 events."""

SLOW_RISE = 0.001
"""`LEAST_RISE` of so large a program."""


@dataclass(frozen=True)
class Relaxation:
    """Outcome of the linear relaxation.

    Attributes
    ----------
    bound : int
        No plan costs less, of those below the cost that variables were left out by.
    adds : array of float
        Plans that use variable j (at 1 or more) cost at least ``exact + adds[j]``; never
        negative, infinite for variables left out.
    exact : float
        The bound before it is rounded up.
    values : array of float
        Primal solution of the linear program.
    program : GrowingProgram
        All rows that took part; the linear program itself is no longer in memory.
    """

    bound: int
    adds: Floats
    exact: float
    values: Floats
    program: GrowingProgram

    @property
    def matrix(self) -> Matrix:
        """Rows of the model, and those that were added."""
        return self.program.whole

    def could_be_in(self, cost: float) -> Mask:
        """Variables that a plan of at most `cost` points may use; at any cost, none left out."""
        return np.asarray(np.isfinite(self.adds) & (self.exact + self.adds <= cost + TOLERANCE))


def relax(
    matrix: Matrix,
    seconds: float,
    cuts: Cuts | None = None,
    below: Callable[[], int | None] = lambda: None,
    go_on: Callable[[], bool] | None = None,
    enough: Callable[[], bool] = lambda: False,
    resting: AbstractContextManager[object] | None = None,
) -> Relaxation | None:
    """Solve the linear relaxation; ``None`` when it is infeasible or out of time.

    Parameters
    ----------
    cuts
        Where further rows come from; none if not given.
    below
        Cost of the best plan known: variables that only dearer plans use are left out on the
        way, which lifts the bound.
    go_on
        Asked again and again; when false, the last bound is the answer.
    enough
        Asked once there is a bound; when true, it is the answer.
    resting
        Entered whenever no solver is at work: what goes on beside it rests meanwhile.

    Notes
    -----
    Each round solves and adds the rows of the model that are broken. When these are few, there
    is a bound: variables are left out by it, and counting rows and cuts are added, until none is
    broken or those of two rounds have hardly lifted the bound.
    """
    deadline = time.perf_counter() + seconds
    resting = resting or nullcontext()
    with resting:
        ruling = Ruling.of(matrix)
        if not ruling.possible:
            return None
        program = GrowingProgram(matrix)
        program.shut(~ruling.open)
    rounds = _Rounds(program, ruling, cuts, below, go_on, enough)
    try:
        while (values := program.solve(deadline - time.perf_counter(), go_on)) is not None:
            with resting:
                if not rounds.heed(values):
                    break
                program.tell()
    finally:
        program.close()
    return rounds.best


@dataclass
class _Rounds:
    """The rounds of one relaxation; see `relax`."""

    program: GrowingProgram
    ruling: Ruling
    cuts: Cuts | None
    below: Callable[[], int | None]
    go_on: Callable[[], bool] | None
    enough: Callable[[], bool]
    best: Relaxation | None = None
    trail: list[float] = field(default_factory=list)

    def heed(self, values: Floats) -> bool:
        """Add the rows that a solution breaks; false when its bound is the answer."""
        program, ruling = self.program, self.ruling
        broken = program.add_broken(values)
        if broken > max(MANY, MANY_SHARE * program.count):
            return True
        now = _weak_duality(program, values, ruling.open)
        if self.best is None or now.exact >= self.best.exact:
            self.best = now
        self.trail.append(now.exact)
        if self._over(len(values)):
            return False
        most = self.below()
        ruling.open &= now.could_be_in(math.inf if most is None else most - 1)
        fresh = self._fresh(values, now)
        if not fresh and not broken:
            return False
        for rows, high in fresh:
            program.add(rows, high)
            ruling.heed(rows, np.full(len(high), -np.inf), high)
        program.shut(~ruling.open)
        return ruling.possible

    def _over(self, size: int) -> bool:
        """Whether no further rows are wanted, or worth a program of this size."""
        if self.enough() or (self.go_on is not None and not self.go_on()):
            return True
        return size >= SLOW and _stalls(self.trail, SLOW_RISE)

    def _fresh(self, values: Floats, now: Relaxation) -> list[tuple[csr_matrix, Floats]]:
        """Counting rows and cuts that are broken, unless the last ones did not help."""
        rows, high = self.program.matrix.lazy.broken(values, worst_only=True)
        if not len(high) and _stalls(self.trail, LEAST_RISE):
            return []
        fresh = [(rows, high)] if len(high) else []
        if self.cuts is None:
            return fresh
        return fresh + self.cuts.broken(values, now.adds, self.ruling.open)


def _stalls(trail: list[float], least: float) -> bool:
    return len(trail) > 2 and trail[-1] - trail[-3] < least * abs(trail[-1])


def _weak_duality(program: GrowingProgram, values: Floats, open_: Mask) -> Relaxation:
    matrix = program.matrix
    rows, low, high, dual = program.priced()
    # A multiplier may only push against a side that exists.
    pushes = ((dual > 0) & np.isfinite(low)) | ((dual < 0) & np.isfinite(high))
    dual = np.where(pushes, dual, 0.0)
    bits = _bits(rows, dual, matrix)
    whole = np.rint(np.ldexp(dual, bits)).astype(np.int64)
    reduced = (matrix.points << bits) - rows.astype(np.int64).T @ whole
    pushed = np.flatnonzero(whole)
    side = np.where(whole > 0, low, high)[pushed]
    total = (matrix.constant << bits) + sum(
        int(d) * int(s) for d, s in zip(whole[pushed], side, strict=True)
    )
    negative = np.flatnonzero((reduced < 0) & open_)
    total += sum(int(reduced[j]) * int(matrix.upper[j]) for j in negative)
    exact = total / (1 << bits)
    adds = np.ldexp(np.maximum(0, reduced).astype(float), -bits)
    adds[~open_] = np.inf
    return Relaxation(math.ceil(exact - TOLERANCE), adds, exact, values, program)


def _bits(rows: csr_matrix, dual: Floats, matrix: Matrix) -> int:
    """Binary places for the multipliers, so that no reduced cost can leave 63 bits."""
    sizes = abs(rows).T @ np.abs(dual) + np.abs(matrix.points)
    largest = max(1.0, float(sizes.max(initial=0)))
    return max(0, min(40, 61 - math.ceil(math.log2(largest + rows.shape[0]))))
