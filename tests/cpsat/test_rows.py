"""Rows of consecutive days: when one implies another, and which are posted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.builder import build
from scheduler.cpsat.model import Model, Row, SiteVars, Stay
from tests.factory import event, problem, venue

CITY = problem(
    event("a"),
    event("b"),
    event("c"),
    venues=[venue(), venue("other")],
    first="2021-04-01",
    last="2021-04-12",
)
MODEL = build(CITY)
SITES = MODEL.sites

Pieces = list[tuple[int, int, int, int]]

pieces = st.lists(
    st.tuples(
        st.integers(0, len(SITES) - 1), st.integers(0, 9), st.integers(1, 10), st.integers(1, 3)
    ),
    max_size=4,
)


def row_of(parts: Pieces) -> Row:
    """A row of (site, first literal, count, weight) pieces."""
    row = Row()
    for s, first, count, weight in parts:
        opens = SITES[s].opens
        start = min(opens.start + first, opens.stop - 1)
        row.add(SITES[s], start, min(start + count, opens.stop), weight)
    return row


def weights(row: Row) -> dict[int, int]:
    """Weight of each variable in a row."""
    found: dict[int, int] = {}
    for start, stop, weight in row.segments:
        for j in range(start, stop):
            found[j] = found.get(j, 0) + weight
    return found


@given(pieces, pieces)
def test_within_means_no_greater_weight_anywhere(mine: Pieces, theirs: Pieces) -> None:
    a, b = row_of(mine), row_of(theirs)
    if a.within(b):
        bigger = weights(b)
        assert all(w <= bigger.get(j, 0) for j, w in weights(a).items())
    assert a.within(a)


@given(pieces)
def test_reach_is_no_less_than_one_place_per_unit_can_give(parts: Pieces) -> None:
    row = row_of(parts)
    held = weights(row)
    most = 0
    for unit in MODEL.draft.units:
        literals = [j for site in MODEL.places(unit) for j in site.opens]
        most += max(held.get(j, 0) for j in literals)
    assert row.reach >= most


def test_within_examples() -> None:
    small = row_of([(0, 2, 3, 1), (2, 2, 3, 1)])
    assert small.within(row_of([(0, 1, 5, 1), (2, 2, 3, 1)]))
    assert not small.within(row_of([(0, 3, 5, 1), (2, 2, 3, 1)]))
    assert not small.within(row_of([(0, 1, 5, 2), (2, 2, 3, 1)]))
    assert not small.within(row_of([(0, 1, 5, 1)]))
    assert row_of([(0, 1, 5, 1)]).within(row_of([(0, 1, 5, 1), (2, 2, 3, 1)]))


def fresh() -> Model:
    """The model without its rows."""
    model = build(CITY)
    model.rows.clear()
    model.implied.clear()
    return model


@given(st.lists(st.tuples(pieces, st.integers(0, 4)), max_size=6))
def test_every_row_left_out_is_implied(pairs: list[tuple[Pieces, int]]) -> None:
    model = fresh()
    rows = [(row_of(parts), limit) for parts, limit in pairs]
    model.at_most_undominated(rows)
    posted = [(weights(Row(segments)), high) for segments, _, high in model.rows]
    for row, limit in rows:
        mine = weights(row)
        assert row.reach <= limit or any(
            high is not None
            and high <= limit
            and all(w <= bigger.get(j, 0) for j, w in mine.items())
            for bigger, high in posted
        )


def test_neighbouring_days_are_merged() -> None:
    model = fresh()
    stays = [Stay(site, 0, 3) for site in model.sites]
    rows = model.by_day(stays)
    model.at_most_undominated([(row, 1) for row in rows])
    assert len(rows) == 12
    # Openings lie in days 1–10, so the rows of days 1 and 2 are within that of day 3, and
    # those of days 11 and 12 within that of day 10.
    assert len(model.rows) == 8


def covers(site: SiteVars, before: int, length: int) -> dict[int, list[int]]:
    """Opening days by the day of the horizon that they cover."""
    found = {}
    for i, start, stop in site.covering(CITY.horizon, before, length):
        low = start - site.opens.start
        found[CITY.horizon.start + i] = site.days[low : low + stop - start].tolist()
    return found


@given(st.integers(-6, 6), st.integers(0, 8))
def test_covering(before: int, length: int) -> None:
    site = SITES[0]
    expected = {}
    for d in CITY.horizon:
        opens = [o for o in site.days.tolist() if o - before <= d < o - before + length]
        if opens:
            expected[d] = opens
    assert covers(site, before, length) == expected
