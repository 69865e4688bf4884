"""CP-SAT in a thread: every assignment is told in order, and who heeds them can end it."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import Ints, matrix_of
from scheduler.cpsat.packing import solve_part
from scheduler.cpsat.running import SatRun
from tests.agreement.cities import lively

SEEDS = range(1, 5)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_assignments_are_told_from_worse_to_best(seed: int) -> None:
    model = build(lively(seed))
    matrix = matrix_of(model)
    heard: list[int] = []

    def heed(run: SatRun) -> bool:
        heard.append(len(run._found))
        return False

    everything = np.ones(len(model.upper), bool)
    run = SatRun(model, matrix, everything, heed=heed, seconds=60.0, seed=1)
    run.wait(60.0)
    found = run.found()
    costs = [int(matrix.points @ values) + matrix.constant for values in found]
    best = solve_part(model, matrix, None, None, seconds=60.0, seed=2)
    assert run.proven
    assert costs == sorted(set(costs), reverse=True)
    assert costs[-1] == best.cost == round(run.bound)
    assert set(range(1, len(found) + 1)) <= set(heard)
    assert run.found() == []


def test_who_heeds_can_end_it_at_the_first_assignment() -> None:
    model = build(lively(1))
    kept: list[Ints] = []

    def heed(run: SatRun) -> bool:
        kept.extend(run.found())
        return bool(kept)

    run = SatRun(
        model, matrix_of(model), np.ones(len(model.upper), bool), heed=heed, seconds=60.0, seed=1
    )
    run.wait(60.0)
    assert not run.running
    assert len(kept) == 1


def test_a_part_without_plans_is_proven_to_have_none() -> None:
    model = build(lively(1))
    nothing = np.zeros(len(model.upper), bool)
    run = SatRun(model, matrix_of(model), nothing, seconds=60.0, seed=1)
    run.wait(60.0)
    assert (run.proven, run.bound, run.found()) == (True, np.inf, [])
