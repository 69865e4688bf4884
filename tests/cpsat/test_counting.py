"""Counting rows found at a point: the same that a plain loop over days finds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.encode.occupancy import _shut, _weights_and_limits, by_venue
from scheduler.cpsat.matrix import Floats, matrix_of
from scheduler.cpsat.model import Model
from scheduler.domain.problem import Problem
from scheduler.domain.span import Span
from tests.agreement.cities import lively, small, tiny
from tests.factory import closure, event, hall, problem, venue

Row = dict[int, int]

SEEDS = [*(("tiny", n) for n in range(1, 5)), *(("lively", n) for n in range(1, 7)), ("small", 1)]


@pytest.fixture(scope="module", params=SEEDS, ids=lambda p: f"{p[0]}-{p[1]}")
def model(request: pytest.FixtureRequest) -> Model:
    """Model of a random city."""
    kind, seed = request.param
    return build({"tiny": tiny, "lively": lively, "small": small}[kind](seed))


def naive(model: Model) -> Iterator[tuple[Row, int]]:
    """Every counting row with its limit: measure by measure, day by day, need by need."""
    for _, row, limit in by_place(model):
        yield row, limit


def by_place(model: Model) -> Iterator[tuple[tuple[str, int], Row, int]]:
    """The same, each with its venue and day."""
    horizon = model.problem.horizon
    for venue_, needs in by_venue(model):
        shut = _shut(horizon, venue_)
        cases = [frozenset[str](), *sorted(set(shut.values()), key=sorted)]
        weights, limits = _weights_and_limits(venue_, needs, cases)
        for w, limit in zip(weights.tolist(), limits.tolist(), strict=True):
            for day in horizon:
                closed = shut.get(day, frozenset())
                row: Row = {}
                for nv, weight in zip(needs, w, strict=True):
                    for opening, j in zip(nv.site.days.tolist(), nv.site.opens, strict=True):
                        let = nv.need.event.tenancy(opening)
                        after = 0 if closed else venue_.turnaround_days
                        if weight and day in Span(let.start, let.end + after):
                            row[j] = row.get(j, 0) + weight
                yield (venue_.id, day), row, limit[cases.index(closed)]


def within(a: tuple[Row, int], b: tuple[Row, int]) -> bool:
    """Whether row `b` says at least what row `a` says."""
    return a[1] >= b[1] and all(w <= b[0].get(j, 0) for j, w in a[0].items())


def found(rows: tuple[object, Floats]) -> list[tuple[Row, int]]:
    """Rows of a sparse matrix with their limits."""
    table, high = rows
    out = []
    for i, limit in enumerate(high.tolist()):
        part = table[i].tocoo()  # type: ignore[index]
        pairs = zip(part.col.tolist(), part.data.astype(int).tolist(), strict=True)
        out.append((dict(pairs), int(limit)))
    return out


def points(model: Model) -> Iterator[Floats]:
    """Random assignments: each unit spread over some of its starts."""
    rng = np.random.default_rng(1)
    for share in (0.02, 0.2, 1.0):
        values = np.zeros(len(model.upper))
        for unit in model.draft.units:
            literals = [j for site in model.places(unit) for j in site.opens]
            if literals:
                chosen = rng.choice(literals, max(1, int(share * len(literals))), replace=False)
                values[chosen] = 1 / len(chosen)
        yield values


def test_broken_rows_are_those_of_a_plain_loop(model: Model) -> None:
    every, lazy = list(naive(model)), matrix_of(model).lazy
    some = 0
    for values in points(model):
        broken = [
            (row, limit)
            for row, limit in every
            if sum(w * values[j] for j, w in row.items()) > limit + 1e-6
        ]
        cuts = found(lazy.broken(values))
        assert all(cut in broken for cut in cuts)
        assert all(any(within(row, cut) for cut in cuts) for row in broken)
        some += len(cuts)
    assert some or len(model.sites) < 10


def test_of_each_place_and_day_the_worst_is_told(model: Model) -> None:
    rows, lazy = list(naive(model)), matrix_of(model).lazy
    for values in points(model):
        worst: dict[tuple[str, int], tuple[float, Row, int]] = {}
        for place, row, limit in by_place(model):
            total = sum(w * values[j] for j, w in row.items())
            factor = total / max(limit, 1e-6)
            if total > limit + 1e-6 and factor > worst.get(place, (0.0,))[0] + 1e-9:
                worst[place] = factor, row, limit
        cuts = found(lazy.broken(values, worst_only=True))
        told = [(row, limit) for _, row, limit in worst.values()]
        assert bool(cuts) == bool(told)
        assert all(cut in rows for cut in cuts)
        for row in told:
            assert any(within(row, cut) or _same_factor(row, cut, values) for cut in cuts)


def test_all_rows_are_those_of_a_plain_loop(model: Model) -> None:
    every = list(naive(model))
    rows = found(matrix_of(model).lazy.every(len(model.upper)))
    reach = [_reach(model, row) for row, _ in every]
    assert all(row in every for row in rows)
    for row, most in zip(every, reach, strict=True):
        assert most <= row[1] or any(within(row, said) for said in rows)


def _same_factor(a: tuple[Row, int], b: tuple[Row, int], values: Floats) -> bool:
    """Whether two rows are broken by the same factor, so that either may be told."""
    (x, n), (y, m) = ((sum(w * values[j] for j, w in r.items()), limit) for r, limit in (a, b))
    return abs(x * m - y * n) < 1e-6 * max(1, n * m)


def _reach(model: Model, row: Row) -> int:
    return sum(
        max((row.get(j, 0) for site in model.places(unit) for j in site.opens), default=0)
        for unit in model.draft.units
    )


def test_a_plan_whose_halls_do_not_clash_breaks_none() -> None:
    made = problem(*(event(f"e{n}", gross_m2=4000) for n in range(3)))
    model = build(made)
    values = np.zeros(len(model.upper))
    for site in model.sites:
        values[site.opens[4]] = 1
    assert len(matrix_of(model).lazy.broken(values)[1]) == 0


def two_halls(turnaround: int) -> Problem:
    """Three shows of three days for two halls, one of which is closed on day 7."""
    shut = closure("2021-04-07", "2021-04-07")
    halls = hall("h1"), hall("h2", closures=(shut,))
    return problem(
        *(event(n, gross_m2=4000, move_in_days=1) for n in "abc"),
        venues=[venue("expo", *halls, turnaround_days=turnaround)],
        first="2021-04-01",
        last="2021-04-09",
    )


@pytest.mark.parametrize(("turnaround", "openings"), [(0, 4), (2, 6)])
def test_one_row_of_a_plateau_by_hand(turnaround: int, openings: int) -> None:
    model = build(two_halls(turnaround))
    values = np.zeros(len(model.upper))
    for site in model.sites:
        values[site.opens.start] = 1
    # All open on day 2, so each day from 1 to 4 plus turnaround has a show too many. The last of
    # these is covered by the openings of days 2 to 5 (or 7), those before by fewer of them.
    expected = {site.opens[i]: 1 for site in model.sites for i in range(openings)}
    assert found(matrix_of(model).lazy.broken(values)) == [(expected, 2)]


def test_closed_halls_are_not_counted() -> None:
    model = build(two_halls(1))
    values = np.zeros(len(model.upper))
    for site in model.sites[:2]:
        # Openings on day 6: the tenancy is days 5 to 8.
        values[site.opens.start + site.days.tolist().index(model.draft.first + 5)] = 1
    cuts = found(matrix_of(model).lazy.broken(values))
    assert [limit for _, limit in cuts] == [1]
