"""CP-SAT at work on a model: whole, or with most of it held fixed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.cpsat.compiled import compile_model
from scheduler.cpsat.matrix import Ints, Mask, Matrix
from scheduler.cpsat.model import Model

TICK_S = 0.05
"""Seconds between two questions whether to go on."""


@dataclass(frozen=True)
class Found:
    """Answer of CP-SAT over the free variables.

    Attributes
    ----------
    values : array of int or None
        Best assignment of all variables.
    cost : int or None
        Its points.
    proven : bool
        `values` is best, or (without values) there is none.
    bound : float
        No assignment costs less.
    effort : float
        Deterministic seconds that it took.
    """

    values: Ints | None
    cost: int | None
    proven: bool
    bound: float
    effort: float = 0.0


def solve_part(
    model: Model,
    matrix: Matrix,
    values: Ints | None,
    free: Mask | None,
    *,
    seconds: float,
    effort: float = float("inf"),
    seed: int,
    workers: int = 1,
    presolve: bool = True,
    first_only: bool = False,
    go_on: Callable[[], bool] = lambda: True,
) -> Found:
    """Minimise over `free`, everything else fixed at `values`.

    The solver has a thread of its own, since a thread that is in it hears no signal.

    Parameters
    ----------
    seconds, effort
        Limits; `effort` is the solver's deterministic time, so that one worker repeats itself.
    presolve
        Off for the second opinion on an INFEASIBLE.
    first_only
        Stop at the first plan.
    go_on
        Asked again and again; when false, what is known by then is the answer.
    """
    compiled = compile_model(model, matrix, values, free)
    if values is not None:
        compiled.hint(values)
    solver = cp_model.CpSolver()
    p = solver.parameters
    p.max_time_in_seconds = max(0.1, seconds)
    p.max_deterministic_time = effort
    p.random_seed = seed
    p.num_workers = workers
    p.cp_model_presolve = presolve
    p.stop_after_first_solution = first_only
    # The main process keeps Ctrl-C to itself; see `search.solve`.
    p.catch_sigint_signal = False
    status = _heeding(solver, compiled.cp, go_on)
    done = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        bound = float("inf") if done else solver.best_objective_bound
        return Found(None, None, done, bound, solver.deterministic_time)
    return Found(
        compiled.values(solver), round(solver.objective_value), done,
        solver.best_objective_bound, solver.deterministic_time,
    )  # fmt: skip


def _heeding(
    solver: cp_model.CpSolver, model: cp_model.CpModel, go_on: Callable[[], bool]
) -> cp_model.CpSolverStatus:
    """Solve while `go_on`, and as long as nothing is raised here meanwhile; then end the solver.

    What it raises in its thread is raised here.
    """
    ended: Future[cp_model.CpSolverStatus] = Future()

    def work() -> None:
        try:
            ended.set_result(solver.solve(model))
        except BaseException as error:
            ended.set_exception(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while thread.is_alive() and go_on():
            thread.join(TICK_S)
    finally:
        while thread.is_alive():  # it may be asked before the solver has begun
            solver.stop_search()
            thread.join(TICK_S)
    return ended.result()
