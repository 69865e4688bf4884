"""The linear relaxation: a bound that holds, and what each variable would add to it.

The rows of the model without the lets are solved as a linear program by GLOP. Its dual values
are then taken as mere multipliers of the rows: for any multipliers the Lagrangian bound

    Σ multipliers × right-hand sides + Σ_j min(0, reduced cost_j × upper_j)

holds whatever their precision (weak duality), so the bound is recomputed here from dual values
rounded to binary fractions, in whole numbers; it owes nothing to the solver's tolerances.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from scheduler.cpsat.model import Model

if TYPE_CHECKING:
    from ortools.linear_solver.python.model_builder_helper import ModelSolverHelper

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Triplets = tuple[Ints, Ints, Ints]


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
    adds: npt.NDArray[np.float64]
    exact: float
    values: npt.NDArray[np.float64]

    def could_be_in(self, cost: int) -> npt.NDArray[np.bool_]:
        """Variables that a plan of at most `cost` points may use."""
        return self.exact + self.adds < cost + 1


def relax(model: Model, seconds: float) -> Relaxation | None:
    """Solve the linear relaxation; ``None`` when it is infeasible or out of time."""
    from ortools.linear_solver.python import model_builder_helper as helper
    from scipy.sparse import csr_matrix

    rows, columns, weights, low, high = _matrix(model)
    size = (len(model.rows), len(model.lower))
    matrix = csr_matrix((weights.astype(float), (rows, columns)), shape=size)
    program = helper.ModelBuilderHelper()
    program.fill_model_from_sparse_data(
        np.array(model.lower, float),
        np.array(model.upper, float),
        np.array(model.points, float),
        low,
        high,
        matrix,
    )
    solver = helper.ModelSolverHelper("glop")
    solver.set_time_limit_in_seconds(max(0.1, seconds))
    solver.solve(program)
    if solver.status() != helper.SolveStatus.OPTIMAL:
        return None
    return _weak_duality(model, (rows, columns, weights), low, high, solver)


def _matrix(model: Model) -> tuple[Ints, Ints, Ints, Floats, Floats]:
    starts, stops, weights, rows = [], [], [], []
    low = np.full(len(model.rows), -np.inf)
    high = np.full(len(model.rows), np.inf)
    for i, (segments, least, most) in enumerate(model.rows):
        for start, stop, weight in segments:
            starts.append(start)
            stops.append(stop)
            weights.append(weight)
            rows.append(i)
        low[i] = -np.inf if least is None else least
        high[i] = np.inf if most is None else most
    lengths = np.array(stops) - np.array(starts)
    first = np.repeat(np.array(starts), lengths)
    offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return (
        np.repeat(np.array(rows), lengths),
        first + offset,
        np.repeat(np.array(weights, np.int64), lengths),
        low,
        high,
    )


def _weak_duality(
    model: Model, triplets: Triplets, low: Floats, high: Floats, solver: ModelSolverHelper
) -> Relaxation:
    rows, columns, weights = triplets
    dual = np.asarray(solver.dual_values())
    # A multiplier may only push against a side that exists.
    dual = np.where((dual > 0) & np.isinf(low) | (dual < 0) & np.isinf(high), 0.0, dual)
    bits = _bits(model, dual, triplets)
    whole = np.rint(np.ldexp(dual, bits)).astype(np.int64)
    reduced = np.array(model.points, np.int64) << bits
    np.subtract.at(reduced, columns, whole[rows] * weights)
    used = np.flatnonzero(whole)
    side = np.where(whole > 0, low, high)[used]
    total = (model.constant << bits) + sum(
        int(d) * int(s) for d, s in zip(whole[used], side, strict=True)
    )
    gain = [int(r) * u for r, u in zip(reduced.tolist(), model.upper, strict=True) if r < 0]
    exact = (total + sum(gain)) / (1 << bits)
    return Relaxation(
        bound=math.ceil(exact - 1e-6),
        adds=np.ldexp(np.maximum(0, reduced).astype(float), -bits),
        exact=exact,
        values=np.asarray(solver.variable_values()),
    )


def _bits(model: Model, dual: Floats, triplets: Triplets) -> int:
    """Binary places for the multipliers, so that no reduced cost can leave 63 bits."""
    rows, columns, weights = triplets
    most = np.abs(np.array(model.points, float))
    np.add.at(most, columns, np.abs(dual[rows] * weights))
    return max(0, 61 - math.ceil(math.log2(max(1.0, most.max(initial=0)) + len(rows))))
