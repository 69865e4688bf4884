"""The mixed-integer program: what it proves holds, with and without halls as rows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.hallwise import hallwise
from scheduler.cpsat.letting import Known, let_halls
from scheduler.cpsat.matrix import Matrix, matrix_of, rows_of_sets
from scheduler.cpsat.mixed import OFF, MixedRun, evened, margin_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import solve_part
from tests.agreement.cities import lively, tiny
from tests.cpsat.legality import crammed

CITIES = {"tiny": tiny, "lively": lively, "crammed": crammed}
SEEDS = [("tiny", n) for n in (0, 4, 11)] + [(k, n) for k in ("lively", "crammed") for n in (1, 2)]


def made(kind: str, seed: int) -> tuple[Model, Matrix, int]:
    """Model, matrix and least cost of a city that has a plan."""
    model = build(CITIES[kind](seed))
    matrix = matrix_of(model)
    best = solve_part(model, matrix, None, None, seconds=60, seed=1)
    assert best.proven
    assert best.cost is not None
    return model, matrix, best.cost


def run(matrix: Matrix, free: np.ndarray) -> MixedRun:
    """A run that ended by itself."""
    found = MixedRun(matrix, free, seconds=60, seed=1)
    found.wait()
    assert found.proven
    return found


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_without_halls_it_is_a_bound_and_with_them_exact(kind: str, seed: int) -> None:
    model, matrix, cost = made(kind, seed)
    every = np.ones(len(matrix.upper), bool)
    assert run(matrix, every).bound <= cost
    areas = {s.site.venue.id: model.draft.always for s in model.sites}
    wide = hallwise(model, matrix, every, areas)
    found = run(wide.matrix, wide.free)
    # Exact to the point that it is not believed for by itself.
    assert found.bound == cost - 1
    assert found.values is not None
    aimed = found.values[: len(every)]
    assert int(matrix.points @ aimed) + matrix.constant == cost
    landed = let_halls(model, aimed, 10)
    for site in model.sites:
        opens = slice(site.opens.start, site.opens.stop)
        assert (landed[opens] == aimed[opens]).all()


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_halls_told_apart_on_some_days_are_a_bound_that_plans_can_begin(
    kind: str, seed: int
) -> None:
    model, matrix, cost = made(kind, seed)
    every = np.ones(len(matrix.upper), bool)
    best = solve_part(model, matrix, None, None, seconds=60, seed=1).values
    assert best is not None
    least = run(matrix, every).bound
    for days in (slice(0, 5), slice(3, 9), slice(None, None, 2)):
        area = model.draft.never.copy()
        area[days] = True
        wide = hallwise(model, matrix, every, {s.site.venue.id: area for s in model.sites})
        start = wide.filled(best)
        reached = wide.matrix.rows @ start
        assert (wide.matrix.low <= reached).all()
        assert (reached <= wide.matrix.high).all()
        assert least - 1 <= run(wide.matrix, wide.free).bound <= cost


def test_a_run_is_no_worse_than_what_it_begins_with() -> None:
    """A gap of one is none at all: it may end with the start as it stands."""
    model, matrix, cost = made("lively", 1)
    start = solve_part(model, matrix, None, None, seconds=60, seed=1).values
    every = np.ones(len(matrix.upper), bool)
    found = MixedRun(matrix, every, seconds=60, seed=1, gap=1.0, start=start)
    found.wait()
    assert found.values is not None
    assert int(matrix.points @ found.values) + matrix.constant <= cost
    assert found.bound <= cost


def test_halls_that_were_let_before_are_not_let_again() -> None:
    model, matrix, _ = made("lively", 1)
    starts = solve_part(model, matrix, None, None, seconds=60, seed=1).values
    assert starts is not None
    known: Known = {}
    first = let_halls(model, starts, 10, known=known)
    kept = dict(known)
    assert (let_halls(model, starts, 10, known=known) == first).all()
    assert known == kept
    out = next(key for key in known if key)
    known[out] = [(start, 0) for start in out]
    assert not let_halls(model, starts, 10, known=known)[list(out)].any()


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_who_gets_no_halls_is_left_out_and_the_rest_is_legal(kind: str, seed: int) -> None:
    model, matrix, _ = made(kind, seed)
    starts = np.zeros(len(matrix.upper), np.int64)
    for unit in model.draft.units:
        places = model.places(unit)
        if places:
            starts[places[0].opens[0]] = 1
    landed = let_halls(model, starts, 10)
    assert (landed[starts > 0] <= 1).all()
    days: dict[tuple[str, str], set[int]] = {}
    for let in model.lets:
        if landed[let.take]:
            unit = model.draft.units[let.unit]
            day = next(
                int(s.days[k])
                for s in model.places(unit)
                for k, start in enumerate(s.opens)
                if landed[start]
            )
            for hall in let.halls:
                taken = set(range(day - let.before, day - let.before + let.size))
                assert taken.isdisjoint(days.setdefault((let.venue, hall), set()))
                days[let.venue, hall] |= taken


def test_a_run_can_be_stopped() -> None:
    _, matrix, _ = made("lively", 1)
    found = MixedRun(matrix, np.ones(len(matrix.upper), bool), seconds=60, seed=1)
    found.stop()
    assert not found.running


def test_that_there_is_nothing_claims_no_bound() -> None:
    """It is what floats say, with no figure to take a margin from."""
    _, matrix, _ = made("lively", 1)
    every = np.ones(len(matrix.upper), bool)
    more = rows_of_sets([np.arange(len(every))], len(every))
    few = rows_of_sets([np.arange(len(every)), np.arange(len(every))], len(every))
    few.data[: len(every)] = -1
    for rows, high in ((more, [-1.0]), (few, [-2.0, 1.0])):
        found = run(matrix.with_rows(rows, np.array(high)), every)
        assert found.values is None
        assert found.bound == -math.inf


def test_the_margin_grows_with_size_and_costs() -> None:
    _, matrix, _ = made("lively", 1)
    small = margin_of(evened(matrix))
    assert 1 < small < 1.1
    more = evened(replace(matrix, upper=matrix.upper * 10**6))
    assert margin_of(more) > 1 + OFF * more.upper.sum()
    steps = replace(matrix, points=matrix.points << 40)
    assert margin_of(steps) > 1 << 40
    dear = replace(matrix, points=(matrix.points << 44) + 1)
    assert margin_of(dear) > small + (int(matrix.points.sum()) << 44) / 2**53


def test_evened_rows_say_the_same() -> None:
    """Divided by powers of two, exactly, each by its own."""
    _, matrix, _ = made("lively", 1)
    even = evened(matrix)
    assert abs(matrix.rows).max() > 1
    assert abs(even.rows).max() <= 1
    for k in range(len(matrix.low)):
        ours, theirs = even.rows[k].toarray().ravel(), matrix.rows[k].toarray().ravel()
        by = {float(a / b) for a, b in zip(theirs, ours, strict=True) if b}
        assert len(by) <= 1
        for factor in by:
            assert math.frexp(factor)[0] == 0.5
            assert even.high[k] * factor == matrix.high[k]
            assert even.low[k] * factor == matrix.low[k]
