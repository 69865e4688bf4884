"""A second opinion agrees with what is true, and is loud about what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.cities import write_city, write_tiny
from scheduler.domain.certificate import AGREES, NOT_FINISHED
from scheduler.domain.problem import Problem
from scheduler.errors import AuditMismatch
from scheduler.loading import load
from scheduler.search.clock import Clock
from scheduler.search.confirm import confirm
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.factory import event, problem, venue


def clash() -> Problem:
    """Two bookings for the same halls and days."""
    rows = [event(e, gross_m2=14000, booked_start="2021-04-10") for e in "ab"]
    return problem(*rows)


@pytest.mark.parametrize("seed", [0, 1, 2, 4])
def test_what_is_best_is_confirmed_and_what_is_not_is_refused(tmp_path: Path, seed: int) -> None:
    write_tiny(tmp_path, seed=seed)
    city = load(tmp_path).problem
    best = solve(city, SolveParams(60, workers=1)).cost
    assert best is not None
    again = confirm(city, best, Clock(60), 1, 1)
    assert (again.answer, again.asked, again.seed) == (AGREES, f"cost <= {best - 1}", 2)
    with pytest.raises(AuditMismatch, match=f"{best} points, legal"):
        confirm(city, best + 1, Clock(60), 1, 1)


def test_leaving_everything_out_is_confirmed_as_well() -> None:
    """No variable is in the part, and the plan without events is the one to refuse."""
    nothing = problem(event("a", gross_m2=5000), venues=[venue()], weights={"unplaced": 0})
    assert confirm(nothing, 0, Clock(60), 1, 1).answer == AGREES
    with pytest.raises(AuditMismatch, match="0 points"):
        confirm(nothing, 1, Clock(60), 1, 1)


def test_two_threads_use_other_strategies(tmp_path: Path) -> None:
    write_city(tmp_path, events=30, seed=2)
    found = solve(load(tmp_path).problem, SolveParams(60, workers=2, certify=True))
    assert found.status == "optimal"
    assert found.certificate is not None
    second = found.certificate.confirmed
    assert second is not None
    assert (second.answer, second.presolve) == (AGREES, False)
    assert second.strategies == ("max_lp", "reduced_costs")


def test_that_there_is_no_plan_is_always_confirmed() -> None:
    found = solve(clash(), SolveParams(60, workers=1))
    assert found.status == "infeasible"
    assert found.certificate is not None
    second = found.certificate.confirmed
    assert second is not None
    assert (second.answer, second.asked) == (AGREES, "any plan")


def test_a_plan_where_none_should_be_is_an_error() -> None:
    with pytest.raises(AuditMismatch, match="second configuration"):
        confirm(replace(clash(), events=clash().events[:1]), None, Clock(60), 1, 1)


def test_without_time_nothing_is_claimed(tmp_path: Path) -> None:
    write_city(tmp_path, events=60, seed=1)
    city = load(tmp_path).problem
    assert confirm(city, 1, Clock(0), 1, 1).answer == NOT_FINISHED
    stopped = Clock(60)
    stopped.stop.said = True
    assert confirm(city, None, stopped, 1, 1).answer == NOT_FINISHED


def test_without_time_nothing_is_built() -> None:
    """Of these events no model can be built."""
    broken = replace(problem(), events=(None,))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        confirm(broken, 1, Clock(60), 1, 1)
    for cost in (1, None):
        assert confirm(broken, cost, Clock(0), 1, 1).answer == NOT_FINISHED


def test_what_is_not_proven_is_not_confirmed(tmp_path: Path) -> None:
    write_city(tmp_path, events=60, seed=1)
    found = solve(load(tmp_path).problem, SolveParams(60, gap=1.0, workers=1, certify=True))
    assert found.status == "feasible"
    assert found.certificate is not None
    assert found.certificate.certify
    assert found.certificate.confirmed is None
