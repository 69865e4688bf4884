"""Conflicts between starts: exact by hand, and never of two starts that can stand together."""

from __future__ import annotations

import random

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.cliques import broken_cliques
from scheduler.cpsat.conflicts import Conflicts
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model
from scheduler.domain.policy import DateProtection
from scheduler.domain.problem import Problem
from tests.agreement.cities import lively, tiny
from tests.cpsat.legality import Court, crammed
from tests.factory import closure, event, hall, problem, venue

DAYS = {"first": "2021-04-01", "last": "2021-04-30"}
CITIES = {"tiny": tiny, "lively": lively, "crammed": crammed}
SEEDS = [("tiny", n) for n in range(12)] + [
    (kind, n) for kind in ("lively", "crammed") for n in range(1, 13)
]


def apart(model: Model, one: str, other: str) -> set[int]:
    """Days from each start of a unit to those starts of another that it conflicts with."""
    conflicts = Conflicts(model, matrix_of(model))
    of = {site.site.unit.events[0].id: site for site in model.sites}
    mine, theirs = of[one], of[other]
    middle = mine.opens[len(mine.opens) // 2]
    day = int(mine.days[middle - mine.opens.start])
    found = conflicts.of(middle).tolist()
    assert all(middle in conflicts.of(j) for j in found)
    return {int(d) - day for d, j in zip(theirs.days, theirs.opens, strict=True) if j in found}


def a_venue(turnaround: int = 0, **h3: object) -> Problem:
    """Halls h1, h2 and h3 of 5,000 m² in a run."""
    halls = hall("h1"), hall("h2"), hall("h3", **h3)
    return problem(venues=[venue("expo", *halls, turnaround_days=turnaround)], **DAYS)


def city(venues: Problem, *events: object) -> Model:
    """Model of the events at the venues of another problem."""
    return build(problem(*events, venues=venues.venues, **DAYS))  # type: ignore[arg-type]


@pytest.mark.parametrize("turnaround", [0, 2])
def test_shows_too_wide_for_one_run_conflict_where_tenancies_meet(turnaround: int) -> None:
    a = event("a", gross_m2=10000, move_in_days=1, move_out_days=1)
    b = event("b", gross_m2=9000, show_days=2, move_out_days=3)
    model = city(a_venue(turnaround), a, b)
    # With a opening on day 0 its tenancy is days −1 to 3: b, five days from its opening on, may
    # open on day 4 plus turnaround, or on day −6 less turnaround.
    assert apart(model, "a", "b") == set(range(-5 - turnaround, 4 + turnaround))
    assert apart(model, "b", "a") == {-d for d in range(-5 - turnaround, 4 + turnaround)}


def test_shows_for_which_there_are_halls_do_not_conflict() -> None:
    model = city(a_venue(2), event("a", gross_m2=10000), event("b", gross_m2=5000))
    assert apart(model, "a", "b") == set()


def test_a_room_is_no_hall_for_another_need() -> None:
    both = event("a", gross_m2=10000, seats=100)
    model = city(a_venue(seats=100), both, event("b", gross_m2=5000))
    assert apart(model, "a", "b") == {-2, -1, 0, 1, 2}


def test_needs_of_a_group_count_together_on_the_days_on_which_both_are_let() -> None:
    a = event("a", gross_m2=5000, move_in_days=4, move_out_days=1)
    b = event("b", gross_m2=5000, co_located_with="a", move_in_days=1, move_out_days=3)
    model = city(a_venue(1), a, b, event("c", gross_m2=10000))
    # Both are let from one day before the opening to day 3, then turnaround: −1 to 4.
    assert apart(model, "a", "c") == set(range(-4, 5))
    assert apart(city(a_venue(1), a, event("c", gross_m2=10000)), "a", "c") == set()


@pytest.mark.parametrize(("last", "expected"), [(None, {-2, -1, 0, 1, 2}), ("2021-04-20", set())])
def test_only_a_block_that_is_closed_for_good_does_not_help(
    last: str | None, expected: set[int]
) -> None:
    venues = a_venue(closures=(closure("2021-04-01", last),))
    model = city(venues, event("a", gross_m2=10000), event("b", gross_m2=5000))
    assert apart(model, "a", "b") == expected


def test_features_narrow_the_halls() -> None:
    a, b = (event(n, gross_m2=5000, requires=["pit"]) for n in "ab")
    assert apart(city(a_venue(features=["pit"]), a, b), "a", "b") == {-2, -1, 0, 1, 2}


def test_booked_halls_conflict_with_those_who_need_them() -> None:
    a = event("a", gross_m2=5000, booked_halls=["expo/h2"])
    model = city(a_venue(), a, event("b", gross_m2=10000))
    assert apart(model, "a", "b") == {-2, -1, 0, 1, 2}
    assert apart(city(a_venue(), a, event("b", gross_m2=5000)), "a", "b") == set()


def test_all_starts_of_a_unit_conflict() -> None:
    venues = a_venue().venues[0], venue("forum")
    model = build(problem(event("a", gross_m2=5000), event("b"), venues=venues, **DAYS))
    conflicts = Conflicts(model, matrix_of(model))
    mine = {j for site in model.sites if site.site.unit.events[0].id == "a" for j in site.opens}
    for j in mine:
        assert set(conflicts.of(j).tolist()) == mine - {j}


def test_shows_of_a_theme_conflict_until_the_free_days_lie_between_them() -> None:
    a, b = event("a", theme="tea"), event("b", theme="tea", show_days=1)
    model = build(problem(a, b, date_protection=DateProtection(5, {}), **DAYS))
    # The shows are days 0 to 2 and one day: five free days are days 3 to 7, and −5 to −1.
    assert apart(model, "a", "b") == set(range(-5, 8))


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_starts_in_conflict_never_stand_together(kind: str, seed: int) -> None:
    court = Court(CITIES[kind](seed))
    conflicts = Conflicts(court.model, matrix_of(court.model))
    pairs = [
        (i, j)
        for i in court.home
        for j in conflicts.of(i).tolist()
        if i < j and j in court.home and court.home[i].site.unit is not court.home[j].site.unit
    ]
    for i, j in random.Random(seed).sample(pairs, min(len(pairs), 150)):
        assert not court.stand_together([i, j]), (i, j)


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_among_some_starts_the_same_conflict_as_among_all(kind: str, seed: int) -> None:
    court = Court(CITIES[kind](seed))
    conflicts = Conflicts(court.model, matrix_of(court.model))
    starts, draws = np.flatnonzero(court.starts), np.random.default_rng(seed)
    for share in (0.1, 0.5, 1.0):
        some = starts[draws.random(len(starts)) < share]
        among = conflicts.among(some)
        for place in draws.permutation(len(some))[:40].tolist():
            told = some[among(place)].tolist()
            assert told == some[np.isin(some, conflicts.of(int(some[place])))].tolist()


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_a_clique_is_widened_by_the_smallest_reduced_cost_first(kind: str, seed: int) -> None:
    court = Court(CITIES[kind](seed))
    conflicts = Conflicts(court.model, matrix_of(court.model))
    draws = np.random.default_rng(seed)
    open_ = draws.random(len(court.model.upper)) < 0.9
    for values in court.points(6, seed):
        reduced = draws.random(len(values))
        for clique in broken_cliques(conflicts, values, reduced, open_):
            members = [j for j in clique.tolist() if values[j] > 1e-6]
            # One by one, among all: some at zero come in, until no other conflicts with each.
            wide = [j for j in clique.tolist() if j in members]
            rest = open_ & court.starts
            for j in wide:
                rest &= np.isin(np.arange(len(rest)), conflicts.of(j))
            for j in sorted(np.flatnonzero(rest).tolist(), key=lambda j: reduced[j]):
                if all(j in conflicts.of(k) for k in wide[len(members) :]):
                    wide.append(j)
            assert sorted(wide) == clique.tolist()


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_a_legal_plan_breaks_no_clique(kind: str, seed: int) -> None:
    court = Court(CITIES[kind](seed))
    conflicts = Conflicts(court.model, matrix_of(court.model))
    open_ = np.ones(len(court.model.upper), bool)
    plans = list(court.legal_starts(4, seed))
    draws = np.random.default_rng(seed)
    for values in court.points(15, seed):
        for clique in broken_cliques(conflicts, values, draws.random(len(values)), open_):
            assert values[clique].sum() > 1
            assert court.starts[clique].all()
            for j in clique.tolist():
                assert set(clique.tolist()) - {j} <= set(conflicts.of(j).tolist())
            assert all(plan[clique].sum() <= 1 for plan in plans)


def test_random_cities_have_cliques_of_several_units_and_legal_plans() -> None:
    """What the two tests above rest on."""
    wide = plans = 0
    for seed in range(2, 8):
        court = Court(crammed(seed))
        conflicts = Conflicts(court.model, matrix_of(court.model))
        plans += sum(int(plan.sum() > 1) for plan in court.legal_starts(2, seed))
        for values in court.points(10, seed):
            for clique in broken_cliques(conflicts, values, values, values >= 0):
                wide += len({id(court.home[j].site.unit) for j in clique.tolist()}) > 2
    assert wide >= 20
    assert plans >= 20


def test_closed_literals_stay_out_of_cliques() -> None:
    court = Court(crammed(6))
    conflicts = Conflicts(court.model, matrix_of(court.model))
    open_ = np.random.default_rng(1).random(len(court.model.upper)) < 0.7
    found = [c for v in court.points(10, 1) for c in broken_cliques(conflicts, v, v, open_)]
    assert found
    assert all(open_[clique].all() for clique in found)
