"""The linear relaxation: a bound that holds, and what each variable would add to it.

The rows of the model without the lets are solved as a linear program by GLOP. Its dual values
are then taken as mere multipliers of the rows: for any multipliers the Lagrangian bound

    Σ multipliers × right-hand sides + Σ_j min(0, reduced cost_j × upper_j)

holds whatever their precision (weak duality), so it is recomputed here from dual values rounded
to binary fractions, in whole numbers; it owes nothing to the solver's tolerances.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from scheduler.cpsat.matrix import Floats, Mask, Matrix


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
    matrix : Matrix
        The rows that took part, lazy ones that were broken on the way at the end.
    """

    bound: int
    adds: Floats
    exact: float
    values: Floats
    matrix: Matrix

    def could_be_in(self, cost: int) -> Mask:
        """Variables that a plan of at most `cost` points may use."""
        return np.asarray(self.exact + self.adds < cost + 1)


def relax(matrix: Matrix, seconds: float) -> Relaxation | None:
    """Solve the linear relaxation; ``None`` when it is infeasible or out of time.

    Lazy rows join as they are broken (cutting planes), for most never matter.
    """
    deadline = time.perf_counter() + seconds
    while True:
        solved = _glop(matrix, deadline - time.perf_counter())
        if solved is None:
            return None
        values, dual = solved
        rows, high = matrix.lazy.broken(values)
        if not len(high):
            return _weak_duality(matrix, dual, values)
        matrix = matrix.with_rows(rows, high)


def _glop(matrix: Matrix, seconds: float) -> tuple[Floats, Floats] | None:
    from ortools.linear_solver.python import model_builder_helper as helper

    if seconds <= 0:
        return None
    program = helper.ModelBuilderHelper()
    size = len(matrix.upper)
    program.fill_model_from_sparse_data(
        np.zeros(size),
        matrix.upper.astype(float),
        matrix.points.astype(float),
        matrix.low,
        matrix.high,
        matrix.rows,
    )
    solver = helper.ModelSolverHelper("glop")
    solver.set_time_limit_in_seconds(seconds)
    # Four times as fast as the default on these rows, whose right-hand sides are mostly 1.
    solver.set_solver_specific_parameters("use_dual_simplex: true")
    solver.solve(program)
    if solver.status() != helper.SolveStatus.OPTIMAL:
        return None
    return np.asarray(solver.variable_values(), float), np.asarray(solver.dual_values(), float)


def _weak_duality(matrix: Matrix, dual: Floats, values: Floats) -> Relaxation:
    # A multiplier may only push against a side that exists.
    pushes = ((dual > 0) & np.isfinite(matrix.low)) | ((dual < 0) & np.isfinite(matrix.high))
    dual = np.where(pushes, dual, 0.0)
    bits = _bits(matrix, dual)
    whole = np.rint(np.ldexp(dual, bits)).astype(np.int64)
    rows = matrix.rows.tocoo()
    reduced = matrix.points << bits
    np.subtract.at(reduced, rows.col, whole[rows.row] * rows.data.astype(np.int64))
    pushed = np.flatnonzero(whole)
    side = np.where(whole > 0, matrix.low, matrix.high)[pushed]
    total = (matrix.constant << bits) + sum(
        int(d) * int(s) for d, s in zip(whole[pushed], side, strict=True)
    )
    negative = np.flatnonzero(reduced < 0)
    total += sum(int(reduced[j]) * int(matrix.upper[j]) for j in negative)
    exact = total / (1 << bits)
    adds = np.ldexp(np.maximum(0, reduced).astype(float), -bits)
    return Relaxation(math.ceil(exact - 1e-6), adds, exact, values, matrix)


def _bits(matrix: Matrix, dual: Floats) -> int:
    """Binary places for the multipliers, so that no reduced cost can leave 63 bits."""
    sizes = abs(matrix.rows).T @ np.abs(dual) + np.abs(matrix.points)
    largest = max(1.0, float(sizes.max(initial=0)))
    return max(0, min(40, 61 - math.ceil(math.log2(largest + matrix.rows.shape[0]))))
