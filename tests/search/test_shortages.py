"""What an aim lost when its halls were let, and where halls are then told apart."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import Ints
from scheduler.cpsat.model import Model
from scheduler.search.shortages import AROUND, Shortages
from tests.factory import event, hall, problem, venue


def city() -> Model:
    """Two shows in a venue of two halls, the larger of which wastes space."""
    halls = hall("h1", 5000), hall("h2", 9000)
    shows = [event(n, gross_m2=4000, show_days=3, move_in_days=1) for n in "ab"]
    return build(problem(
        *shows, venues=[venue("expo", *halls, runs=[], turnaround_days=2)],
        first="2021-04-01", last="2021-05-10",
    ))  # fmt: skip


def placed(model: Model, day: int, **halls: str) -> Ints:
    """The named shows opening so many days into the horizon, each in one hall."""
    out = np.zeros(len(model.upper), np.int64)
    for nv in model.needs:
        name = nv.need.event.id
        if name in halls:
            days = nv.site.days.tolist()
            out[nv.site.opens.start + days.index(model.draft.first + day)] = 1
            block = [b.halls for b in nv.blocks].index((halls[name],))
            out[nv.takes.start + block] = 1
    return out


def days(short: Shortages) -> list[int]:
    """Days on which halls of the venue are told apart."""
    return np.flatnonzero(short.areas["expo"]).tolist()


def test_who_got_no_hall_is_noted_with_the_days_around_its_stay() -> None:
    model, short = city(), Shortages()
    assert short.heed(model, placed(model, 15, a="h1", b="h2"), placed(model, 15, a="h1"))
    assert short.homeless == {"b"}
    # Moves in on day 14, shows until day 17, and the turnaround is over after day 19.
    assert days(short) == list(range(14 - AROUND, 20 + AROUND))


def test_what_is_known_is_nothing_new() -> None:
    model, short = city(), Shortages()
    lost = placed(model, 15, a="h1", b="h2"), placed(model, 15, a="h1")
    assert short.heed(model, *lost)
    assert not short.heed(model, *lost)


def test_dearer_halls_are_a_loss_but_nobody_is_out() -> None:
    model = city()
    dearer = placed(model, 15, a="h1", b="h1"), placed(model, 15, a="h1", b="h2")
    short = Shortages()
    assert short.heed(model, *dearer)
    assert short.homeless == set()
    assert not Shortages(all_year=True).heed(model, *dearer)


def test_the_horizon_ends_an_area_and_all_year_is_all_of_it() -> None:
    model = city()
    lost = placed(model, 1, a="h1", b="h2"), placed(model, 1, a="h1")
    short, whole = Shortages(), Shortages(all_year=True)
    assert short.heed(model, *lost)
    assert days(short) == list(range(6 + AROUND))
    assert whole.heed(model, *lost)
    assert days(whole) == list(range(model.draft.size))


def test_who_is_in_neither_is_out_without_an_area() -> None:
    model, short = city(), Shortages()
    alone = placed(model, 15, a="h1")
    assert not short.heed(model, alone, alone)
    assert short.homeless == {"b"}
    assert short.areas == {}
