"""The mixed-integer program: what it proves holds, with and without halls as rows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.hallwise import affordable, hallwise
from scheduler.cpsat.letting import Known, let_halls
from scheduler.cpsat.matrix import Matrix, matrix_of, rows_of_sets
from scheduler.cpsat.mixed import OFF, MixedRun, evened, margin_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import solve_part
from tests.agreement.cities import lively, small, tiny
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


def test_what_was_let_is_known_and_is_no_more_than_who_is_out_and_what_is_taken() -> None:
    model, matrix, _ = made("lively", 1)
    starts = np.zeros(len(matrix.upper), np.int64)
    for unit in model.draft.units:
        for site in model.places(unit)[:1]:
            starts[site.opens[0]] = 1
    known: Known = {}
    landed = let_halls(model, starts, 10, known=known)
    pairs = [pair for found in known.values() for pair in found]
    assert pairs
    assert all(landed[v] == value and (value or starts[v]) for v, value in pairs)
    kept = {key: list(found) for key, found in known.items()}
    assert (let_halls(model, starts, 10, known=known) == landed).all()
    assert known == kept


def crowded(seed: int) -> tuple[Model, np.ndarray]:
    """A city in which each unit opens where it first may; some of them in vain."""
    model = build(crammed(seed))
    starts = np.zeros(len(model.upper), np.int64)
    for unit in model.draft.units:
        for site in model.places(unit)[:1]:
            starts[site.opens[0]] = 1
    return model, starts


@pytest.mark.parametrize("seed", range(1, 7))
def test_what_was_broken_off_is_tried_again(seed: int) -> None:
    """Without any effort nobody gets halls where not all can; that is not the last word."""
    model, starts = crowded(seed)
    known: Known = {}
    hurried = let_halls(model, starts, 10, effort=0.0, known=known)
    every: Known = {}
    unhurried = let_halls(model, starts, 10, known=every)
    # Where some get none it takes a solver to tell who.
    assert known.keys() < every.keys()
    landed = let_halls(model, starts, 10, known=known)
    assert hurried.sum() < landed.sum()
    assert known.keys() == every.keys()
    assert landed.sum() == unhurried.sum()


@pytest.mark.parametrize("seed", range(1, 7))
def test_once_the_time_is_over_who_needs_a_solver_for_halls_is_left_out(seed: int) -> None:
    model, starts = crowded(seed)
    known: Known = {}
    late = let_halls(model, starts, 10, known=known, left=lambda: 0.0)
    assert (late == let_halls(model, starts, 10, effort=0.0)).all()
    in_time = let_halls(model, starts, 10, known=known, left=lambda: 20.0)
    assert late.sum() < in_time.sum()
    assert (in_time == let_halls(model, starts, 10)).all()


@pytest.mark.parametrize("seed", range(1, 9))
def test_halls_are_told_apart_only_as_far_as_their_rows_are_few(seed: int) -> None:
    model = build(crammed(seed))
    matrix, every = matrix_of(model), np.ones(len(model.upper), bool)
    some = model.draft.never.copy()
    some[4:7] = True
    for area in (model.draft.always, some):
        wide = hallwise(model, matrix, every, {"expo": area})
        entries = wide.matrix.rows.nnz - matrix.rows.nnz
        assert affordable(model, every, {"expo": area}, 10**9) == {"expo": area}
        assert affordable(model, every, {"expo": area}, entries - 1) == {}
    assert hallwise(model, matrix, every, {}).matrix is matrix


def test_a_run_begins_with_what_it_is_given() -> None:
    """Of a program that is too hard for its time it tells the start or better."""
    model = build(small(1, events=40))
    matrix = matrix_of(model)
    stands = solve_part(model, matrix, None, None, seconds=60, seed=1, first_only=True)
    assert stands.values is not None
    assert stands.cost is not None
    every = np.ones(len(matrix.upper), bool)
    areas = {v.id: model.draft.always for v in model.problem.venues}
    wide = hallwise(model, matrix, every, areas)
    start = wide.filled(stands.values)
    activity = wide.matrix.rows @ start
    assert (activity <= wide.matrix.high).all()
    assert (activity >= wide.matrix.low).all()
    found = MixedRun(wide.matrix, wide.free, seconds=1, seed=1, start=start)
    found.wait()
    assert found.values is not None
    assert int(wide.matrix.points @ found.values) + matrix.constant <= stands.cost


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
