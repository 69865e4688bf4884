"""Halls let one stay after the other: as cheap as a solver's, no hall twice, or none at all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.first_fit import Opened, first_fit
from scheduler.cpsat.letting import _Letting
from scheduler.cpsat.model import Model
from scheduler.domain.venue import Venue
from tests.factory import closure, event, hall, problem, venue


def city(draws: np.random.Generator, shows: int, **site: object) -> tuple[Model, Venue]:
    """Four halls in a run, one of them closed for a while, two rooms, and some shows."""
    halls = (
        hall("h1", 5000), hall("h2", 5000, closures=(closure("2021-04-20", "2021-04-24"),)),
        hall("h3", 9000), hall("h4", 5000), hall("r1", 0, seats=300), hall("r2", 0, seats=900),
    )  # fmt: skip
    expo = venue("expo", *halls, runs=[["h1", "h2", "h3", "h4"]], **site)
    events = [
        event(
            f"e{n}",
            gross_m2=int(draws.choice([0, 4000, 8000, 9500])),
            seats=int(draws.choice([200, 800])),
            move_in_days=int(draws.integers(0, 3)),
            move_out_days=int(draws.integers(0, 2)),
        )
        for n in range(shows)
    ]
    made = problem(*events, venues=[expo], first="2021-04-01", last="2021-05-31")
    return build(made), made.venues[0]


def opened(model: Model, draws: np.random.Generator) -> list[Opened]:
    """All needs, each unit on a day drawn at random."""
    at = {id(site): int(draws.integers(len(site.days))) for site in model.sites}
    return [
        (nv, nv.site.opens[at[id(nv.site)]], int(nv.site.days[at[id(nv.site)]]))
        for nv in model.needs
    ]


@pytest.mark.parametrize("turnaround", [0, 2])
def test_what_it_finds_is_as_cheap_as_what_a_solver_finds(turnaround: int) -> None:
    draws = np.random.default_rng(3)
    found = none = 0
    for _ in range(60):
        model, site = city(draws, int(draws.integers(2, 9)), turnaround_days=turnaround)
        wanted = opened(model, draws)
        takes = first_fit(model, site, wanted)
        letting = _Letting(model, site)
        for one in wanted:
            letting.add(*one)
        told, proven = letting.solve(20.0, 1e9)
        assert proven
        if takes is None:
            none += 1
            continue
        found += 1
        assert all(value for _, value in told), "a solver leaves somebody out"
        best = sum(model.points[take] for take, _ in told)
        assert sum(model.points[take] for take in takes) == best
        stays = []
        for nv, _, day in wanted:
            (k,) = [k for k, take in enumerate(nv.takes) if take in takes]
            assert nv.blocks[k].ok[day - model.draft.first]
            e = nv.need.event
            end = day + e.show_days + e.move_out_days + turnaround
            stays.append((day - e.move_in_days, end, set(nv.blocks[k].halls)))
        for (a, b, mine), (c, d, theirs) in combinations(stays, 2):
            assert not mine & theirs or b <= c or d <= a
    assert found > 15
    assert none > 5


def test_too_many_halls_that_move_on_a_day_are_left_to_a_solver() -> None:
    """Two shows of one hall each that move in on the same day, and out on the same day."""
    shows = [event(f"e{n}", gross_m2=5000, move_in_days=1, move_out_days=1) for n in range(2)]
    for limit, can in ((2, True), (1, False)):
        site = venue("expo", moving_halls_per_day=limit)
        made = problem(*shows, venues=[site], first="2021-04-01", last="2021-04-30")
        model = build(made)
        wanted = [(nv, nv.site.opens[5], int(nv.site.days[5])) for nv in model.needs]
        assert (first_fit(model, made.venues[0], wanted) is not None) == can


def test_who_had_better_stay_is_left_to_a_solver() -> None:
    draws = np.random.default_rng(1)
    model, site = city(draws, 1)
    wanted = opened(model, draws)
    assert first_fit(model, site, wanted) is not None
    model.home[wanted[0][0].takes[0]] = wanted[0][2]
    assert first_fit(model, site, wanted) is None
