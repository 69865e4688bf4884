"""Starts priced in one go: as each by itself would be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.search.options import _pairs
from scheduler.search.ruin import Ruin
from scheduler.search.state import State
from tests.agreement.cities import lively, small
from tests.cpsat.legality import crammed

CITIES = {"lively": lively, "small": small, "crammed": crammed}


def plainly(state: State, index: int, k: int) -> float:
    """Points of one start by its column of the matrix."""
    o = state._options[index]
    column = state.matrix.columns[:, [o.literals[k]]].tocoo()
    points = float(o.points[k])
    for row, adds in zip(column.row.tolist(), column.data.tolist(), strict=True):
        before, limit, step = state.activity[row], state.limit[row], state.step[row]
        if before + adds <= limit:
            continue
        if step == 0:
            return np.inf
        begun = np.ceil(max(0.0, before - limit) / step)
        points += state.price[row] * (np.ceil((before + adds - limit) / step) - begun)
    return points


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", CITIES)
def test_all_starts_cost_what_each_does_by_its_column(kind: str, seed: int) -> None:
    model = build(CITIES[kind](seed))
    state = State(model, matrix_of(model))
    ruin = Ruin(state, seed)
    ruin.construct()
    ruin.run(50, lambda cost: True, lambda: True)
    seen = 0
    for index in range(len(state.units)):
        state.remove(index)
        told = state.price_of(index)
        assert told.tolist() == [plainly(state, index, k) for k in range(len(told))]
        seen += int((told > state._options[index].points).sum())
        state.place(index)
    # Somewhere a row breaks, or a step is begun.
    assert seen


def test_a_start_without_rows_costs_its_points() -> None:
    state = State(model := build(lively(1)), matrix_of(model))
    o = state._options[0]
    bare = type(o)(**{
        **vars(o), "part": o.part[-1:], "bounds": np.zeros_like(o.bounds),
        "bare": np.arange(len(o.points)),
    })  # fmt: skip
    full = np.full(len(state.activity), 1e9)
    assert bare.priced(full).tolist() == o.points.tolist()
    # The first start takes all rows that there are, the others none.
    first = type(o)(**{
        **vars(bare), "part": np.arange(len(o.rows) + 1, dtype=np.int32),
        "bounds": np.array([0, *[len(o.rows)] * len(o.points)]),
        "bare": np.arange(1, len(o.points)),
    })  # fmt: skip
    assert first.priced(full)[1:].tolist() == o.points[1:].tolist()
    assert first.priced(full)[0] > o.points[0]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([1.0, 2.5, -1.0])), max_size=30))
def test_like_entries_are_one_pair(entries: list[tuple[int, float]]) -> None:
    rows = np.array([row for row, _ in entries], np.int64)
    adds = np.array([add for _, add in entries])
    first, part = _pairs(rows, adds, np.zeros(5, np.int32))
    pairs = [entries[i] for i in first.tolist()]
    assert len(set(pairs)) == len(pairs)
    assert [pairs[p] for p in part.tolist()] == entries
