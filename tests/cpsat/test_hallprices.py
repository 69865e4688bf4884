"""Rows from prices of hall-days: by hand, and never against a legal plan."""

from __future__ import annotations

import random

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.crowds import Crowds
from scheduler.cpsat.hallprices import LEAST, UNIT, HallPrices
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.relaxation import relax
from scheduler.domain.event import Event
from tests.agreement.cities import lively, tiny
from tests.cpsat.legality import Court, crammed
from tests.factory import closure, event, hall, problem, venue

CITIES = {"tiny": tiny, "lively": lively, "crammed": crammed}
SEEDS = [(kind, n) for kind in CITIES for n in range(1, 13)]


def city(*events: Event, turnaround: int = 0, closures: tuple[object, ...] = ()) -> Model:
    """Model of a venue with the halls h1, h2 and h3 in a row, the last of which may be closed."""
    halls = hall("h1"), hall("h2"), hall("h3", closures=closures)
    site = venue("expo", *halls, runs=[["h1", "h2", "h3"]], turnaround_days=turnaround)
    return build(problem(*events, venues=[site], first="2021-04-01", last="2021-04-20"))


def at(model: Model, share: float, **days: int) -> np.ndarray:
    """A point at which the named shows open so many days into the horizon, each to a share."""
    out = np.zeros(len(model.upper))
    for site in model.sites:
        name = site.site.unit.events[0].id
        if name in days:
            day = model.draft.first + days[name]
            out[site.opens.start + site.days.tolist().index(day)] = share
    return out


def starts(model: Model, name: str) -> dict[int, int]:
    """Day of the horizon and literal of each start of a show."""
    (site,) = [s for s in model.sites if s.site.unit.events[0].id == name]
    first = model.draft.first
    return {d - first: j for d, j in zip(site.days.tolist(), site.opens, strict=True)}


@pytest.mark.parametrize("turnaround", [0, 2])
def test_shows_of_two_halls_of_three_share_the_middle_one(turnaround: int) -> None:
    wide = [event(n, gross_m2=8000, show_days=2, move_out_days=1) for n in "ab"]
    model = city(*wide, turnaround=turnaround)
    rows, high = HallPrices(model).broken(at(model, 0.9, a=5, b=6))
    assert rows.shape[0] == 1
    row = {j: w / high[0] for j, w in zip(rows.indices, rows.data, strict=True)}
    # Each pays for the middle hall, on one day at least on which both want it.
    assert row[starts(model, "a")[5]] == 1
    assert row[starts(model, "b")[6]] == 1
    assert starts(model, "a")[6 + 3 + turnaround] not in row


def test_a_closed_hall_is_no_way_out() -> None:
    """Three shows of one hall fit side by side unless a hall is closed for one day of them."""
    shows = [event(n, gross_m2=4000) for n in "abc"]
    free, shut = city(*shows), city(*shows, closures=(closure("2021-04-07", "2021-04-07"),))
    assert HallPrices(free).broken(at(free, 1.0, a=5, b=5, c=5))[0].shape[0] == 0
    rows, high = HallPrices(shut).broken(at(shut, 1.0, a=5, b=5, c=5))
    assert rows.shape[0] >= 1
    assert (rows @ at(shut, 1.0, a=5, b=5, c=8) <= high).all()


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_venues_are_looked_at_as_long_as_it_may_go_on(looks: int) -> None:
    """Two venues are crowded; each is asked about once, and its program ends before a look."""
    wide = [event(n, gross_m2=8000, show_days=2) for n in "abcd"]
    halls = [hall(f"h{n}") for n in (1, 2, 3)]
    sites = [venue(v, *halls, runs=[["h1", "h2", "h3"]]) for v in "xy"]
    model = build(problem(*wide, venues=sites, first="2021-04-01", last="2021-04-20"))
    point = np.zeros(len(model.upper))
    for site in model.sites:
        at_home = site.site.venue.id == {"a": "x", "b": "x"}.get(site.site.unit.events[0].id, "y")
        if at_home:
            point[site.opens.start + 5] = 0.9
    left = [True] * looks
    prices = HallPrices(model)
    assert len(prices.broken(point)[1]) == 2
    prices.go_on = lambda: bool(left and left.pop())
    assert len(prices.broken(point)[1]) == looks


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_a_legal_plan_breaks_no_row(kind: str, seed: int) -> None:
    court = Court(CITIES[kind](seed))
    prices, plans = HallPrices(court.model), list(court.legal_starts(4, seed))
    for values in court.points(15, seed):
        rows, high = prices.broken(values)
        assert (rows.data == np.rint(rows.data)).all()
        assert (rows @ values > high + LEAST * UNIT).all()
        for plan in plans:
            assert (rows @ plan <= high).all()


@pytest.mark.parametrize("seed", range(1, 25))
def test_who_stands_together_breaks_no_row(seed: int) -> None:
    """Sets of starts that the audit finds halls for, and those that it does not."""
    court, rng = Court(crammed(seed)), random.Random(seed)
    prices = HallPrices(court.model)
    by_unit: dict[int, list[int]] = {}
    for j, site in court.home.items():
        by_unit.setdefault(id(site.site.unit), []).append(j)
    for _ in range(12):
        units = rng.sample(sorted(by_unit.values()), min(len(by_unit), rng.randint(2, 5)))
        chosen = [rng.choice(mine) for mine in units]
        point = np.zeros(len(court.model.upper))
        point[chosen] = 1.0
        if prices.broken(point)[0].shape[0]:
            assert not court.stand_together(chosen)


def test_they_lift_bounds_where_counting_rows_and_crowds_do_not() -> None:
    lifted = 0
    for seed in range(1, 61):
        model = build(crammed(seed))
        matrix, crowds = matrix_of(model), Crowds(model)
        counted = relax(matrix, 10.0)
        if counted is None or len(crowds.broken(counted.values)[1]):
            continue
        lifted += len(HallPrices(model).broken(counted.values)[1]) > 0
    assert lifted > 4
