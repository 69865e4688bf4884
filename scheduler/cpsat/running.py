"""CP-SAT at work on a part of a model in its own thread, so that others can go on meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from scheduler.cpsat.compiled import compile_model
from scheduler.cpsat.matrix import Ints, Mask, Matrix
from scheduler.cpsat.model import Model

PAIR = ("max_lp", "objective_lb_search_max_lp")
"""Two strategies that share bounds: one looks for plans, one refutes costs from below."""

OTHERS = {1: ("reduced_costs",), 2: ("max_lp", "reduced_costs")}
"""Strategies to refute a cost by, for a second opinion, by the number of threads."""


class SatRun:
    """A running solver over the free variables; all others are zero.

    Parameters
    ----------
    matrix
        Rows to keep, cuts included.
    free
        Variables left.
    hint
        An assignment to start from; variables of `told` are told to the solver.
    heed
        Called in the solver's own thread after each assignment and bound; true ends the solver.
        What it decides does not hang on how fast others are, so that one worker repeats itself.
    strategies
        Those that CP-SAT uses; none are what it takes by itself, ``None`` the pair that shares
        bounds where there are two threads.
    seconds, effort
        Limits; `effort` is the solver's deterministic time, so that one worker repeats itself.

    Attributes
    ----------
    bound : float
        No assignment of the part costs less.
    proven : bool
        The best assignment of the part is known, or that there is none.
    effort : float
        Deterministic seconds that it took, once it is over.
    """

    def __init__(
        self,
        model: Model,
        matrix: Matrix,
        free: Mask,
        *,
        hint: Ints | None = None,
        told: Mask | None = None,
        heed: Callable[[SatRun], bool] = lambda run: False,
        seconds: float,
        effort: float = float("inf"),
        seed: int,
        workers: int = 1,
        strategies: tuple[str, ...] | None = None,
    ) -> None:
        self.bound = -np.inf
        self.proven = False
        self.effort = 0.0
        self._heed = heed
        self._compiled = compile_model(model, matrix, None, free)
        if hint is not None and told is not None:
            self._compiled.hint(hint, told)
        self._found: list[Ints] = []
        self._solver = cp_model.CpSolver()
        self._solver.best_bound_callback = self._on_bound
        p = self._solver.parameters
        p.max_time_in_seconds = max(0.1, seconds)
        p.max_deterministic_time = effort
        p.random_seed = seed
        p.num_workers = workers
        # The rows are a tight relaxation: the linear program is what proves here.
        p.linearization_level = 2
        if strategies is None:
            strategies = PAIR if workers == 2 else ()
        p.subsolvers.extend(strategies)
        # Presolve merges rows that are a tight relaxation as they stand; proofs take a multiple.
        p.cp_model_presolve = False
        p.catch_sigint_signal = False
        self._thread = threading.Thread(target=self._solve, daemon=True)
        self._thread.start()

    def _raise(self, bound: float) -> None:
        self.bound = max(self.bound, bound)

    def _on_bound(self, bound: float) -> None:
        self._raise(bound)
        if self._heed(self):
            self._solver.stop_search()

    def _solve(self) -> None:
        status = self._solver.solve(self._compiled.cp, _Collect(self))
        self.proven = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        self.effort = self._solver.deterministic_time
        self._raise(np.inf if status == cp_model.INFEASIBLE else self._solver.best_objective_bound)

    def found(self) -> list[Ints]:
        """The assignments that were not asked for yet, oldest first."""
        count = len(self._found)
        found, self._found[:count] = self._found[:count], []
        return found

    @property
    def has_found(self) -> bool:
        """Whether there are assignments that were not asked for yet."""
        return bool(self._found)

    @property
    def running(self) -> bool:
        """Whether the solver is still at work."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End the solver; what it found and proved stays."""
        while self._thread.is_alive():
            self._solver.stop_search()
            self._thread.join(0.05)

    def wait(self, seconds: float) -> None:
        """Wait for the end, at most `seconds`."""
        self._thread.join(seconds)


class _Collect(cp_model.CpSolverSolutionCallback):
    def __init__(self, run: SatRun) -> None:
        super().__init__()
        self._run = run

    def on_solution_callback(self) -> None:
        """Keep the values."""
        self._run._found.append(self._run._compiled.values(self))
        if self._run._heed(self._run):
            self.stop_search()
