"""A linear program that grows by rows and shrinks by fixed variables, solved again from its basis.

GLOP's dual simplex through MathOpt: a few rows more cost a few iterations, not a new start. The
program is handed over as arrays (MathOpt's messages); its Python model would copy each entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import (
    model_pb2,
    model_update_pb2,
    parameters_pb2,
    result_pb2,
    sparse_containers_pb2,
)
from ortools.math_opt.core.python import solver as mathopt

from scheduler.cpsat.asking import ask
from scheduler.cpsat.matrix import Floats, Mask, Matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class LinearAnswer:
    """An optimal solution.

    Attributes
    ----------
    values : array of float
        One per variable.
    duals : array of float
        One per row, in the order in which rows were added; positive pushes up from `low`.
    """

    values: Floats
    duals: Floats


class LinearProgram:
    """The rows of a matrix without integrality.

    Parameters
    ----------
    matrix
        Variables, prices and first rows.
    """

    def __init__(self, matrix: Matrix) -> None:
        self._rows, self._variables = len(matrix.low), len(matrix.upper)
        self._solver = mathopt.new(
            parameters_pb2.SOLVER_TYPE_GLOP,
            message_of(matrix),
            parameters_pb2.SolverInitializerProto(),
        )

    def add(self, rows: csr_matrix, high: Floats) -> None:
        """Add ``rows · x ≤ high`` behind the rows that are there."""
        if not len(high):
            return
        update = model_update_pb2.ModelUpdateProto()
        update.new_linear_constraints.ids.extend(range(self._rows, self._rows + len(high)))
        update.new_linear_constraints.lower_bounds.extend([-np.inf] * len(high))
        update.new_linear_constraints.upper_bounds.extend(high.tolist())
        _fill(update.linear_constraint_matrix_updates, rows, self._rows)
        self._update(update)
        self._rows += len(high)

    def fix_at_zero(self, variables: Mask) -> None:
        """Take variables out; they keep their index."""
        chosen = np.flatnonzero(variables)
        if not len(chosen):
            return
        update = model_update_pb2.ModelUpdateProto()
        update.variable_updates.upper_bounds.ids.extend(chosen.tolist())
        update.variable_updates.upper_bounds.values.extend([0.0] * len(chosen))
        self._update(update)

    def _update(self, update: model_update_pb2.ModelUpdateProto) -> None:
        if not self._solver.update(update):
            raise RuntimeError("the linear program does not take an update")

    def solve(
        self, seconds: float, go_on: Callable[[], bool] | None = None
    ) -> LinearAnswer | None:
        """Solve while `go_on`; ``None`` when there is no solution or no time."""
        if seconds <= 0:
            return None
        params = parameters_pb2.SolveParametersProto()
        params.lp_algorithm = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
        params.presolve = parameters_pb2.EMPHASIS_OFF
        params.time_limit.FromNanoseconds(int(seconds * 1e9))
        result = ask(self._solver, params, go_on)
        if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            return None
        solution = result.solutions[0]
        return LinearAnswer(
            dense(solution.primal_solution.variable_values, self._variables),
            dense(solution.dual_solution.dual_values, self._rows),
        )


def dense(told: sparse_containers_pb2.SparseDoubleVectorProto, size: int) -> Floats:
    """A vector of which only some entries are told, the others being 0."""
    out = np.zeros(size)
    out[np.array(told.ids, np.int64)] = told.values
    return out


def message_of(matrix: Matrix, whole: bool = False) -> model_pb2.ModelProto:
    """The rows of a matrix as a message; `whole` numbers only, or any."""
    size, count = len(matrix.upper), len(matrix.low)
    message = model_pb2.ModelProto()
    variables, rows = message.variables, message.linear_constraints
    variables.ids.extend(range(size))
    variables.lower_bounds.extend([0.0] * size)
    variables.upper_bounds.extend(matrix.upper.astype(float).tolist())
    variables.integers.extend([whole] * size)
    priced = np.flatnonzero(matrix.points)
    message.objective.offset = float(matrix.constant)
    message.objective.linear_coefficients.ids.extend(priced.tolist())
    message.objective.linear_coefficients.values.extend(matrix.points[priced].astype(float).tolist())
    rows.ids.extend(range(count))
    rows.lower_bounds.extend(matrix.low.tolist())
    rows.upper_bounds.extend(matrix.high.tolist())
    _fill(message.linear_constraint_matrix, matrix.rows, 0)
    return message


def _fill(
    entries: sparse_containers_pb2.SparseDoubleMatrixProto, rows: csr_matrix, first: int
) -> None:
    """Write the entries of rows numbered from `first`, by row and variable."""
    ordered = rows.sorted_indices()
    ordered.eliminate_zeros()
    entries.row_ids.extend(
        np.repeat(np.arange(first, first + rows.shape[0]), np.diff(ordered.indptr)).tolist()
    )
    entries.column_ids.extend(ordered.indices.tolist())
    entries.coefficients.extend(ordered.data.tolist())
