"""What is promising in a large city: more venues for who is elsewhere, a share for each."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.draft import Draft, Site, Unit
from scheduler.cpsat.matrix import Floats, matrix_of
from scheduler.cpsat.outline import Outlook
from scheduler.cpsat.relaxation import relax
from scheduler.domain.problem import Problem
from scheduler.search.promise import (
    ALONE,
    EACH,
    MANY,
    OTHERS,
    by_points,
    choice_of,
    promising,
    widen,
)
from tests.factory import event, hall, problem, venue


def city(venues: int = 20) -> Problem:
    """Of two shows one asks for a venue and has it to itself; the other may go anywhere."""
    sites = [venue(f"v{n:02}", hall("h1", gross_m2=5000)) for n in range(venues)]
    shows = event("asks", gross_m2=4000, preferred_venue="v00"), event("roams", gross_m2=4000)
    return problem(*shows, venues=sites)


def venues_of(draft: Draft) -> dict[str, list[str]]:
    """Venues of each unit."""
    return {u.events[0].id: [s.venue.id for s in u.sites] for u in draft.units}


@pytest.mark.parametrize("seed", range(1, 4))
def test_who_the_relaxation_has_elsewhere_gets_many_venues_and_others_none(seed: int) -> None:
    outlook = Outlook(city(), seed)
    choice = choice_of(outlook)
    before = venues_of(choice)
    assert {name: len(found) for name, found in before.items()} == {
        "asks": 1 + OTHERS, "roams": ALONE,
    }  # fmt: skip
    model = build(outlook.problem, outlook.outline())
    relaxation = relax(matrix_of(model), 60.0)
    assert relaxation is not None
    widen(outlook, choice, model, relaxation)
    after = venues_of(choice)
    assert after["asks"] == before["asks"]
    assert after["roams"][:ALONE] == before["roams"]
    assert len(set(after["roams"])) == len(after["roams"]) == MANY


def test_no_more_venues_than_there_are() -> None:
    outlook = Outlook(city(venues=8))
    choice = choice_of(outlook)
    model = build(outlook.problem, outlook.outline())
    relaxation = relax(matrix_of(model), 60.0)
    assert relaxation is not None
    widen(outlook, choice, model, relaxation)
    assert sorted(venues_of(choice)["roams"]) == [f"v{n:02}" for n in range(8)]


def apart(place: int, unit: Unit, site: Site) -> Floats:
    """Prices of which no two are alike: earlier days first, then the venues in order."""
    order = [s.venue.id for s in unit.sites].index(site.venue.id)
    days = np.arange(len(site.ok), dtype=float)
    return days * len(unit.sites) + order


@pytest.mark.parametrize("count", [5, 10, 30])
@pytest.mark.parametrize("sites", [3, 12])
def test_many_venues_have_a_share_of_the_starts_each(count: int, sites: int) -> None:
    """As many starts as asked for, or the share for each venue if that comes to more."""
    outlook = Outlook(city())
    draft = promising(outlook.choices(sites - 1, sites), apart, count, math.inf)
    found = {u.events[0].id: sum(int(s.ok.sum()) for s in u.sites) for u in draft.units}
    most = max(count, int(EACH * sites * count))
    assert most == {3: count, 12: int(1.56 * count)}[sites]
    assert found == {"asks": most, "roams": most}


def test_only_starts_near_the_best_are_promising() -> None:
    outlook = Outlook(city())
    draft = promising(outlook.choices(2, 3), apart, 10, 4.5)
    assert [sum(int(s.ok.sum()) for s in u.sites) for u in draft.units] == [5, 5]
    none = promising(outlook.choices(2, 3), by_points, 10, -1.0)
    assert all(s.ok.any() for u in none.units for s in u.sites)
