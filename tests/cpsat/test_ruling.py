"""What the rows rule out is in no plan, and what they force is in every one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from scheduler.cpsat.ruling import Ruling


def ruled(rows: list[list[int]], low: list[float], high: list[float]) -> Ruling:
    """Ruling of 0/1 variables by some rows."""
    size = len(rows[0])
    ruling = Ruling(np.ones(size, np.int64), np.ones(size, bool), np.zeros(size, bool))
    ruling.heed(csr_matrix(np.array(rows, float)), np.array(low, float), np.array(high, float))
    return ruling


def test_a_forced_variable_leaves_no_room_for_half_of_another() -> None:
    ruling = ruled([[1, 0, 0], [2, 2, 1]], [1, -np.inf], [1, 3])
    assert ruling.possible
    assert ruling.forced.tolist() == [True, False, False]
    assert ruling.open.tolist() == [True, False, True]


def test_two_forced_variables_that_clash_are_impossible() -> None:
    assert not ruled([[1, 0], [0, 1], [1, 1]], [1, 1, -np.inf], [1, 1, 1]).possible


def test_a_contradiction_stays_one_whatever_is_heeded_after_it() -> None:
    ruling = ruled([[1, 0], [0, 1], [1, 1]], [1, 1, -np.inf], [1, 1, 1])
    ruling.heed(csr_matrix(np.array([[1.0, 1.0]])), np.array([-np.inf]), np.array([2.0]))
    assert not ruling.possible


def test_a_row_left_aside_is_looked_at_again_when_its_variable_changes() -> None:
    links = [[-1, 1, 0, 0], [0, -1, 1, 0], [0, 0, -1, 1]]
    ruling = ruled([[1, 0, 0, 0], *links], [1, 0, 0, 0], [np.inf] * 4)
    assert ruling.forced.all()


@pytest.mark.parametrize("seed", range(40))
def test_it_agrees_with_trying_everything(seed: int) -> None:
    draws = np.random.default_rng(seed)
    rows = draws.integers(-2, 4, (5, 6))
    high = draws.integers(0, 5, 5).astype(float)
    low = np.where(draws.random(5) < 0.3, 1.0, -np.inf)
    ruling = ruled(rows.tolist(), np.minimum(low, high).tolist(), high.tolist())
    every = np.array(list(product((0, 1), repeat=6)))
    kept = every[
        ((every @ rows.T <= high) & (every @ rows.T >= np.minimum(low, high))).all(axis=1)
    ]
    if not ruling.possible:
        assert not len(kept)
    if len(kept):
        assert ruling.possible
        assert (kept.max(axis=0) <= ruling.open).all()
        assert (kept.min(axis=0) >= ruling.forced).all()
