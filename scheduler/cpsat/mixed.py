"""A mixed-integer program at work in its own process: HiGHS through MathOpt.

It sees the rows of a matrix and no lets, so its bound holds for every plan over the free
variables, and its assignments may still ask for more halls than can be told apart.

It works in floating point and hands out nothing by which its tree could be gone over again, so
what it tells is not taken as it stands, but less a margin for the tolerances of its linear programs
(see `margin_of`); that it cut off no branch wrongly is its word. That there is no solution has no
figure to take a margin from: it claims nothing.
"""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from ortools.math_opt import model_parameters_pb2, parameters_pb2, result_pb2

from scheduler.cpsat.linear import dense, message_of
from scheduler.cpsat.matrix import Ints, Mask, Matrix

APART: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if sys.platform == "win32"
    else {"start_new_session": True}
)
"""Ctrl-C is the main process's to handle."""

OFF = 1e-7
"""What a reduced cost may be off: HiGHS' tolerance, absolute, whatever the costs are."""

ROUNDING = 2.0**-53
"""What a sum of floats may be off, as a share of its terms' sizes, for each term."""


def evened(program: Matrix) -> Matrix:
    """The same rows, each divided by a power of two, so that no coefficient is above 1.

    Nothing is rounded by that; and a row in square metres is not told to a tenth of a thousandth
    of one, which would make its multiplier (see `margin_of`) spoil the bound by points.
    """
    from scipy.sparse import diags

    if not program.rows.nnz:
        return program
    largest = abs(program.rows).max(axis=1).toarray().ravel()
    by = np.exp2(-np.ceil(np.log2(np.maximum(1.0, largest))))
    return replace(
        program, rows=diags(by, format="csr") @ program.rows, low=program.low * by,
        high=program.high * by,
    )  # fmt: skip


def margin_of(program: Matrix) -> float:
    """How far the bound that HiGHS tells may lie above what its linear programs prove.

    Notes
    -----
    (1) It rounds by itself: where all prices are multiples of a step, a node counts as done
    within a millionth above the best solution less a step, whatever the tolerances made of that
    millionth. That is a step at most; no less than the point within which it is to end.
    (2) The value of a basis is its dual value. A multiplier of the wrong sign, or a reduced cost
    off by no more than `OFF`, spoils it by that times how far the row or variable may be from
    its side.
    (3) Sums are rounded, each term by half a last place.
    """
    top = program.upper.astype(float)
    most, least = program.rows.maximum(0) @ top, program.rows.minimum(0) @ top
    below = np.where(np.isfinite(program.high), program.high - least, 0.0)
    above = np.where(np.isfinite(program.low), most - program.low, 0.0)
    ways = top.sum() + np.maximum(0, np.maximum(below, above)).sum()
    size = np.abs(program.points).astype(float) @ top + abs(program.constant)
    step = max(1, int(np.gcd.reduce(program.points, initial=0)))
    return float(step + OFF * ways + ROUNDING * (len(top) + 1) * size)


class MixedRun:
    """A solver over the free variables; all others are zero.

    Parameters
    ----------
    seconds
        Limit; the solver gives its best only when it ends by itself.
    nodes
        Nodes of the tree at most, so that a run that is broken off by them repeats itself.
    gap
        Relative gap at which it may end; 0 is within a point of the best.
    start
        An assignment to begin with, zero outside `free`.

    Attributes
    ----------
    bound : float
        No assignment of the part costs less, once the run is over; minus infinity where nothing
        is claimed.
    values : array of int or None
        The best assignment.
    proven : bool
        The solver says that `values` is best, to within the gap it may leave, or that there is
        none.
    used : int
        Nodes that it took, once the run is over.
    """

    def __init__(
        self, matrix: Matrix, free: Mask, *, seconds: float, seed: int,
        nodes: int | None = None, gap: float = 0.0, start: Ints | None = None,
    ) -> None:  # fmt: skip
        self.bound = -math.inf
        self.values: Ints | None = None
        self.proven = False
        self.used = 0
        self._margin = math.inf
        self._matrix, self._free, self._start = matrix, free, start
        self._params = parameters_pb2.SolveParametersProto()
        self._params.time_limit.FromNanoseconds(int(max(0.1, seconds) * 1e9))
        self._params.random_seed = seed
        if nodes is not None:
            self._params.node_limit = nodes
        # Costs are whole, so a gap below one point is none.
        self._params.absolute_gap_tolerance = 0.99
        self._params.relative_gap_tolerance = gap
        self._process = subprocess.Popen(
            [sys.executable, "-m", "scheduler.cpsat.highs"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2], **APART,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._solve, daemon=True)
        self._thread.start()

    def _solve(self) -> None:
        kept = np.flatnonzero(self._free)
        assert self._process.stdin is not None and self._process.stdout is not None
        # Killed meanwhile, it reads no further.
        with suppress(BrokenPipeError), self._process.stdin as into:
            params = self._params.SerializeToString()
            for part in (params, self._hint(kept)):
                into.write(len(part).to_bytes(8, "big") + part)
            # Nothing of the program is kept while the other process works on it.
            into.write(self._program(kept))
        told = self._process.stdout.read()
        self._process.stdout.close()
        if self._process.wait() == 0:
            result = result_pb2.SolveResultProto()
            result.ParseFromString(told)
            self._read(result, kept)

    def _hint(self, kept: Ints) -> bytes:
        """What to begin with as it is handed over; nothing where nothing was given."""
        if self._start is None:
            return b""
        hint = model_parameters_pb2.SolutionHintProto()
        hint.variable_values.ids.extend(range(len(kept)))
        hint.variable_values.values.extend(self._start[kept].astype(float).tolist())
        told: bytes = hint.SerializeToString()
        return told

    def _program(self, kept: Ints) -> bytes:
        """The program as it is handed over; its margin is noted on the way."""
        program = evened(self._matrix.of_variables(kept))
        self._margin = margin_of(program)
        message = message_of(program, whole=True)
        del program
        told: bytes = message.SerializeToString()
        return told

    def _read(self, result: result_pb2.SolveResultProto, kept: Ints) -> None:
        reason = result.termination.reason
        self.used = max(0, result.solve_stats.node_count)
        if reason == result_pb2.TERMINATION_REASON_INFEASIBLE:
            self.proven = True
            return
        bound = result.termination.objective_bounds.dual_bound
        self.bound = math.ceil(bound - self._margin) if math.isfinite(bound) else -math.inf
        if result.solutions and result.solutions[0].HasField("primal_solution"):
            found = dense(result.solutions[0].primal_solution.variable_values, len(kept))
            self.values = np.zeros(len(self._free), np.int64)
            self.values[kept] = np.rint(found).astype(np.int64)
            self.proven = reason == result_pb2.TERMINATION_REASON_OPTIMAL

    def stop(self) -> None:
        """End the solver; what it had found so far is lost."""
        self._process.kill()
        self._thread.join()

    @property
    def running(self) -> bool:
        """Whether the solver is still at work."""
        return self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the end, at most so long."""
        self._thread.join(seconds)
