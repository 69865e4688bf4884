"""Compiled models: whole, with variables held at zero, and with variables fixed."""

from __future__ import annotations

import numpy as np
import pytest
from ortools.sat.python import cp_model

from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.compiled import Compiled, compile_model
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import Ints, matrix_of, part_of
from scheduler.domain.problem import Problem
from tests.agreement.cities import lively
from tests.agreement.pinning import relaxed
from tests.factory import event, problem


def solved(compiled: Compiled) -> tuple[int, Ints] | None:
    """Cost and values of the optimum, ``None`` when there is none."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    status = solver.solve(compiled.cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status == cp_model.INFEASIBLE:
        return None
    return round(solver.objective_value), compiled.values(solver)


SEEDS = [1, 2, 3]


@pytest.fixture(scope="module", params=SEEDS)
def city(request: pytest.FixtureRequest) -> tuple[Problem, int, Ints]:
    """A city with its optimum."""
    made = lively(request.param)
    best = solved(compile_model(build(made)))
    assert best is not None
    return made, *best


def test_the_optimum_costs_what_the_audit_says(city: tuple[Problem, int, Ints]) -> None:
    made, cost, values = city
    judged = audit(made, plan_of(build(made), values.astype(bool).tolist().__getitem__))
    assert (judged.ok, judged.cost) == (True, cost)


def test_dead_variables_stay_zero(city: tuple[Problem, int, Ints]) -> None:
    made, cost, values = city
    model = build(made)
    rng = np.random.default_rng(1)
    free = rng.random(len(values)) < 0.7
    free[np.flatnonzero(values)] = True
    found = solved(compile_model(model, free=free))
    assert found is not None
    assert found[0] == cost
    assert not found[1][~free].any()


def test_without_the_optimum_it_costs_at_least_as_much(city: tuple[Problem, int, Ints]) -> None:
    made, cost, values = city
    model = build(made)
    free = np.ones(len(values), bool)
    booked = {e.id for e in made.events if e.booked_start is not None}
    for site in model.sites:
        if not booked & {e.id for e in site.site.unit.events}:
            used = [j for j in site.opens if values[j]]
            free[used] = False
    found = solved(compile_model(model, free=free))
    assert found is None or found[0] >= cost
    if found is not None:
        judged = audit(made, plan_of(model, found[1].astype(bool).tolist().__getitem__))
        assert (judged.ok, judged.cost) == (True, found[0])


def test_fixed_at_the_optimum_the_rest_follows(city: tuple[Problem, int, Ints]) -> None:
    made, cost, values = city
    model = build(made)
    rng = np.random.default_rng(2)
    for share in (0.0, 0.3, 0.6):
        free = rng.random(len(values)) < share
        found = solved(compile_model(model, matrix_of(model), values, free))
        assert found is not None
        assert found[0] == cost
        assert (found[1][~free] == values[~free]).all()


def test_fixed_parts_that_contradict_are_infeasible() -> None:
    model = build(problem(event("a", booked_start="2021-04-10")))
    nothing = np.zeros(len(model.upper), bool)
    assert solved(compile_model(model, free=nothing)) is None


def test_bound_and_additions_hold_for_the_optimum(city: tuple[Problem, int, Ints]) -> None:
    made, cost, values = city
    relaxation = relaxed(build(made))
    assert relaxation is not None
    assert relaxation.bound <= cost
    used = np.flatnonzero(values)
    assert (relaxation.exact + relaxation.adds[used] <= cost + 1e-6).all()
    assert relaxation.could_be_in(cost)[used].all()
    assert (relaxation.adds >= 0).all()


def test_a_part_keeps_the_rows_that_can_break(city: tuple[Problem, int, Ints]) -> None:
    made, _, values = city
    matrix = matrix_of(build(made))
    every = part_of(matrix, values, np.ones(len(values), bool))
    none = part_of(matrix, values, np.zeros(len(values), bool))
    assert len(none.free) == len(none.live) == 0
    assert not none.broken
    assert none.constant == matrix.constant + int(matrix.points @ values)
    assert every.constant == matrix.constant


@pytest.mark.parametrize(
    "made",
    [
        problem(),
        problem(event("a", gross_m2=90000)),
        problem(event("a", earliest="2021-05-01", latest="2021-05-01")),
    ],
    ids=["no events", "no room", "no window"],
)
def test_a_city_in_which_nothing_can_be_placed(made: Problem) -> None:
    model = build(made)
    cost = audit(made, plan_of(model, [False].__getitem__)).cost
    found = solved(compile_model(model))
    assert found is not None
    assert found[0] == cost
    relaxation = relaxed(model)
    assert relaxation is not None
    assert relaxation.bound == cost


def test_a_booking_that_has_no_place_is_infeasible() -> None:
    model = build(problem(event("a", gross_m2=90000, booked_start="2021-04-10")))
    assert solved(compile_model(model)) is None
    assert relaxed(model) is None
