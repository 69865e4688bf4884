"""A second opinion on a proof: everything built anew, and CP-SAT set up otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import Mask, Matrix, matrix_of, rows_of_sets
from scheduler.cpsat.model import Model
from scheduler.cpsat.relaxation import Relaxation, relax
from scheduler.cpsat.running import OTHERS, SatRun
from scheduler.domain.certificate import AGREES, NOT_FINISHED, Confirmed
from scheduler.domain.problem import Problem
from scheduler.errors import AuditMismatch
from scheduler.search.clock import Clock

TICK_S = 0.05

ALONE = "linear relaxation, bound in whole numbers"
"""What proves it when the relaxation suffices and CP-SAT need not be asked."""

SHARED = ("rows of the model", "cutting planes", "reduced costs of the exact bound")
"""What a confirmed OPTIMAL has in common with the first proof: code, not what it found."""


def confirm(problem: Problem, cost: int | None, clock: Clock, seed: int, workers: int) -> Confirmed:
    """Have it proven again that no plan costs less than `cost`; none at all if it is ``None``.

    Steps: (1) build the model anew, if there is any time; (2) with a `cost`, solve the relaxation
    anew and leave out what no plan below `cost` can use, by its bound in whole numbers; (3) add
    the row that the cost is below `cost`; (4) ask CP-SAT, with another seed and without a hint,
    for any solution: for one below `cost` with other strategies, for any plan at all with its own,
    for strategies that refute costs have nothing to go by there; (5) there must be none.

    Raises
    ------
    AuditMismatch
        When there is one: one of the two proofs is wrong.
    """
    told = unconfirmed(cost, seed, workers)
    if clock.over:
        return told
    model = build(problem)
    matrix = matrix_of(model)
    if cost is None:
        part = np.ones(len(matrix.upper), bool)
    else:
        found = _relaxed(model, matrix, cost, clock)
        if found is None:
            return told
        if found.bound >= cost:
            return replace(told, answer=AGREES, solver=ALONE, strategies=())
        matrix, part = _with_cutoff(found, cost), found.could_be_in(cost - 1)
    return replace(told, answer=_ask(model, matrix, part, clock, told))


def unconfirmed(cost: int | None, seed: int, workers: int) -> Confirmed:
    """What `confirm` says as long as it has no answer."""
    return Confirmed(
        answer=NOT_FINISHED,
        asked="any plan" if cost is None else f"cost <= {cost - 1}",
        solver="CP-SAT",
        seed=seed + 1,
        workers=workers,
        presolve=False,
        strategies=() if cost is None else OTHERS.get(workers, ()),
        reused=SHARED[:1] if cost is None else SHARED,
    )


def _relaxed(model: Model, matrix: Matrix, cost: int, clock: Clock) -> Relaxation | None:
    """The relaxation over what plans of `cost` may use; ``None`` when out of time."""
    cuts = Cuts(model, matrix)
    cuts.prices.go_on = lambda: not clock.over
    return relax(matrix, clock.left, cuts, lambda: cost, lambda: not clock.over)


def _with_cutoff(relaxation: Relaxation, cost: int) -> Matrix:
    """The rows, and one that says that the cost is below `cost`."""
    matrix = relaxation.matrix
    row = rows_of_sets([np.flatnonzero(matrix.points)], len(matrix.upper))
    row.data[:] = matrix.points[row.indices]
    return matrix.with_rows(row, np.array([cost - 1 - matrix.constant], float))


def _ask(model: Model, matrix: Matrix, part: Mask, clock: Clock, told: Confirmed) -> str:
    run = SatRun(
        model, matrix, part, heed=lambda run: run.has_found,
        seconds=clock.left, effort=clock.effort,
        seed=told.seed, workers=told.workers, strategies=told.strategies,
    )  # fmt: skip
    try:
        while run.running and not clock.over:
            run.wait(TICK_S)
    finally:
        run.stop()
        clock.spend(run.effort)
    for values in run.found():
        judged = audit(model.problem, plan_of(model, values.__getitem__))
        word = "legal" if judged.ok else "not legal"
        raise AuditMismatch(
            "the second configuration has a solution where the first proved that there is none: "
            f"{judged.cost} points, {word} by the audit"
        )
    return AGREES if run.proven else NOT_FINISHED
