"""Sets of stages for which there are no halls: by hand, and never against a legal plan."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.builder import build
from scheduler.cpsat.crowds import Crowds, _Subsets
from scheduler.cpsat.matrix import Floats
from scheduler.cpsat.model import Model
from scheduler.domain.event import Event
from scheduler.domain.span import Span
from tests.agreement.cities import lively, tiny
from tests.cpsat.legality import Court, crammed
from tests.factory import event, hall, problem, venue

CITIES = {"tiny": tiny, "lively": lively, "crammed": crammed}
SEEDS = [(kind, n) for kind in CITIES for n in range(1, 13)]

Row = tuple[frozenset[int], int]


def rows_of(model: Model, values: Floats) -> set[Row]:
    """Rows that a point breaks, as sets of literals with their limits; all weights are 1."""
    rows, high = Crowds(model).broken(values)
    found = set()
    for i, limit in enumerate(high.tolist()):
        part = rows[i].tocoo()
        assert set(part.data.tolist()) == {1.0}
        assert len(set(part.col.tolist())) == len(part.col)
        found.add((frozenset(part.col.tolist()), int(limit)))
    return found


def at(model: Model, values: dict[str, tuple[int, float]]) -> Floats:
    """A point: each named unit opens so many days into the horizon to such a share."""
    out = np.zeros(len(model.upper))
    for site in model.sites:
        index, share = values.get(site.site.unit.events[0].id, (0, 0.0))
        out[site.opens.start + site.days.tolist().index(model.draft.first + index)] = share
    return out


def covering(model: Model, day: int, turnaround: int, names: str) -> frozenset[int]:
    """Starts of units whose tenancy or turnaround covers a day of the horizon."""
    first, found = model.draft.first, set()
    for site in model.sites:
        (e,) = site.site.unit.events
        for opening, j in zip(site.days.tolist(), site.opens, strict=True):
            let = e.tenancy(opening)
            if e.id in names and first + day in Span(let.start, let.end + turnaround):
                found.add(j)
    return frozenset(found)


def city(turnaround: int, *events: Event) -> Model:
    """Model of a venue with the halls h1 and h2."""
    site = venue("expo", hall("h1"), hall("h2"), turnaround_days=turnaround)
    return build(problem(*events, venues=[site], last="2021-04-20"))


@pytest.mark.parametrize("turnaround", [0, 2])
def test_three_shows_of_which_any_two_fit(turnaround: int) -> None:
    shows = [event(n, gross_m2=4000, move_in_days=1) for n in "abc"]
    model = city(turnaround, *shows)
    values = at(model, {"a": (5, 0.9), "b": (5, 0.9), "c": (6, 0.9)})
    # a and b come to move in on day 4, c on day 5.
    assert rows_of(model, values) == {(covering(model, 5, turnaround, "abc"), 2)}


def test_a_fourth_that_is_alike_joins_the_row() -> None:
    shows = [event(n, gross_m2=4000) for n in "abc"]
    model = city(1, *shows, event("d", gross_m2=5000, show_days=2))
    values = at(model, dict.fromkeys("abc", (5, 0.9)))
    assert rows_of(model, values) == {(covering(model, 5, 1, "abcd"), 2)}


def test_one_that_fits_besides_stays_out() -> None:
    shows = [event(n, gross_m2=4000) for n in "abc"]
    model = city(1, *shows, event("d"))
    values = at(model, dict.fromkeys("abc", (5, 0.9)) | {"d": (5, 1.0)})
    assert rows_of(model, values) == {(covering(model, 5, 1, "abc"), 2)}


def test_days_are_told_apart() -> None:
    shows = [event(n, gross_m2=4000) for n in "abc"]
    model = city(0, *shows)
    assert rows_of(model, at(model, {"a": (5, 1.0), "b": (5, 1.0), "c": (8, 1.0)})) == set()
    last = rows_of(model, at(model, {"a": (5, 1.0), "b": (5, 1.0), "c": (7, 1.0)}))
    assert last == {(covering(model, 7, 0, "abc"), 2)}


def test_what_sums_to_the_limit_is_no_crowd() -> None:
    model = city(0, *(event(n, gross_m2=4000) for n in "abc"))
    assert rows_of(model, at(model, dict.fromkeys("abc", (5, 2 / 3)))) == set()


def test_two_that_never_fit_are_told_rather_than_three() -> None:
    wide = [event(n, gross_m2=9000) for n in "ab"]
    model = city(0, *wide, event("c", gross_m2=4000))
    values = at(model, dict.fromkeys("abc", (5, 0.9)))
    # Either show fills both halls, so that even the small one is widened into the row.
    every = covering(model, 5, 0, "abc")
    assert (every, 1) in rows_of(model, values)
    assert all(limit == 1 for _, limit in rows_of(model, values))


def test_needs_of_a_group_are_crowded_together() -> None:
    """Two members in both halls: the next show is one too many, wherever it stands."""
    pair = event("a", gross_m2=4000), event("b", gross_m2=4000, co_located_with="a")
    model = city(0, *pair, event("c", gross_m2=4000))
    values = at(model, {"a": (5, 0.9), "c": (7, 0.9)})
    assert {limit for _, limit in rows_of(model, values)} == {1}
    assert rows_of(model, at(model, {"a": (5, 0.9), "c": (8, 0.9)})) == set()


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_a_legal_plan_breaks_no_row(kind: str, seed: int) -> None:
    court = Court(CITIES[kind](seed))
    crowds, plans = Crowds(court.model), list(court.legal_starts(4, seed))
    for values in court.points(15, seed):
        rows, high = crowds.broken(values)
        assert (rows @ values > high).all()
        for plan in plans:
            assert (rows @ plan <= high).all()


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_more_than_the_limit_never_stand_together(kind: str, seed: int) -> None:
    court, rng = Court(CITIES[kind](seed)), random.Random(seed)
    for values in court.points(6, seed):
        found = sorted(
            (limit, sorted(literals)) for literals, limit in rows_of(court.model, values)
        )
        for limit, literals in rng.sample(found, min(len(found), 6)):
            by_unit: dict[int, list[int]] = {}
            for j in literals:
                by_unit.setdefault(id(court.home[j].site.unit), []).append(j)
            if len(by_unit) > limit:
                units = rng.sample(sorted(by_unit.values()), limit + 1)
                assert not court.stand_together([rng.choice(one) for one in units])


def test_random_cities_have_rows_of_three_and_four() -> None:
    """What the two tests above rest on."""
    limits: list[int] = []
    for seed in range(1, 8):
        court = Court(crammed(seed))
        for values in court.points(6, seed):
            limits += [limit for _, limit in rows_of(court.model, values)]
    assert limits.count(2) > 50
    assert limits.count(3) > 5


@given(st.lists(st.integers(0, 3), max_size=7), st.integers(1, 3))
def test_subsets_are_the_combinations_alike_ones_once(kinds: list[int], size: int) -> None:
    some = _Subsets(size)
    for kind in kinds:
        before = list(some.largest)
        some.add(kind)
        # Who looked at the first ones need only look at those after them.
        assert some.largest[: len(before)] == before
    assert len(set(some.largest)) == len(some.largest)
    assert set(some.largest) == {tuple(sorted(one)) for one in combinations(kinds, size)}
