"""The linear program that grows: what it says after many changes is what a new one says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from scheduler.cpsat.counting import Lazy
from scheduler.cpsat.growing import GrowingProgram
from scheduler.cpsat.linear import LinearAnswer, LinearProgram
from scheduler.cpsat.matrix import Matrix

SECONDS = 30.0
NONE = np.zeros(0)


def made(size: int, seed: int) -> tuple[Matrix, csr_matrix, np.ndarray]:
    """Variables with prices, some of them negative, one row that asks for some, and more rows."""
    draws = np.random.default_rng(seed)
    asks = csr_matrix(draws.integers(0, 3, (1, size)).astype(float))
    points, upper = draws.integers(-20, 30, size), draws.integers(1, 4, size)
    matrix = Matrix(
        asks, np.array([2.0]), np.array([np.inf]), upper, points, int(draws.integers(9)), Lazy()
    )
    rows = csr_matrix(draws.integers(0, 4, (12, size)).astype(float))
    return matrix, rows, draws.integers(6, 12, 12).astype(float)


def cost(matrix: Matrix, answer: LinearAnswer | None) -> float:
    """Points of an answer."""
    assert answer is not None
    return float(matrix.points @ answer.values + matrix.constant)


@pytest.mark.parametrize("seed", range(8))
def test_rows_one_by_one_come_to_the_same_as_all_at_once(seed: int) -> None:
    matrix, rows, high = made(15, seed)
    program = LinearProgram(matrix)
    trail = [cost(matrix, program.solve(SECONDS))]
    for i in range(len(high)):
        program.add(rows[i], high[i : i + 1])
        answer = program.solve(SECONDS)
        trail.append(cost(matrix, answer))
        whole = matrix.with_rows(rows[: i + 1], high[: i + 1])
        assert trail[-1] == pytest.approx(cost(matrix, LinearProgram(whole).solve(SECONDS)))
        assert answer is not None
        assert len(answer.values) == 15
        assert len(answer.duals) == 2 + i
        assert (whole.rows @ answer.values <= whole.high + 1e-6).all()
        assert (whole.rows @ answer.values >= whole.low - 1e-6).all()
    assert trail == pytest.approx(sorted(trail))
    assert trail[-1] > trail[0] + 1


@pytest.mark.parametrize("seed", range(8))
def test_duals_come_in_the_order_of_the_rows(seed: int) -> None:
    """Strong duality holds for them: the prices of the rows make up the whole cost."""
    matrix, rows, high = made(15, seed)
    program = LinearProgram(matrix)
    program.add(rows[:5], high[:5])
    first = cost(matrix, program.solve(SECONDS))
    program.add(rows[5:], high[5:])
    answer = program.solve(SECONDS)
    assert answer is not None
    whole = matrix.with_rows(rows, high)
    side = np.where(answer.duals > 0, whole.low, whole.high)
    some = np.abs(answer.duals) > 1e-9
    reduced = matrix.points - whole.rows.T @ answer.duals
    dual = float(answer.duals[some] @ side[some]) + float(np.minimum(0, reduced) @ matrix.upper)
    assert dual + matrix.constant == pytest.approx(cost(matrix, answer))
    assert (answer.duals[:1] >= -1e-9).all()
    assert (answer.duals[1:] <= 1e-9).all()
    assert cost(matrix, answer) >= first - 1e-6


def test_fixed_variables_are_zero_and_keep_their_place() -> None:
    matrix, rows, high = made(15, 3)
    program = LinearProgram(matrix.with_rows(rows, high))
    before = program.solve(SECONDS)
    assert before is not None
    used = np.flatnonzero(before.values > 1e-6)[:2]
    mask = np.zeros(15, bool)
    mask[used] = True
    program.fix_at_zero(mask)
    after = program.solve(SECONDS)
    assert after is not None
    assert after.values[used] == pytest.approx(0)
    without = replace(matrix, upper=np.where(mask, 0, matrix.upper)).with_rows(rows, high)
    assert cost(matrix, after) == pytest.approx(cost(matrix, LinearProgram(without).solve(SECONDS)))
    assert cost(matrix, after) >= cost(matrix, before) - 1e-6


def test_nothing_changes_when_nothing_is_added_or_fixed() -> None:
    matrix, rows, high = made(15, 1)
    program = LinearProgram(matrix)
    before = cost(matrix, program.solve(SECONDS))
    program.add(rows[:0], high[:0])
    program.fix_at_zero(np.zeros(15, bool))
    assert cost(matrix, program.solve(SECONDS)) == pytest.approx(before)


def test_what_cannot_be_has_no_answer() -> None:
    matrix, _, _ = made(15, 2)
    program = LinearProgram(matrix)
    assert program.solve(SECONDS) is not None
    program.fix_at_zero(np.isin(np.arange(15), matrix.rows.indices))
    assert program.solve(SECONDS) is None


def test_without_time_there_is_no_answer() -> None:
    matrix, _, _ = made(15, 2)
    program = LinearProgram(matrix)
    assert program.solve(0.0) is None
    assert program.solve(SECONDS) is not None


def test_no_variables_cost_the_constant() -> None:
    matrix = Matrix(
        csr_matrix((0, 0)), NONE, NONE, NONE.astype(np.int64), NONE.astype(np.int64), 7, Lazy()
    )
    assert cost(matrix, LinearProgram(matrix).solve(SECONDS)) == 7


def test_whoever_says_stop_is_heeded_inside_a_long_solve() -> None:
    """A program that takes long by itself ends within a moment, and does so again."""
    draws = np.random.default_rng(1)
    size = 3_000
    some = draws.random((2_000, size)) < 0.2
    rows = csr_matrix(draws.integers(0, 5, (2_000, size)) * some * 1.0)
    points = draws.integers(-30, 0, size)
    none = csr_matrix((0, size))
    matrix = Matrix(none, NONE, NONE, np.full(size, 9), points, 0, Lazy())
    program = LinearProgram(matrix.with_rows(rows, draws.integers(50, 90, 2_000).astype(float)))
    looks = 0

    def go_on() -> bool:
        nonlocal looks
        looks += 1
        return looks % 2 == 1

    for again in (1, 2):
        assert program.solve(SECONDS, go_on) is None
        assert looks == 2 * again


def test_a_closed_program_still_takes_rows_and_keeps_what_it_had() -> None:
    matrix, rows, high = made(15, 4)
    program = GrowingProgram(matrix)
    program.add(rows[:5], high[:5])
    assert program.solve(SECONDS) is not None
    priced = program.priced()
    program.close()
    again = program.priced()
    assert (priced[0] != again[0]).nnz == 0
    assert all(np.array_equal(a, b) for a, b in zip(priced[1:], again[1:], strict=True))
    program.add(rows[5:], high[5:])
    every = np.zeros(15, bool)
    every[3] = True
    program.shut(every)
    assert np.array_equal(program.whole.rows.toarray()[1:], rows.toarray())
    assert program.whole.high[1:].tolist() == high.tolist()
