"""The nearest legal plan is the one that trying everything finds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from scheduler.audit import audit
from scheduler.domain.problem import Problem
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL
from scheduler.explain.nearest import Nearest, nearest
from scheduler.replan import against
from scheduler.search.params import SolveParams
from tests import factory
from tests.agreement.brute_force import BruteForce, TooLarge
from tests.agreement.cities import tiny
from tests.explain.forcing import scattered
from tests.factory import event, placement

SEEDS = range(36)
AUDITS = 5_000
FAR = 1_000_000
"""Points of the smallest change, more than a tiny city can cost otherwise."""


def least(problem: Problem, weights: Mapping[str, int], change: int) -> int | None:
    """Least cost by brute force, with `change` multiplied."""
    policy = replace(
        problem.policy,
        weights=weights,
        change={k: v * change for k, v in problem.policy.change.items()},
    )
    return BruteForce(replace(problem, policy=policy), AUDITS).run()


def found(problem: Problem) -> Nearest:
    """The answer with one worker."""
    return nearest(problem, SolveParams(60, workers=1))


def test_nearest_and_then_cheapest_by_brute_force() -> None:
    said = {OPTIMAL: 0, INFEASIBLE: 0}
    for seed in SEEDS:
        city = tiny(seed)
        problem = against(city, scattered(city, random.Random(seed)))
        try:
            want = least(problem, problem.policy.weights, FAR)
        except TooLarge:
            continue
        answer = found(problem)
        said[answer.status] += 1
        assert answer.proven
        if answer.plan is None:
            assert want is None, seed
            continue
        judged = audit(problem, answer.plan)
        change = judged.cost_by_rule.get("change", 0)
        assert judged.ok
        assert (answer.change, answer.bound) == (change, change)
        assert change * FAR + judged.cost - change == want, seed
    assert said[OPTIMAL] >= 10
    assert said[INFEASIBLE] >= 4


def test_a_double_booking_is_parted_by_the_event_of_less_priority() -> None:
    events = [event("a", gross_m2=4000, priority=5), event("b", gross_m2=4000, priority=1)]
    given = factory.plan(placement("a", "2021-05-10", "h1"), placement("b", "2021-05-10", "h1"))
    problem = against(factory.problem(*events), given)
    answer = found(problem)
    assert (answer.status, answer.change, answer.proven) == (OPTIMAL, 10, True)
    assert answer.plan is not None
    assert answer.plan.by_event()["a"].place == given.placements[0].place
    assert answer.plan.by_event()["b"].show_first == given.placements[1].show_first


def test_wishes_decide_only_among_plans_that_are_as_near() -> None:
    """Both wish to be elsewhere, but only the one that nothing places goes there."""
    events = [
        event("a", gross_m2=4000, preferred_start="2021-05-20", priority=5),
        event("b", gross_m2=4000, preferred_start="2021-05-20"),
    ]
    given = factory.plan(placement("a", "2021-05-10", "h1"))
    answer = found(against(factory.problem(*events), given))
    assert answer.plan is not None
    rows = answer.plan.by_event()
    assert rows["a"].place == given.placements[0].place
    assert rows["b"].show_first == factory.day("2021-05-20")
    assert answer.change == 0


@pytest.mark.parametrize("weight", [0, 10**15])
def test_free_and_priceless_changes(weight: int) -> None:
    """Nothing overflows: where factors would be too large, what was found is still told."""
    change = dict.fromkeys(("date", "day", "venue", "halls", "unplaced"), weight)
    events = [event("a", gross_m2=4000), event("b", gross_m2=4000)]
    given = factory.plan(placement("a", "2021-05-10", "h1"), placement("b", "2021-05-10", "h1"))
    answer = found(against(factory.problem(*events, change=change), given))
    assert answer.change == 3 * weight * (weight > 0)
    assert answer.status == (FEASIBLE if weight else OPTIMAL)
    assert answer.proven is (weight == 0)
