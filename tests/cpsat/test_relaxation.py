"""The relaxation's bound never lies above the optimum, nor does it rule out a best plan."""

from __future__ import annotations

import math
from dataclasses import replace
from threading import Lock

import numpy as np
import pytest

import scheduler.cpsat.relaxation
from scheduler.cpsat.builder import build
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.matrix import Ints, matrix_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import solve_part
from scheduler.cpsat.relaxation import Relaxation, relax
from scheduler.domain.problem import Problem
from tests.agreement.brute_force import least_costs
from tests.agreement.cities import lively, tiny, variants
from tests.agreement.pinning import relaxed
from tests.cpsat.legality import crammed
from tests.factory import event, problem

AUDITS = 5_000
"""Audits granted per city; those that need more are passed over."""

FEASIBLE = {
    "tiny": [0, 4, 11, 23, 25, 39, 41, 46, 49, 56],
    "lively": range(1, 9),
    "crammed": range(1, 9),
}
"""Seeds of cities that have a legal plan."""

SEEDS = [(kind, n) for kind, seeds in FEASIBLE.items() for n in seeds]

CITIES = {"tiny": tiny, "lively": lively, "crammed": crammed}

Known = tuple[Model, int, Ints]


def optimum(made: Problem, effort: float = 60.0) -> Known | None:
    """Model, least cost and values of a best plan, by CP-SAT without any relaxation."""
    model = build(made)
    found = solve_part(model, matrix_of(model), None, None, seconds=effort, seed=1)
    assert found.proven
    if found.cost is None or found.values is None:
        return None
    return model, found.cost, found.values


@pytest.fixture(
    scope="module", params=[(kind, n) for kind, seeds in FEASIBLE.items() for n in seeds]
)
def known(request: pytest.FixtureRequest) -> Known:
    """A random city with its optimum."""
    kind, seed = request.param
    found = optimum(CITIES[kind](seed))
    assert found is not None
    return found


def says_true(relaxation: Relaxation | None, known: Known) -> None:
    """Bound, additions and choice of variables hold for the best plan."""
    _, cost, values = known
    assert relaxation is not None
    used = np.flatnonzero(values)
    assert relaxation.bound <= cost
    assert relaxation.bound == math.ceil(relaxation.exact - 1e-6)
    assert (relaxation.exact + relaxation.adds[used] <= cost + 1e-6).all()
    for least in (cost, cost + 1, cost + 1000, math.inf):
        assert relaxation.could_be_in(least)[used].all()
    assert (relaxation.adds >= 0).all()


def test_bound_and_choice_hold_without_a_plan(known: Known) -> None:
    says_true(relaxed(known[0]), known)


@pytest.mark.parametrize("worse", [1, 10, 1000])
def test_bound_and_choice_hold_when_a_worse_plan_is_known(known: Known, worse: int) -> None:
    says_true(relaxed(known[0], known[1] + worse), known)


def test_the_best_plan_keeps_its_rows(known: Known) -> None:
    """Every row added on the way holds for the best plan, also when a worse plan is known."""
    model, cost, values = known
    for below in (None, cost + 1):
        relaxation = relaxed(model, below)
        assert relaxation is not None
        matrix = relaxation.matrix
        assert len(matrix.low) >= len(matrix_of(model).low)
        activity = matrix.rows @ values
        assert (activity <= matrix.high).all()
        assert (activity >= matrix.low).all()


def test_a_bound_that_is_asked_to_stop_holds(known: Known) -> None:
    """The bound of the first round is one, and no better than the last."""
    model = known[0]
    matrix = matrix_of(model)
    first = relax(matrix, 10.0, Cuts(model, matrix), go_on=lambda: False)
    says_true(first, known)
    last = relaxed(model)
    assert first is not None
    assert last is not None
    assert first.exact <= last.exact
    assert first.matrix is matrix


@pytest.mark.parametrize("seed", range(16))
def test_the_bound_is_never_above_what_trying_everything_finds(seed: int) -> None:
    tried = 0
    for made, cost in least_costs(variants(tiny(seed), seed), AUDITS):
        tried += 1
        if cost is not None:
            for below in (None, cost + 1, cost + 20):
                relaxation = relaxed(build(made), below)
                assert relaxation is not None
                assert relaxation.bound <= cost
    assert tried


