"""The plan that is chosen for being cheap to mend, beside what trying everything finds."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from scheduler import replan
from scheduler.audit import audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.robustness import MEAN, MEASURES, WORST, Epsilon, Robustness, figure
from scheduler.domain.solution import INFEASIBLE, OPTIMAL
from scheduler.domain.text import Text
from scheduler.outputs.robustness import honesty
from scheduler.scenarios.robust import Rule, robust
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests import factory
from tests.agreement.brute_force import BruteForce, TooLarge
from tests.agreement.cities import tiny
from tests.factory import event, placement

PARAMS = SolveParams(120, workers=1)
AUDITS = 30_000


def shut(problem: Problem, hall: tuple[str, str], first: int, last: int, name: str) -> Scenario:
    """The city with one hall closed for some days."""
    closed = factory.closure(first, last)
    venues = tuple(
        replace(v, halls=tuple(
            replace(h, closures=(*h.closures, closed)) if (v.id, h.id) == hall else h
            for h in v.halls
        ))
        for v in problem.venues
    )  # fmt: skip
    return Scenario(f"{name}.yaml", Text(name, name), replace(problem, venues=venues))


def outages(problem: Problem, rng: random.Random, count: int = 3) -> list[Scenario]:
    halls = [(v.id, h.id) for v in problem.venues for h in v.halls]
    found = []
    for n in range(count):
        first = rng.randrange(problem.horizon.start, problem.horizon.end)
        last = first + rng.randint(3, 12)
        found.append(shut(problem, rng.choice(halls), first, last, f"s{n}"))
    return found


def least(scenario: Scenario, plan: Plan) -> int | None:
    """What mending a plan costs at least, by brute force."""
    return BruteForce(replan.against(scenario.problem, plan), AUDITS).run()


def check(
    problem: Problem, best: Plan, chosen: Plan, scenarios: list[Scenario], found: Robustness
) -> None:
    """All figures are true, the limit is kept, and the choice is never worse than the best."""
    judged = audit(problem, chosen)
    assert (judged.ok, judged.cost) == (True, found.chosen_cost)
    assert found.best_cost == audit(problem, best).cost
    assert found.chosen_cost <= found.limit == found.epsilon.limit(found.best_cost)
    for scenario, test in zip(scenarios, found.scenarios, strict=True):
        for plan, repaired in ((best, test.best), (chosen, test.chosen)):
            if test.counts:
                assert (repaired.status, repaired.bound) == (OPTIMAL, repaired.cost)
                assert repaired.cost == least(scenario, plan)
            else:
                assert test.best.status == INFEASIBLE
    if found.best_figure is not None:
        assert found.chosen_figure is not None
        assert found.chosen_figure <= found.best_figure
    assert found.proven


@pytest.mark.parametrize("measure", MEASURES)
def test_true_figures_within_the_limit_and_never_worse(measure: str) -> None:
    better = told = 0
    for seed in range(14):
        city = tiny(seed)
        best = solve(city, PARAMS).plan
        if best is None:
            continue
        scenarios = outages(city, random.Random(seed))
        rule = Rule(Epsilon(points=20), measure)
        chosen, found = robust(city, best, scenarios, rule, PARAMS)
        try:
            check(city, best, chosen, scenarios, found)
        except TooLarge:
            continue
        told += 1
        if found.best_figure is not None and found.chosen_figure != found.best_figure:
            better += 1
    assert told >= 5
    assert better >= 1


def halls_to_choose_from() -> tuple[Problem, Plan, list[Scenario]]:
    """Three halls are as good as each other; two of them are at risk on the wished days."""
    city = factory.problem(event("a", gross_m2=5000, preferred_start="2021-05-10"))
    best = factory.plan(placement("a", "2021-05-10", "h1"))
    day = factory.day
    scenarios = [
        shut(city, ("expo", h), day("2021-05-09"), day("2021-05-12"), h) for h in ("h1", "h2")
    ]
    return city, best, scenarios


@pytest.mark.parametrize("measure", MEASURES)
def test_goes_on_until_no_scenario_hits(measure: str) -> None:
    """From h1 to h2, which the next scenario shuts, to h3, where nothing happens."""
    city, best, scenarios = halls_to_choose_from()
    chosen, found = robust(city, best, scenarios, Rule(Epsilon(points=0), measure), PARAMS)
    assert chosen.by_event()["a"].hall_ids == ("h3",)
    assert found.chosen_figure == 0
    assert found.best_figure == (30 if measure == WORST else 15)
    assert (found.best_cost, found.chosen_cost, found.exhausted) == (0, 0, True)


def test_what_mending_made_of_the_best_plan_is_tried() -> None:
    """A new event's booking strikes no hall, day or need that a plan could leave free before."""
    city, best, _ = halls_to_choose_from()
    booked = event(
        "b", gross_m2=5000, booked_start="2021-05-10", booked_halls=("expo/h1",)
    )
    more = Scenario("s.yaml", Text("s", "s"), replace(city, events=(*city.events, booked)))
    chosen, found = robust(city, best, [more], Rule(Epsilon(points=0), WORST), PARAMS)
    assert chosen.by_event()["a"].hall_ids != ("h1",)
    assert (found.best_figure, found.chosen_figure) == (30 + 6, 6)  # 6 for b itself
    assert (found.tried, found.exhausted) == (2, True)


