"""Rows that charge for started steps: exact for every choice, and the second row holds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduler.cpsat.builder import build
from scheduler.cpsat.compiled import compile_model
from scheduler.cpsat.encode.load import charge_steps
from scheduler.cpsat.model import Model
from scheduler.cpsat.rows import RowTable
from scheduler.cpsat.stays import Stays
from tests.factory import event, problem

DAYS = 6


@dataclass(frozen=True)
class Case:
    """Shows of some events, by first day and length, and what is charged."""

    loads: list[int]
    lengths: list[int]
    starts: list[int]
    level: int
    step: int


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Few events on few days, loads around the level."""
    step = draw(st.sampled_from((1, 10)))
    level = draw(st.integers(0, 4) if step == 1 else st.integers(0, 45))
    count = draw(st.integers(1, 4))
    lengths = draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    return Case(
        draw(st.lists(st.integers(0, 3 * level + 5), min_size=count, max_size=count)),
        lengths,
        [draw(st.integers(0, DAYS - length)) for length in lengths],
        level,
        step,
    )


def steps_of(case: Case) -> int:
    """Started steps over the level, by the definition."""
    total = 0
    for d in range(DAYS):
        load = sum(
            w
            for w, n, s in zip(case.loads, case.lengths, case.starts, strict=True)
            if s <= d < s + n
        )
        total += max(0, -(-(load - case.level) // case.step))
    return total


def charged(case: Case, grouped: bool) -> int:
    """Points that the model charges with every show on its day; grouped: all co-located."""
    events = [
        event(f"e{i}", show_days=n, co_located_with="e0" if grouped and i else "")
        for i, n in enumerate(case.lengths)
    ]
    city = problem(
        *events,
        first="2021-04-01",
        last=f"2021-04-{DAYS:02}",
        weights={"unplaced": 0, "same-industry": 0},
    )
    model = build(city)
    load = {e.id: w for e, w in zip(events, case.loads, strict=True)}
    pieces = [
        (i, 0, e.show_days, load[e.id], 0)
        for i, unit in enumerate(model.draft.units)
        for e in unit.events
    ]
    stays = Stays.of(model.starts, pieces)
    charge_steps(model, stays, level=case.level, step=case.step, points=1)
    return least_cost(model, dict(zip(load, case.starts, strict=True)))


def least_cost(model: Model, starts: dict[str, int]) -> int:
    """Least cost with the units opening on these days of the horizon."""
    compiled = compile_model(model)
    for site in model.sites:
        wanted = starts[site.site.unit.events[0].id] + model.draft.first
        for day, literal in zip(site.days.tolist(), site.opens, strict=True):
            compiled.cp.add(compiled.variables[literal] == (day == wanted))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(compiled.cp) == cp_model.OPTIMAL
    return round(solver.objective_value)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_events_alone(case: Case) -> None:
    assert charged(case, grouped=False) == steps_of(case)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_co_located_group(case: Case) -> None:
    first = min(case.starts)
    assume(first + max(case.lengths) <= DAYS)
    together = Case(case.loads, case.lengths, [first] * len(case.loads), case.level, case.step)
    assert charged(together, grouped=True) == steps_of(together)


@given(
    st.lists(st.integers(0, 200), max_size=6),
    st.one_of(
        st.tuples(st.integers(0, 50), st.just(1)),
        st.tuples(st.integers(1, 20), st.integers(0, 90)).map(lambda t: (2 * t[0] + t[1], t[0])),
    ),
)
def test_started_steps_are_superadditive(loads: list[int], rule: tuple[int, int]) -> None:
    level, step = rule
    alone = sum(max(0, -(-(w - level) // step)) for w in loads)
    assert alone <= max(0, -(-(sum(loads) - level) // step))


@pytest.mark.parametrize(("level", "rows"), [(10, 1), (19, 1), (20, 2), (40, 2)])
def test_the_second_row_only_where_it_holds(level: int, rows: int) -> None:
    model = build(problem(event(show_days=1), first="2021-04-01", last="2021-04-01"))
    model.rows = RowTable()
    charge_steps(model, Stays.of(model.starts, [(0, 0, 1, 50, 0)]), level=level, step=10, points=1)
    assert len(model.rows) == rows


def test_a_free_rule_makes_no_variables() -> None:
    model = build(problem(event(show_days=1), first="2021-04-01", last="2021-04-01"))
    before = len(model.upper)
    stays = Stays.of(model.starts, [(0, 0, 1, 50, 0)])
    charge_steps(model, stays, level=0, step=1, points=0)
    assert len(model.upper) == before
