"""The process behind `mip`: reads a task, solves it, writes the answer by rename.

Run as ``python -m scheduler.cpsat.mip_process TASK ANSWER SECONDS SEED``; the solver's log
goes to standard output.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import numpy as np
from ortools.linear_solver.python import model_builder_helper as helper
from scipy.sparse import csr_matrix

OPTIONS = """mip_rel_gap=0
mip_abs_gap=0.99
mip_heuristic_effort=0.0
mip_detect_symmetry=false
random_seed={seed}"""
"""Costs are whole numbers, so a gap below one point is no gap. Plans come from elsewhere, and
symmetry costs more here than it saves: without both the proof takes half the time."""


def main(task: Path, answer: Path, seconds: float, seed: int) -> None:
    """Solve one task file."""
    with np.load(task) as t:
        size = len(t["upper"])
        shape = (len(t["low"]), size)
        rows = csr_matrix((t["data"], t["indices"], t["indptr"]), shape=shape)
        program = helper.ModelBuilderHelper()
        program.fill_model_from_sparse_data(
            np.zeros(size),
            t["upper"].astype(float),
            t["points"].astype(float),
            t["low"],
            t["high"],
            rows,
        )
        program.set_objective_offset(int(t["constant"]))
        broken = bool(t["broken"])
    for j in range(size):
        program.set_var_integrality(j, True)
    solver = helper.ModelSolverHelper("highs")
    solver.enable_output(True)
    solver.set_time_limit_in_seconds(seconds)
    solver.set_solver_specific_parameters(OPTIONS.format(seed=seed))
    if broken:
        _write(answer, np.zeros(0), np.inf, True)
        return
    solver.solve(program)
    status = solver.status()
    if status == helper.SolveStatus.INFEASIBLE:
        _write(answer, np.zeros(0), np.inf, True)
    elif status in (helper.SolveStatus.OPTIMAL, helper.SolveStatus.FEASIBLE):
        values = np.rint(solver.variable_values())
        proven = status == helper.SolveStatus.OPTIMAL
        _write(answer, values, solver.best_objective_bound(), proven)


def _write(answer: Path, values: np.ndarray, bound: float, proven: bool) -> None:
    draft = answer.with_suffix(".part.npz")
    np.savez(draft, values=values.astype(np.int64), bound=bound, proven=proven)
    os.replace(draft, answer)


def _end_with_parent() -> None:
    """Wait for the parent's end of the pipe to close; nothing is ever sent."""
    sys.stdin.buffer.read()
    os._exit(1)


def _die_with_parent() -> None:
    """Ask Linux to end this process with its parent, however busy the solver is."""
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


if __name__ == "__main__":
    _die_with_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
