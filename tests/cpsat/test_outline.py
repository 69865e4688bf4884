"""An outline allows whatever the city allows, at no higher price; a choice allows no more."""

from __future__ import annotations

import numpy as np
import pytest

import scheduler.cpsat.outline
from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.outline import Outlook, is_elsewhere, narrowed
from scheduler.cpsat.packing import solve_part
from tests.agreement.cities import lively, small, tiny
from tests.cpsat.legality import crammed

CITIES = {"tiny": tiny, "lively": lively, "crammed": crammed}
SEEDS = [("tiny", n) for n in (0, 4, 11)] + [(k, n) for k in ("lively", "crammed") for n in (1, 3)]


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_outline_below_city_below_choice(
    kind: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler.cpsat.outline, "FEW", 0)
    made = CITIES[kind](seed)
    outlook = Outlook(made)
    costs = []
    for draft in (outlook.outline(), None, outlook.choices(0, 1)):
        model = build(made, draft)
        found = solve_part(model, matrix_of(model), None, None, seconds=60, seed=1)
        assert found.proven
        costs.append(np.inf if found.cost is None else found.cost)
    assert costs == sorted(costs)


def test_with_few_venues_nothing_is_elsewhere() -> None:
    made = lively(1)
    drafted = Outlook(made).outline()
    few = [u for u in drafted.units if len(u.sites) <= scheduler.cpsat.outline.FEW]
    assert few
    assert not any(is_elsewhere(s) for u in few for s in u.sites if len(u.sites) > 1)


def test_a_unit_of_a_choice_gets_further_venues_up_to_a_number() -> None:
    made = small(1, events=24)
    outlook = Outlook(made)
    choice = outlook.choices(0, 1)
    unit = max(choice.units, key=lambda u: len(outlook.able(u.events)) - len(u.sites))
    able = {v.id for v in outlook.able(unit.events)}
    before = [s.venue.id for s in unit.sites]
    assert len(able) > len(before) + 1
    outlook.widen(choice, unit, len(before) + 1)
    after = [s.venue.id for s in unit.sites]
    assert after[: len(before)] == before
    assert len(after) == len(set(after)) == len(before) + 1
    outlook.widen(choice, unit, 10**6)
    assert {s.venue.id for s in unit.sites} == able | set(before)


def test_narrowed_keeps_the_days_it_is_told_and_the_prices() -> None:
    draft = draft_of(lively(2))
    first = narrowed(draft, [[np.arange(draft.size) < 40 for _ in u.sites] for u in draft.units])
    for unit, old in zip(first.units, draft.units, strict=True):
        assert unit.events == old.events
        for site in unit.sites:
            same = next(s for s in old.sites if s.venue is site.venue)
            assert site.ok.tolist() == [ok and d < 40 for d, ok in enumerate(same.ok.tolist())]
            assert site.points.tolist() == same.points.tolist()
    # What is built twice from one draft is priced the same.
    assert build(lively(2), draft).points == build(lively(2), draft).points
