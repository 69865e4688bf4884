"""The linear relaxation: a bound that holds, and what each variable would add to it.

The rows of the model without the lets are solved as a linear program by GLOP, first over the
variables that cost least within their unit, then with those that the dual values call for
(sifting). The dual values are then taken as mere multipliers of the rows: for any multipliers
the Lagrangian bound

    Σ multipliers × right-hand sides + Σ_j min(0, reduced cost_j × upper_j)

holds whatever their precision (weak duality), so it is recomputed here from dual values rounded
to binary fractions, in whole numbers; it owes nothing to the solver's tolerances.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix, part_of

NEAR = 60
"""Points within which a start is in the first linear program."""


@dataclass(frozen=True)
class Relaxation:
    """Outcome of the linear relaxation.

    Attributes
    ----------
    bound : int
        No plan costs less.
    adds : array of float
        Plans that use variable j (at 1 or more) cost at least ``exact + adds[j]``; never
        negative.
    exact : float
        The bound before it is rounded up.
    values : array of float
        Primal solution of the linear program.
    """

    bound: int
    adds: Floats
    exact: float
    values: Floats

    def could_be_in(self, cost: int) -> Mask:
        """Variables that a plan of at most `cost` points may use."""
        return np.asarray(self.exact + self.adds < cost + 1)


def relax(matrix: Matrix, first: Mask, seconds: float) -> Relaxation | None:
    """Solve the linear relaxation; ``None`` when it is infeasible or out of time.

    Parameters
    ----------
    first
        Variables to begin with. A program over a part may be infeasible when the whole is not;
        then all variables are taken.
    """
    deadline = time.perf_counter() + seconds
    free = first.copy()
    while time.perf_counter() < deadline:
        solved = _solve(matrix, free, deadline - time.perf_counter())
        if solved is None and free.all():
            return None
        if solved is None:
            free[:] = True
            continue
        values, dual = solved
        reduced = matrix.points - matrix.rows.T @ dual
        wanted = (reduced < -1e-7) & ~free
        if not wanted.any():
            return _weak_duality(matrix, dual, values)
        free |= wanted
    return None


def _solve(matrix: Matrix, free: Mask, seconds: float) -> tuple[Floats, Floats] | None:
    """Primal values of all variables and dual values of all rows, over a part."""
    from ortools.linear_solver.python import model_builder_helper as helper

    part = part_of(matrix, np.zeros(len(free), np.int64), free)
    program = helper.ModelBuilderHelper()
    size = len(part.free)
    program.fill_model_from_sparse_data(
        np.zeros(size),
        matrix.upper[part.free].astype(float),
        matrix.points[part.free].astype(float),
        part.low,
        part.high,
        part.rows,
    )
    solver = helper.ModelSolverHelper("glop")
    solver.set_time_limit_in_seconds(max(0.1, seconds))
    if part.broken:
        return None
    solver.solve(program)
    if solver.status() != helper.SolveStatus.OPTIMAL:
        return None
    values = np.zeros(len(free))
    values[part.free] = solver.variable_values()
    dual = np.zeros(len(matrix.low))
    dual[part.live] = solver.dual_values()
    return values, dual


def _weak_duality(matrix: Matrix, dual: Floats, values: Floats) -> Relaxation:
    # A multiplier may only push against a side that exists.
    pushes = ((dual > 0) & np.isfinite(matrix.low)) | ((dual < 0) & np.isfinite(matrix.high))
    dual = np.where(pushes, dual, 0.0)
    bits = _bits(matrix, dual)
    whole = np.rint(np.ldexp(dual, bits)).astype(np.int64)
    rows = matrix.rows.tocoo()
    reduced = matrix.points << bits
    np.subtract.at(reduced, rows.col, whole[rows.row] * rows.data.astype(np.int64))
    used = np.flatnonzero(whole)
    side = np.where(whole > 0, matrix.low, matrix.high)[used]
    total = (matrix.constant << bits) + sum(
        int(d) * int(s) for d, s in zip(whole[used], side, strict=True)
    )
    negative = np.flatnonzero(reduced < 0)
    total += sum(int(reduced[j]) * int(matrix.upper[j]) for j in negative)
    exact = total / (1 << bits)
    adds = np.ldexp(np.maximum(0, reduced).astype(float), -bits)
    return Relaxation(math.ceil(exact - 1e-6), adds, exact, values)


def _bits(matrix: Matrix, dual: Floats) -> int:
    """Binary places for the multipliers, so that no reduced cost can leave 63 bits."""
    sizes = abs(matrix.rows).T @ np.abs(dual) + np.abs(matrix.points)
    largest = max(1.0, float(sizes.max(initial=0)))
    return max(0, min(40, 61 - math.ceil(math.log2(largest + matrix.rows.shape[0]))))


def cheapest(points: Ints, groups: list[range], always: Mask, margin: int = NEAR) -> Mask:
    """Mask of `always` and, in each group, the variables within `margin` of its cheapest."""
    out = always.copy()
    for group in groups:
        mine = points[group.start : group.stop]
        out[group.start : group.stop] = mine <= mine.min() + margin
    return out