def four_shows() -> Model:
    """Four shows of three days, no two of which can overlap, all wished for the same day."""
    shows = [event(f"e{n}", gross_m2=15000, preferred_start="2021-04-10") for n in range(4)]
    weights = {"same-industry": 0}
    return build(problem(*shows, first="2021-04-01", last="2021-04-20", weights=weights))


def test_rounds_of_cuts_lift_the_bound() -> None:
    model = four_shows()
    matrix = matrix_of(model)
    first = relax(matrix, 10.0, Cuts(model, matrix), go_on=lambda: False)
    last = relaxed(model)
    assert first is not None
    assert last is not None
    assert first.bound == 0
    # One on the day itself, one three days off on either side, one six: 12 days at 6 points.
    assert last.bound == 72


def test_a_first_bound_may_be_enough() -> None:
    model = four_shows()
    matrix = matrix_of(model)
    asked: list[bool] = []

    def enough() -> bool:
        asked.append(True)
        return len(asked) == 2

    first = relax(matrix, 10.0, Cuts(model, matrix), enough=lambda: True)
    second = relax(matrix, 10.0, Cuts(model, matrix), enough=enough)
    assert first is not None
    assert second is not None
    assert first.bound == 0 < second.bound <= 72
    assert len(asked) == 2


def test_what_goes_on_beside_rests_while_no_solver_is_at_work() -> None:
    """Each round of rows is sought within; between two rounds it may go on."""
    model = four_shows()
    matrix = matrix_of(model)
    resting = Lock()
    held: list[bool] = []

    def enough() -> bool:
        held.append(resting.locked())
        return False

    last = relax(matrix, 10.0, Cuts(model, matrix), enough=enough, resting=resting)
    assert last is not None
    assert last.bound == 72
    assert len(held) > 1
    assert all(held)
    assert not resting.locked()


def test_variables_that_only_dearer_plans_use_are_left_out() -> None:
    model = four_shows()
    relaxation = relaxed(model, 73)
    assert relaxation is not None
    assert relaxation.bound == 72
    # On the first day of the horizon a show pays 9 days at 6 points, the others 6 days more.
    for site in model.sites:
        may = relaxation.could_be_in(72)[site.opens.start : site.opens.stop]
        days = site.days[may] - model.draft.first
        assert set(days.tolist()) >= {3, 6, 9, 12, 15}
        assert 0 not in days.tolist()
    assert not relaxation.could_be_in(71).any()


def test_what_is_left_out_is_in_no_plan_at_any_cost() -> None:
    found = relaxed(four_shows())
    assert found is not None
    assert found.could_be_in(math.inf).all()
    adds = found.adds.copy()
    adds[0] = math.inf
    shut = replace(found, adds=adds).could_be_in(math.inf)
    assert not shut[0]
    assert shut[1:].all()


def test_a_contradiction_has_no_bound() -> None:
    made = problem(event("a", gross_m2=90000, booked_start="2021-04-10"))
    assert relaxed(build(made)) is None


def test_without_time_there_is_no_bound() -> None:
    model = build(problem(event("a")))
    matrix = matrix_of(model)
    assert relax(matrix, 0.0, Cuts(model, matrix)) is None


def test_a_slow_program_ends_early_and_is_right_as_far_as_it_came(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every round may end it, with many rows broken that it has not asked for yet."""
    model, _, _ = known
    matrix = matrix_of(model)
    patient = relax(matrix, 30.0, Cuts(model, matrix))
    monkeypatch.setattr(scheduler.cpsat.relaxation, "SLOW", 0)
    monkeypatch.setattr(scheduler.cpsat.relaxation, "SLOW_RISE", 1.0)
    monkeypatch.setattr(scheduler.cpsat.relaxation, "MANY", math.inf)
    hasty = relax(matrix, 30.0, Cuts(model, matrix))
    says_true(hasty, known)
    assert patient is not None
    assert hasty is not None
    assert hasty.exact <= patient.exact + 1e-6
