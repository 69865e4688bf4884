"""The best plan with few moves is the one that trying everything finds."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest

import scheduler.cpsat.outline
import scheduler.search.solve
from scheduler import replan
from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.relaxation import relax
from scheduler.domain.moves import MoveLimit, moved
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, OPTIMAL
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests import factory
from tests.agreement.brute_force import BruteForce, TooLarge
from tests.agreement.cities import standing, tiny
from tests.factory import event, placement

SEEDS = range(24)
AUDITS = 30_000
EFFORT = 0.3
"""Deterministic seconds of a solve that goes on until it is told to end."""


@dataclass
class Limited(BruteForce):
    """Brute force over the plans that move few events."""

    def _extend(self, depth: int, plan: Plan, own: int) -> None:
        assert self.problem.moves is not None
        decided = {choices[0].event.id for choices in self._choices[:depth]}
        if len(decided & moved(self.problem.moves.standing, plan)) <= self.problem.moves.most:
            super()._extend(depth, plan, own)


def limited(problem: Problem, plan: Plan, most: int) -> Problem:
    """The problem with a limit of moves from a plan."""
    return replace(problem, moves=MoveLimit(replan.standing(problem, plan), most))


@pytest.fixture
def by_outline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search every city as if it were a large one."""
    monkeypatch.setattr(scheduler.search.solve, "LARGE", 0)
    monkeypatch.setattr(scheduler.cpsat.outline, "FEW", 0)


def test_as_good_as_trying_everything() -> None:
    said = {OPTIMAL: 0, INFEASIBLE: 0}
    for seed in SEEDS:
        city = tiny(seed)
        plan = standing(city, random.Random(seed))
        for most in (0, 1, 2):
            problem = limited(city, plan, most)
            try:
                want = Limited(problem, AUDITS).run()
            except TooLarge:
                continue
            found = solve(problem, SolveParams(60, workers=1, start=plan))
            assert (found.cost, found.status) == (
                want, INFEASIBLE if want is None else OPTIMAL
            ), (seed, most)  # fmt: skip
            said[found.status] += 1
            if found.plan is not None:
                assert audit(city, found.plan).ok
                assert len(moved(problem.moves.standing, found.plan)) <= most  # type: ignore[union-attr]
    assert said[OPTIMAL] >= 20
    assert said[INFEASIBLE] >= 10


@pytest.mark.usefixtures("by_outline")
def test_an_outline_brackets_what_trying_everything_finds() -> None:
    """An outline need not prove it, but it finds a plan where there is one, and never too much."""
    plans = best = impossible = 0
    for seed in SEEDS[::2]:
        city = tiny(seed)
        plan = standing(city, random.Random(seed))
        for most in (0, 1, 2):
            problem = limited(city, plan, most)
            try:
                want = Limited(problem, AUDITS).run()
            except TooLarge:
                continue
            found = solve(problem, SolveParams(60, workers=1, start=plan, effort=EFFORT))
            if want is None:
                assert found.status == INFEASIBLE, (seed, most)
                impossible += 1
                continue
            assert found.plan is not None and found.cost is not None, (seed, most)
            assert found.bound is None or found.bound <= want <= found.cost, (seed, most)
            assert audit(city, found.plan).cost == found.cost
            assert problem.moves is not None and problem.moves.kept(found.plan)
            plans += 1
            best += found.cost == want
    assert plans >= 10
    assert best >= 0.9 * plans
    assert impossible >= 5


@pytest.mark.parametrize("large", [False, True])
def test_who_stays_in_more_halls_than_it_needs_has_not_moved(
    large: bool, request: pytest.FixtureRequest
) -> None:
    """By itself nobody would be given two halls where one is enough."""
    if large:
        request.getfixturevalue("by_outline")
    events = [event("a", gross_m2=5000), event("b", gross_m2=5000, preferred_start="2021-05-20")]
    plan = factory.plan(
        placement("a", "2021-05-10", "h1", "h2"), placement("b", "2021-05-10", "h3")
    )
    city = factory.problem(*events, weights={"same-industry": 0, "waste": 1})
    params = SolveParams(60, workers=1, effort=EFFORT)
    costs = [solve(limited(city, plan, most), params).cost for most in (0, 1, 2)]
    stays = audit(city, plan).cost
    assert costs[0] == stays
    assert costs[1] == stays - 60
    assert costs[2] is not None
    assert costs[2] < costs[1]


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        (("2021-05-10", "h1", "h2"), False),
        (("2021-05-10", "h2", "h1"), False),
        (("2021-05-11", "h1", "h2"), True),
        (("2021-05-10", "h2", "h3"), True),
        (("2021-05-10", "h1"), True),
    ],
)
def test_another_day_or_set_of_halls_is_a_move(after: tuple[str, ...], counts: bool) -> None:
    before = factory.plan(placement("a", "2021-05-10", "h1", "h2"))
    now = factory.plan(placement("a", *after))
    assert moved(before, now) == ({"a"} if counts else set())
    assert moved(now, before) == moved(before, now)


def test_dropped_and_newly_placed_events_are_moved() -> None:
    before = factory.plan(placement("a", "2021-05-10"), placement("b", "2021-05-10"))
    now = factory.plan(placement("a", "2021-05-10"), placement("c", "2021-05-10"))
    assert moved(before, now) == {"b", "c"}
    assert MoveLimit(before, 2).kept(now)
    assert not MoveLimit(before, 1).kept(now)


def test_each_event_of_a_group_counts() -> None:
    """Both would rather open on the 20th; one move is not enough for a group of two."""
    events = [
        event("a", preferred_start="2021-05-20"),
        event("b", preferred_start="2021-05-20", co_located_with="a"),
    ]
    plan = factory.plan(placement("a", "2021-05-10"), placement("b", "2021-05-10"))
    city = factory.problem(*events, weights={"same-industry": 0})
    costs = [
        solve(limited(city, plan, most), SolveParams(60, workers=1)).cost for most in (0, 1, 2)
    ]
    assert costs == [120, 120, 0]


def test_the_relaxation_sees_the_limit() -> None:
    """Two of three may move a day each to where they wish; by the third the bound is dearer."""
    events = [event(name, preferred_start="2021-05-11", priority=1) for name in "abc"]
    plan = factory.plan(*(placement(name, "2021-05-10") for name in "abc"))
    weights = {"same-industry": 0}
    bounds = []
    for most in range(4):
        problem = limited(factory.problem(*events, weights=weights), plan, most)
        found = relax(matrix_of(build(problem)), 60)
        assert found is not None
        bounds.append(found.bound)
    assert bounds == [6, 4, 2, 0]
