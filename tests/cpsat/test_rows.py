"""Rows of stays by day: what they sum, what they can reach, and which are posted."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model, one, whole
from scheduler.cpsat.rows import Rows, RowTable
from scheduler.cpsat.stays import Piece, Stays
from tests.factory import event, problem, venue

CITY = problem(
    event("a", latest="2021-04-09"),
    event("b"),
    event("c", earliest="2021-04-05"),
    venues=[venue(), venue("other", open=("2021-04-04", None))],
    first="2021-04-01",
    last="2021-04-12",
)
MODEL = build(CITY)
GROUPS = 2
DAYS = len(CITY.horizon)

pieces = st.lists(
    st.tuples(
        st.integers(0, len(MODEL.sites) - 1),
        st.integers(-6, 6),
        st.integers(0, 8),
        st.integers(0, 3),
        st.integers(0, GROUPS - 1),
    ),
    max_size=6,
)


def rows_of(parts: list[Piece]) -> Rows:
    """Rows of stays, by group and day."""
    return Stays.at(MODEL.starts, parts).by_day(CITY.horizon, GROUPS)


def weights(rows: Rows) -> list[dict[int, int]]:
    """Weight of each variable in each row; none stands in a row twice."""
    found: list[dict[int, int]] = [{} for _ in range(rows.count)]
    columns = (rows.row, rows.start, rows.stop, rows.weight)
    for row, start, stop, weight in zip(*(c.tolist() for c in columns), strict=True):
        for j in range(start, stop):
            assert j not in found[row]
            found[row][j] = weight
    return found


@given(pieces)
def test_a_row_sums_the_stays_that_cover_its_day(parts: list[Piece]) -> None:
    expected: list[dict[int, int]] = [{} for _ in range(GROUPS * DAYS)]
    for place, before, length, weight, group in parts:
        site = MODEL.sites[place]
        for opening, j in zip(site.days.tolist(), site.opens, strict=True):
            for day in range(opening - before, opening - before + length):
                if day in CITY.horizon and weight:
                    row = expected[group * DAYS + day - CITY.horizon.start]
                    row[j] = row.get(j, 0) + weight
    assert weights(rows_of(parts)) == expected


@given(pieces)
def test_reach_is_what_one_place_per_unit_can_give(parts: list[Piece]) -> None:
    rows = rows_of(parts)
    for held, reach in zip(weights(rows), rows.reach.tolist(), strict=True):
        assert reach == sum(
            max(held.get(j, 0) for site in MODEL.places(unit) for j in site.opens)
            for unit in MODEL.draft.units
        )


@given(pieces, st.lists(st.integers(0, 4), min_size=GROUPS * DAYS, max_size=GROUPS * DAYS))
def test_every_row_left_out_is_implied(parts: list[Piece], limits: list[int]) -> None:
    rows = rows_of(parts)
    kept = rows.undominated(np.array(limits)).tolist()
    every = weights(rows)
    for i, mine in enumerate(every):
        assert rows.reach[i] <= limits[i] or any(
            limits[k] <= limits[i] and all(w <= every[k].get(j, 0) for j, w in mine.items())
            for k in kept
        )


@given(pieces, st.integers(0, 3))
def test_no_row_kept_is_implied_by_the_one_before_or_after(parts: list[Piece], limit: int) -> None:
    rows = rows_of(parts)
    kept = rows.undominated(np.full(rows.count, limit))
    every = weights(rows.pick(kept))
    for i, (a, b) in enumerate(zip(every, every[1:], strict=False)):
        if _one_segment_each(rows, kept[i : i + 2].tolist()):
            assert not all(w <= b.get(j, 0) for j, w in a.items())
            assert not all(w <= a.get(j, 0) for j, w in b.items())


def _one_segment_each(rows: Rows, pair: list[int]) -> bool:
    """Whether no site has two segments in a row, which the comparison does not look through."""
    for r in pair:
        k = slice(rows.bounds[r], rows.bounds[r + 1])
        site = np.searchsorted([s.opens.start for s in MODEL.sites], rows.start[k], side="right")
        if len(np.unique(site)) < len(site):
            return False
    return True


def test_neighbouring_days_are_merged() -> None:
    city = problem(event("a"), event("b"), first="2021-04-01", last="2021-04-12")
    model = build(city)
    rows = Stays.of(model.starts, [(0, 0, 3, 1, 0), (1, 0, 3, 1, 0)]).by_day(city.horizon)
    assert rows.count == 12
    # Openings lie in days 1–10, so the rows of days 1 and 2 are within that of day 3, and
    # those of days 11 and 12 within that of day 10.
    assert rows.undominated(np.ones(12, np.int64)).tolist() == list(range(2, 10))


def test_stays_of_units_are_those_at_their_sites() -> None:
    made = Stays.of(MODEL.starts, [(1, 2, 5, 3, 1), (0, 0, 1, 1, 0)])
    sites = [[s.place for s in MODEL.places(MODEL.draft.units[i])] for i in (1, 0)]
    assert made.site.tolist() == [*sites[0], *sites[1]]
    assert made.before.tolist() == [2] * len(sites[0]) + [0] * len(sites[1])


def test_a_table_keeps_its_order_and_its_copy_grows_alone() -> None:
    table = RowTable()
    table.add([(4, 6, 2), (0, 1, 1)], -np.inf, 3)
    two = np.array([0, 1])
    table.extend(Rows(2, two, two, two + 2, two + 5, two), 1, np.array([7, 8]))
    copy = table.copy()
    table.add([], 0, 0)
    chunks, low, high = copy.arrays()
    assert [[c.tolist() for c in chunk] for chunk in chunks] == [
        [[0, 0], [0, 4], [1, 6], [1, 2]],
        [[1, 2], [0, 1], [2, 3], [5, 6]],
    ]
    assert (low.tolist(), high.tolist()) == ([-np.inf, 1, 1], [3, 7, 8])
    assert (len(table), len(copy)) == (4, 3)


def test_a_variable_that_stands_in_a_row_twice_gets_the_sum() -> None:
    model = Model(CITY, MODEL.draft)
    literals = model.new(4)
    model.require([whole(literals), one(2, 5)], high=9)
    model.require([one(3, -1), one(0)], low=0)
    matrix = matrix_of(model)
    assert matrix.rows.toarray().tolist() == [[1, 1, 6, 1], [1, 0, 0, -1]]
    assert matrix.columns.toarray().tolist() == matrix.rows.toarray().tolist()
    assert (matrix.low.tolist(), matrix.high.tolist()) == ([-np.inf, 0], [9, np.inf])


def test_further_rows_stand_at_the_end() -> None:
    model = Model(CITY, MODEL.draft)
    model.require([whole(model.new(2))], high=1)
    short = matrix_of(model)
    model.new(1)
    longer = matrix_of(model).with_rows(short.rows, np.array([7.0]))
    assert longer.rows.toarray().tolist() == [[1, 1, 0], [1, 1, 0]]
    assert (longer.low.tolist(), longer.high.tolist()) == ([-np.inf] * 2, [1, 7])
