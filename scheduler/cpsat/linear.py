"""A linear program that grows by rows and shrinks by fixed variables, solved again from its basis.

GLOP's dual simplex through MathOpt: a few rows more cost a few iterations, not a new start.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix

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
        self._model = mathopt.Model.from_model_proto(_proto(matrix))
        self._variables = list(self._model.variables())
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)

    def add(self, rows: csr_matrix, high: Floats) -> None:
        """Add ``rows · x ≤ high`` behind the rows that are there."""
        for i, most in enumerate(high.tolist()):
            begin, end = rows.indptr[i], rows.indptr[i + 1]
            row = self._model.add_linear_constraint(ub=most)
            pairs = zip(
                rows.indices[begin:end].tolist(), rows.data[begin:end].tolist(), strict=True
            )
            for j, weight in pairs:
                row.set_coefficient(self._variables[j], weight)

    def fix_at_zero(self, variables: Ints | Mask) -> None:
        """Take variables out; they keep their index."""
        chosen = np.flatnonzero(variables) if variables.dtype == bool else variables
        for j in chosen.tolist():
            self._variables[j].upper_bound = 0.0

    def solve(self, seconds: float) -> LinearAnswer | None:
        """Solve; ``None`` when there is no solution or no time."""
        if seconds <= 0:
            return None
        params = mathopt.SolveParameters(
            lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX,
            presolve=mathopt.Emphasis.OFF,
            time_limit=datetime.timedelta(seconds=seconds),
        )
        result = self._solver.solve(params=params)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        return LinearAnswer(
            np.fromiter(result.variable_values().values(), float),
            np.fromiter(result.dual_values().values(), float),
        )


def _proto(matrix: Matrix) -> model_pb2.ModelProto:
    size, count = len(matrix.upper), len(matrix.low)
    proto = model_pb2.ModelProto()
    variables, rows = proto.variables, proto.linear_constraints
    variables.ids.extend(range(size))
    variables.lower_bounds.extend([0.0] * size)
    variables.upper_bounds.extend(matrix.upper.astype(float).tolist())
    variables.integers.extend([False] * size)
    priced = np.flatnonzero(matrix.points)
    proto.objective.offset = float(matrix.constant)
    proto.objective.linear_coefficients.ids.extend(priced.tolist())
    proto.objective.linear_coefficients.values.extend(matrix.points[priced].astype(float).tolist())
    rows.ids.extend(range(count))
    rows.lower_bounds.extend(matrix.low.tolist())
    rows.upper_bounds.extend(matrix.high.tolist())
    ordered = matrix.rows.sorted_indices().tocoo()
    entries = proto.linear_constraint_matrix
    entries.row_ids.extend(ordered.row.tolist())
    entries.column_ids.extend(ordered.col.tolist())
    entries.coefficients.extend(ordered.data.tolist())
    return proto