def test_a_dearer_plan_only_within_the_limit() -> None:
    """Only the day of the wish is at risk; to avoid it costs six points a day."""
    city = factory.problem(
        event("a", gross_m2=15000, preferred_start="2021-05-10"), change={"date": 100}
    )
    best = factory.plan(placement("a", "2021-05-10", "h1", "h2", "h3"))
    day = factory.day("2021-05-10")
    scenarios = [shut(city, ("expo", "h1"), day, day, "s")]
    costs = {}
    for points in (5, 6):
        _, found = robust(city, best, scenarios, Rule(Epsilon(points=points), MEAN), PARAMS)
        costs[points] = (found.chosen_cost, found.chosen_figure)
    assert costs == {5: (0, 6 + 300 + 3), 6: (6, 6)}


def test_scenarios_that_nothing_can_mend_do_not_count() -> None:
    city, best, scenarios = halls_to_choose_from()
    booked = replace(city.events[0], booked_start=factory.day("2021-05-10"), gross_m2=15001)
    hopeless = Scenario("x.yaml", Text("无", "None"), city.with_event(booked))
    _, found = robust(
        city, best, [hopeless, *scenarios], Rule(Epsilon(points=0), MEAN), PARAMS
    )
    assert [t.counts for t in found.scenarios] == [False, True, True]
    assert found.scenarios[0].best.status == INFEASIBLE
    assert found.best_figure == 15
    assert found.chosen_figure == 0
    chosen, found = robust(city, best, [hopeless], Rule(Epsilon(points=0), MEAN), PARAMS)
    assert (chosen, found.best_figure, found.tried) == (best, None, 1)


def test_beside_a_standing_plan_its_distance_counts_for_the_limit() -> None:
    """From h1, where it stands, to h3 costs ten points a priority, which the limit has to allow."""
    city, best, scenarios = halls_to_choose_from()
    near = replan.against(city, best)
    moving = audit(near, factory.plan(placement("a", "2021-05-10", "h3"))).cost
    assert moving == 30
    told = {}
    for points in (moving - 1, moving):
        chosen, found = robust(near, best, scenarios, Rule(Epsilon(points=points), MEAN), PARAMS)
        told[points] = (chosen.by_event()["a"].hall_ids, found.chosen_cost, found.chosen_figure)
    assert told == {moving - 1: (("h1",), 0, 15), moving: (("h3",), moving, 0)}


def test_on_a_day_on_which_it_has_begun_no_scenario_moves_it() -> None:
    """It stays in the hall that is shut, so that any hall is as good; before that day it moves."""
    city, best, scenarios = halls_to_choose_from()
    figures = []
    for today in (None, factory.day("2021-05-10")):
        rule = Rule(Epsilon(points=0), MEAN, today)
        chosen, found = robust(city, best, scenarios, rule, PARAMS)
        figures.append((chosen.by_event()["a"].hall_ids, found.best_figure, found.chosen_figure))
    assert figures == [(("h3",), 15, 0), (("h1",), 0, 0)]


def test_no_time_to_try_leaves_the_best_plan() -> None:
    city, best, scenarios = halls_to_choose_from()
    stopped = SolveParams(60, workers=1)
    stopped.stop.said = True
    chosen, found = robust(city, best, scenarios, Rule(Epsilon(points=0), MEAN), stopped)
    assert chosen == best
    assert [t.best.status for t in found.scenarios] == ["unknown", "unknown"]
    assert found.best_figure is None
    assert not found.exhausted
    assert not found.proven
    (told,) = honesty(found)
    assert "too short" in told.en
    assert "时间不够" in told.zh


def test_limits() -> None:
    assert Epsilon(share=Fraction("0.02")).limit(2241) == 2241 + 44
    assert Epsilon(points=7).limit(2241) == 2248
    assert [str(Epsilon(share=Fraction(s))) for s in ("0.02", "0.0125")] == ["2%", "1.25%"]
    assert str(Epsilon(points=7)) == "7"


def test_measures() -> None:
    assert figure(WORST, [3, 9, 6]) == 9
    assert figure(MEAN, [3, 9, 7]) == Fraction(19, 3)
    assert figure(MEAN, []) is None
    assert figure(MEAN, [3, None]) is None


def test_a_trial_that_contradicts_itself_does_not_lose_the_plan() -> None:
    """A bound that is wrong makes every search for another plan fail, and that is said."""
    city, best, scenarios = halls_to_choose_from()
    rule = Rule(Epsilon(points=0), WORST)
    chosen, found = robust(city, best, scenarios, rule, PARAMS, floor=1)
    assert chosen == best
    assert set(found.mistakes) == {"bound 1 lies above the cost 0 of a legal plan"}
    assert not found.exhausted
    told = honesty(found)[-1]
    assert found.mistakes[0] in told.zh and found.mistakes[0] in told.en


def test_without_mistakes_none_is_told() -> None:
    city, best, scenarios = halls_to_choose_from()
    _, found = robust(city, best, scenarios, Rule(Epsilon(points=0), WORST), PARAMS, floor=0)
    assert found.mistakes == ()
    assert len(honesty(found)) == 2
