"""The change-versus-quality curve of tiny cities is the one that trying everything finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

import scheduler.cpsat.outline
import scheduler.search.solve
from scheduler import replan
from scheduler.audit import audit
from scheduler.domain.moves import MoveLimit, moved
from scheduler.domain.policy import Coverage
from scheduler.domain.solution import INFEASIBLE, OPTIMAL, UNKNOWN
from scheduler.scenarios.brackets import Point
from scheduler.scenarios.curve import Curve, curve, fewest, staying, steps
from scheduler.search.params import SolveParams
from tests import factory
from tests.agreement.brute_force import TooLarge
from tests.agreement.cities import standing, tiny
from tests.factory import event, placement
from tests.search.test_moves import Limited

SEEDS = range(12)
AUDITS = 30_000
PARAMS = SolveParams(60, workers=1)
EFFORT = 0.3
"""Deterministic seconds for each solve that goes on until it is told to end."""


def check(found: Curve) -> None:
    """Each plan is legal, costs what is said and moves as many as is said."""
    for p in found.points:
        if p.plan is not None:
            judged = audit(found.problem, p.plan)
            assert (judged.ok, judged.cost) == (True, p.cost)
            assert len(moved(found.standing, p.plan)) == p.moved
            assert p.moved is not None
            assert p.moved <= p.moves


def tried(found: Curve) -> Iterator[tuple[Point, int | None]]:
    """Points beside what trying everything finds; those too large left out."""
    for p in found.points:
        limit = MoveLimit(found.standing, p.moves)
        try:
            yield p, Limited(replace(found.problem, moves=limit), AUDITS).run()
        except TooLarge:
            continue


def test_as_good_as_trying_everything() -> None:
    costs, impossible = 0, 0
    for seed in SEEDS:
        city = tiny(seed)
        found = curve(city, standing(city, random.Random(seed)), PARAMS)
        check(found)
        assert found.proven
        for p, want in tried(found):
            assert p.cost == want, (seed, p.moves)
            costs += want is not None
            impossible += want is None
        if found.free.cost is not None:
            assert found.points[-1].cost == found.free.cost
    assert costs >= 10
    assert impossible >= 5


def test_a_large_city_has_brackets_around_what_trying_everything_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Searched by its outline; the curve falls all the same, and its bounds with it."""
    monkeypatch.setattr(scheduler.search.solve, "LARGE", 0)
    monkeypatch.setattr(scheduler.cpsat.outline, "FEW", 0)
    best = points = 0
    for seed in SEEDS:
        city = tiny(seed)
        found = curve(city, standing(city, random.Random(seed)), replace(PARAMS, effort=EFFORT))
        check(found)
        for a, b in pairwise(found.points):
            assert a.cost is None or (b.cost is not None and b.cost <= a.cost)
            assert a.bound is None or b.bound is None or b.bound <= a.bound
        for p, want in tried(found):
            if want is None:
                assert p.status == INFEASIBLE, (seed, p.moves)
            else:
                assert p.cost is not None and p.bound is not None, (seed, p.moves)
                assert p.bound <= want <= p.cost, (seed, p.moves)
                points += 1
                best += p.cost == want
    assert points >= 10
    assert best >= 0.9 * points


def test_fewest_moves_by_what_is_broken() -> None:
    """Two shows in one hall, and one on closed days: two must move, whatever else happens."""
    events = [event(i, gross_m2=5000) for i in "abcd"]
    halls = ("h1", "h1", "h2", "h3")
    rows = [placement(e.id, "2021-05-10", h) for e, h in zip(events, halls, strict=True)]
    shut = factory.hall("h2", closures=(factory.closure("2021-05-10", None),))
    expo = factory.venue("expo", factory.hall("h1"), shut, factory.hall("h3"))
    city = factory.problem(*events, venues=[expo], weights={"same-industry": 0})
    plan = factory.plan(*rows)
    assert fewest(audit(city, plan)) == 2
    found = curve(city, plan, PARAMS)
    assert [(p.moves, p.status) for p in found.points][:2] == [(0, INFEASIBLE), (1, INFEASIBLE)]
    assert found.points[-1].moved == 2


def test_what_stays_longer_has_not_moved() -> None:
    """A plan's own last days are of no account once an event goes on for a day more."""
    row = replace(placement("a", "2021-05-10", "h1"), stated=(("show_last", 0),))
    city = factory.problem(event("a", gross_m2=5000))
    found = curve(city, factory.plan(row), PARAMS)
    assert [(p.moves, p.status) for p in found.points] == [(0, OPTIMAL)]


