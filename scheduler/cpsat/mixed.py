"""A mixed-integer program at work in its own process: HiGHS through MathOpt.

It sees the rows of a matrix and no lets, so its bound holds for every plan over the free
variables, and its assignments may still ask for more halls than can be told apart.
"""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from ortools.math_opt import parameters_pb2, result_pb2

from scheduler.cpsat.linear import dense, message_of
from scheduler.cpsat.matrix import Ints, Mask, Matrix

APART: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if sys.platform == "win32"
    else {"start_new_session": True}
)
"""Ctrl-C is the main process's to handle."""

SLACK = 1e-4
"""How far below a whole number the solver's bound may lie and still mean it; costs are whole."""


class MixedRun:
    """A solver over the free variables; all others are zero.

    Parameters
    ----------
    seconds
        Limit; the solver gives its best only when it ends by itself.
    nodes
        Nodes of the tree at most, so that a run that is broken off by them repeats itself.

    Attributes
    ----------
    bound : float
        No assignment of the part costs less, once the run is over.
    values : array of int or None
        The best assignment.
    proven : bool
        `values` is best, or there is none.
    used : int
        Nodes that it took, once the run is over.
    """

    def __init__(
        self, matrix: Matrix, free: Mask, *, seconds: float, seed: int, nodes: int | None = None
    ) -> None:
        self.bound = -math.inf
        self.values: Ints | None = None
        self.proven = False
        self.used = 0
        self._matrix, self._free = matrix, free
        self._params = parameters_pb2.SolveParametersProto()
        self._params.time_limit.FromNanoseconds(int(max(0.1, seconds) * 1e9))
        self._params.random_seed = seed
        if nodes is not None:
            self._params.node_limit = nodes
        # Costs are whole, so a gap below one point is none.
        self._params.absolute_gap_tolerance = 0.99
        self._params.relative_gap_tolerance = 0.0
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
            into.write(len(params).to_bytes(8, "big") + params)
            # Nothing of the program is kept while the other process works on it.
            into.write(message_of(self._matrix.of_variables(kept), whole=True).SerializeToString())
        told = self._process.stdout.read()
        self._process.stdout.close()
        if self._process.wait() == 0:
            result = result_pb2.SolveResultProto()
            result.ParseFromString(told)
            self._read(result, kept)

    def _read(self, result: result_pb2.SolveResultProto, kept: Ints) -> None:
        reason = result.termination.reason
        self.used = max(0, result.solve_stats.node_count)
        if reason == result_pb2.TERMINATION_REASON_INFEASIBLE:
            self.bound, self.proven = math.inf, True
            return
        bound = result.termination.objective_bounds.dual_bound
        self.bound = math.ceil(bound - SLACK) if math.isfinite(bound) else -math.inf
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
