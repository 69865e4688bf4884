"""The linear relaxation: a bound that holds, and what each variable would add to it.

The rows of the model without the lets are solved as a linear program by GLOP, with more rows as
they are broken: counting rows of halls, cliques, crowds (see `counting`, `cuts`). The dual values
are then taken as mere multipliers of the rows: for any multipliers the Lagrangian bound

    Σ multipliers × right-hand sides + Σ_j min(0, reduced cost_j × upper_j)

holds whatever their precision (weak duality), so it is recomputed here from dual values rounded
to binary fractions, in whole numbers; it owes nothing to the solver's tolerances.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.linear import LinearProgram
from scheduler.cpsat.matrix import Floats, Mask, Matrix

LEAST_RISE = 0.0002
"""Share of the bound by which two rounds of new rows must lift it for another to be worth it."""


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
    matrix : Matrix
        Rows that took part, cliques last.
    """

    bound: int
    adds: Floats
    exact: float
    values: Floats
    matrix: Matrix

    def could_be_in(self, cost: float) -> Mask:
        """Variables that a plan of at most `cost` points may use."""
        return np.asarray(self.exact + self.adds < cost + 1)


def relax(
    matrix: Matrix,
    seconds: float,
    cuts: Cuts | None = None,
    below: Callable[[], int | None] = lambda: None,
    go_on: Callable[[], bool] = lambda: True,
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
        Asked after each round; when false, the bound of the last round is the answer.

    Notes
    -----
    Each round solves, leaves variables out, and adds the broken rows, until none is broken or
    the rows of two rounds have hardly lifted the bound.
    """
    deadline = time.perf_counter() + seconds
    program = LinearProgram(matrix)
    open_ = np.ones(len(matrix.upper), bool)
    best: Relaxation | None = None
    trail: list[float] = []
    while True:
        answer = program.solve(deadline - time.perf_counter())
        if answer is None:
            return best
        now = _weak_duality(matrix, answer.duals, answer.values, open_)
        if best is None or now.exact >= best.exact:
            best = now
        trail.append(now.exact)
        if not go_on():
            return best
        most = below()
        shut = open_ & ~now.could_be_in(math.inf if most is None else most - 1)
        open_ &= ~shut
        program.fix_at_zero(shut)
        rows, high = matrix.lazy.broken(answer.values, worst_only=True)
        if not len(high) and _stalls(trail):
            return best
        fresh = [(rows, high)] if len(high) else []
        if cuts is not None:
            fresh += cuts.broken(answer.values, now.adds, open_)
        if not fresh:
            return best
        for more, limits in fresh:
            program.add(more, limits)
            matrix = matrix.with_rows(more, limits)


def _stalls(trail: list[float]) -> bool:
    return len(trail) > 2 and trail[-1] - trail[-3] < LEAST_RISE * abs(trail[-1])


def _weak_duality(matrix: Matrix, dual: Floats, values: Floats, open_: Mask) -> Relaxation:
    # A multiplier may only push against a side that exists.
    pushes = ((dual > 0) & np.isfinite(matrix.low)) | ((dual < 0) & np.isfinite(matrix.high))
    dual = np.where(pushes, dual, 0.0)
    bits = _bits(matrix, dual)
    whole = np.rint(np.ldexp(dual, bits)).astype(np.int64)
    reduced = (matrix.points << bits) - matrix.rows.astype(np.int64).T @ whole
    pushed = np.flatnonzero(whole)
    side = np.where(whole > 0, matrix.low, matrix.high)[pushed]
    total = (matrix.constant << bits) + sum(
        int(d) * int(s) for d, s in zip(whole[pushed], side, strict=True)
    )
    negative = np.flatnonzero((reduced < 0) & open_)
    total += sum(int(reduced[j]) * int(matrix.upper[j]) for j in negative)
    exact = total / (1 << bits)
    adds = np.ldexp(np.maximum(0, reduced).astype(float), -bits)
    adds[~open_] = np.inf
    return Relaxation(math.ceil(exact - 1e-6), adds, exact, values, matrix)


def _bits(matrix: Matrix, dual: Floats) -> int:
    """Binary places for the multipliers, so that no reduced cost can leave 63 bits."""
    sizes = abs(matrix.rows).T @ np.abs(dual) + np.abs(matrix.points)
    largest = max(1.0, float(sizes.max(initial=0)))
    return max(0, min(40, 61 - math.ceil(math.log2(largest + matrix.rows.shape[0]))))
