"""A limit of work instead of time: the same answer on any machine."""

from __future__ import annotations

import math

import pytest

from benchmarks.cities import write_city
from scheduler.domain.problem import Problem
from scheduler.domain.solution import FEASIBLE, OPTIMAL, Solution
from scheduler.loading import load
from scheduler.search.clock import Clock
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    folder = tmp_path_factory.mktemp("city")
    write_city(folder, events=30, seed=3, tightness=0.9)
    return load(folder).problem


def answer(found: Solution) -> object:
    """All that must not depend on the clock."""
    return found.status, found.plan, found.cost, found.bound


def solved(problem: Problem, effort: float) -> Solution:
    return solve(problem, SolveParams(600, workers=1, effort=effort))


def test_little_effort_ends_early_and_repeats_itself(problem: Problem) -> None:
    first, again = solved(problem, 0.01), solved(problem, 0.01)
    assert answer(first) == answer(again)
    assert first.status == FEASIBLE
    assert first.wall_s < 600


def test_enough_effort_proves_what_no_limit_proves(problem: Problem) -> None:
    first = solved(problem, 1000)
    assert answer(first) == answer(solved(problem, math.inf))
    assert first.status == OPTIMAL


def test_a_clock_is_over_when_all_effort_is_spent() -> None:
    clock = Clock(60, effort=1.0)
    clock.spend(0.5)
    assert not clock.over
    clock.spend(0.5)
    assert clock.over


def test_effort_makes_no_part_of_the_time_end_anything() -> None:
    assert Clock(60, effort=1.0).share(0.1) == pytest.approx(60, abs=1)
    assert Clock(60).share(0.1) == pytest.approx(6, abs=1)


def test_measured_seconds_decide_nothing_where_effort_is_limited() -> None:
    """A slower machine would leave out a step that another one takes."""
    assert [Clock(60).short_of(seconds) for seconds in (1, 1000)] == [False, True]
    clock = Clock(60, effort=1.0)
    assert not clock.short_of(1000)
    clock.spend(1.0)
    assert clock.short_of(0)
