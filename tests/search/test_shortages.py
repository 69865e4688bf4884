"""What an aim lost when its halls were let: who, where and when."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.letting import let_halls
from scheduler.cpsat.matrix import Ints
from scheduler.cpsat.model import Model
from scheduler.search.shortages import AROUND, Shortages
from tests.factory import event, hall, problem, venue


def city(*areas: int, turnaround: int = 0) -> Model:
    """A venue of two halls, and shows of some areas."""
    shows = [event(f"e{n}", gross_m2=area) for n, area in enumerate(areas)]
    site = venue(
        "expo", hall("h1", 5000), hall("h2", 9000), runs=[["h1", "h2"]], turnaround_days=turnaround
    )
    return build(problem(*shows, venues=[site], first="2021-04-01", last="2021-05-20"))


def aim(model: Model, *days: int) -> Ints:
    """Starts so many days into the horizon, each in the cheapest block for it."""
    out = np.zeros(len(model.upper), np.int64)
    for site, day in zip(model.sites, days, strict=True):
        out[site.opens.start + site.days.tolist().index(model.draft.first + day)] = 1
    for nv in model.needs:
        out[min(nv.takes, key=model.points.__getitem__)] = 1
    return out


def days(short: Shortages) -> list[int]:
    """Days on which halls of the venue are told apart."""
    return np.flatnonzero(short.areas["expo"]).tolist()


@pytest.mark.parametrize("turnaround", [0, 2])
def test_who_had_no_halls_and_the_days_around(turnaround: int) -> None:
    model = city(4000, 4000, 4000, turnaround=turnaround)
    aimed = aim(model, 20, 20, 20)
    landed = let_halls(model, aimed, 10)
    short = Shortages()
    assert short.heed(model, aimed, landed)
    out = [s.site.unit.events[0].id for s in model.sites if not landed[list(s.opens)].any()]
    assert len(out) == 1
    assert short.homeless == set(out)
    assert days(short) == list(range(20 - AROUND, 20 + 3 + turnaround + AROUND))
    assert short.days == len(days(short))
    # The same again is nothing new; another day is.
    assert not short.heed(model, aimed, landed)
    later = aim(model, 35, 35, 35)
    assert short.heed(model, later, let_halls(model, later, 10))


def test_halls_that_cost_more_than_an_aim_took_them_to() -> None:
    """Two shows of the small hall on one day: the second wastes the large one."""
    model = city(4000, 4000)
    aimed = aim(model, 20, 20)
    landed = let_halls(model, aimed, 10)
    short = Shortages()
    assert short.heed(model, aimed, landed)
    assert not short.homeless
    assert days(short) == list(range(20 - AROUND, 23 + AROUND))


def test_with_few_units_all_year_and_only_for_who_had_none() -> None:
    model = city(4000, 4000)
    short = Shortages(all_year=True)
    aimed = aim(model, 20, 20)
    assert not short.heed(model, aimed, let_halls(model, aimed, 10))
    model = city(4000, 4000, 4000)
    aimed = aim(model, 20, 20, 20)
    assert short.heed(model, aimed, let_halls(model, aimed, 10))
    assert len(days(short)) == model.draft.size


def test_an_aim_whose_halls_are_there_teaches_nothing() -> None:
    model = city(4000, 8000)
    short = Shortages()
    aimed = aim(model, 20, 20)
    assert not short.heed(model, aimed, let_halls(model, aimed, 10))
    assert not short.areas
    # Who was left out by the aim itself is noted all the same.
    aimed[list(model.sites[0].opens)] = 0
    assert not short.heed(model, aimed, let_halls(model, aimed, 10))
    assert short.homeless == {"e0"}