def test_each_further_move_is_worth_less() -> None:
    """Four shows wish to be elsewhere; moving the first one is worth most."""
    events = [
        event(f"e{n}", priority=n, preferred_start=f"2021-05-{n * 6:02}", gross_m2=5000)
        for n in (1, 2, 3, 4)
    ]
    plan = factory.plan(*(placement(e.id, "2021-04-03", "h1", venue=f"v{e.id}") for e in events))
    venues = [factory.venue(f"ve{n}", factory.hall("h1")) for n in (1, 2, 3, 4)]
    found = curve(
        factory.problem(*events, venues=venues, weights={"same-industry": 0}), plan, PARAMS
    )
    off = {n: 2 * n * (27 + n * 6) for n in (1, 2, 3, 4)}
    total = sum(off.values())
    assert [(p.moves, p.status, p.cost) for p in found.points] == [
        (0, OPTIMAL, total),
        (1, OPTIMAL, total - off[4]),
        (2, OPTIMAL, total - off[4] - off[3]),
        (4, OPTIMAL, 0),
    ]


def test_a_standing_plan_that_is_best_has_one_point() -> None:
    plan = factory.plan(placement("a", "2021-05-10", "h1"))
    city = factory.problem(event("a", gross_m2=5000, preferred_start="2021-05-10"))
    found = curve(city, plan, PARAMS)
    assert [(p.moves, p.status, p.cost, p.moved) for p in found.points] == [(0, OPTIMAL, 0, 0)]


def test_what_names_nothing_real_counts_as_nothing() -> None:
    """The row of an event that is gone is no move, and points of `change` are no cost."""
    plan = factory.plan(placement("a", "2021-05-10", "h1"), placement("gone", "2021-05-10", "h2"))
    city = factory.problem(
        event("a", gross_m2=5000), venues=[factory.venue(closures=(factory.closure(0, None),)),
                                           factory.venue("other")],
    )  # fmt: skip
    found = curve(replan.against(city, plan), plan, PARAMS)
    told = [(p.moves, p.status, p.cost, p.moved) for p in found.points]
    assert told == [(0, INFEASIBLE, None, None), (1, OPTIMAL, 0, 1)]


def test_inputs_without_a_plan_have_none_at_any_number_of_moves() -> None:
    events = [
        event(i, gross_m2=15000, booked_start="2021-05-10", booked_halls=["expo/h1"]) for i in "ab"
    ]
    found = curve(factory.problem(*events), factory.plan(), PARAMS)
    assert found.free.status == INFEASIBLE
    assert [(p.moves, p.status) for p in found.points] == [(0, INFEASIBLE)]


def test_out_of_time_leaves_brackets() -> None:
    """Nothing but the audit of the standing plan takes place: what it costs, and who might move."""
    plan = factory.plan(placement("a", "2021-05-10", "h1"))
    city = factory.problem(event("a", gross_m2=5000, preferred_start="2021-05-20"))
    stopped = SolveParams(60, workers=1)
    stopped.stop.said = True
    found = curve(city, plan, stopped)
    told = [(p.moves, p.cost, p.bound, p.missing) for p in found.points]
    assert told == [(0, 60, 60, False), (1, 60, 0, True)]


def test_a_point_without_a_plan_keeps_what_is_known_without_a_search() -> None:
    """The hall of a is shut, and c must make room for it: one move is not enough.

    Only coverage tells so, which takes a search, and there is no time for that.
    """
    day = {"earliest": "2021-05-10", "latest": "2021-05-12", "preferred_start": "2021-05-20"}
    events = [event(i, gross_m2=m2, **day) for i, m2 in (("a", 9000), ("b", 4000), ("c", 4000))]
    shut = factory.hall("h1", 9000, closures=(factory.closure("2021-05-10", None),))
    halls = (shut, factory.hall("h2"), factory.hall("h3", 9000), factory.hall("h4"))
    city = factory.problem(
        *events, venues=[factory.venue("expo", *halls, runs=())],
        coverage=Coverage(0, 3, True), weights={"same-industry": 0, "waste": 0},
        industries=("marine",),
    )  # fmt: skip
    plan = factory.plan(*(
        placement(i, "2021-05-10", h) for i, h in zip("abc", ("h1", "h2", "h3"), strict=True)
    ))  # fmt: skip
    found = curve(city, plan, replace(PARAMS, time_limit_s=0.0))
    told = [(p.moves, p.status, p.cost, p.bound) for p in found.points]
    assert told[:2] == [(0, INFEASIBLE, None, None), (1, UNKNOWN, None, 120)]
    assert all(b.bound is not None and b.bound <= 60 for b in found.points[2:])


def test_those_that_stay_cost_what_they_did() -> None:
    """Three are ten days off their wish, by priority; the fourth owes for having no place."""
    events = [
        event(i, gross_m2=5000, priority=p, preferred_start="2021-05-20")
        for i, p in zip("abc", (3, 2, 1), strict=True)
    ]
    rows = (placement(i, "2021-05-10", h) for i, h in zip("abc", ("h1", "h2", "h3"), strict=True))
    city = factory.problem(*events, event("d", gross_m2=5000), weights={"same-industry": 0})
    judged = audit(city, factory.plan(*rows))
    assert judged.ok
    assert [staying(judged, n) for n in range(6)] == [1620, 120, 60, 20, 0, 0]


def test_steps() -> None:
    assert [steps(n) for n in range(6)] == [
        [], [1], [1, 2], [1, 2, 3], [1, 2, 4], [1, 2, 4, 5],
    ]  # fmt: skip


