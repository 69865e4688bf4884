"""The state of a plan when only some variables may be used."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.search.ruin import Ruin
from scheduler.search.state import State
from tests.agreement.cities import lively


def test_only_starts_within_are_taken() -> None:
    model = build(lively(3))
    matrix = matrix_of(model)
    within = np.random.default_rng(1).random(len(model.upper)) < 0.5
    for site in model.sites:
        within[site.opens.start + len(site.opens) // 2] = True
    state = State(model, matrix, within)
    ruin = Ruin(state, 1)
    ruin.construct()
    ruin.run(200, lambda cost: True, lambda: True)
    values = state.values()
    starts = np.concatenate([np.arange(s.opens.start, s.opens.stop) for s in model.sites])
    assert values[starts].sum() > 2
    assert within[starts[values[starts] > 0]].all()
    again = State(model, matrix, within)
    again.adopt(values)
    assert again.cost == state.cost
    assert (again.values() == values).all()
    assert State(model, matrix).cost == State(model, matrix, within).cost


def test_a_unit_without_a_start_within_stays_out() -> None:
    model = build(lively(3))
    within = np.ones(len(model.upper), bool)
    last = model.places(model.draft.units[-1])
    for site in last:
        within[site.opens.start : site.opens.stop] = False
    state = State(model, matrix_of(model), within)
    ruin = Ruin(state, 1)
    ruin.construct()
    ruin.run(100, lambda cost: True, lambda: True)
    assert not any(state.values()[site.opens.start : site.opens.stop].any() for site in last)
    assert state.values().sum() > 2
