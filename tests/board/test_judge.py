"""The quick audit says exactly what the audit says, whatever was edited before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.audit import audit
from scheduler.board.cells import SORTED
from scheduler.board.judge import ALONE, Judge
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.policy import Limits
from scheduler.domain.problem import Problem
from scheduler.rules import BY_ID
from tests.board.test_board_places import (
    DAYS,
    FIRST,
    LAST,
    VENUES,
    cities,
    days,
    events,
    places,
    policies,
)
from tests.factory import closure, event, problem

# e3 is no event of the city at first: a row that names nothing real.
names = st.sampled_from(["e0", "e1", "e2", "e3"])
# Few days, so that events meet.
near = st.sampled_from(DAYS[2:8])
kinds = st.one_of(
    st.tuples(st.just("place"), names, places, near),
    st.tuples(st.just("place"), names, places, days),
    st.tuples(st.just("halls"), names, places),
    st.tuples(st.just("day"), names, near),
    st.tuples(st.just("park"), names),
    st.tuples(st.just("turn")),
    st.tuples(st.just("close"), st.integers(0, 1), days),
    st.tuples(st.just("event"), names, events),
    st.tuples(st.just("drop"), names),
    st.tuples(st.just("policy"), policies),
)  # fmt: skip


def edited(problem: Problem, plan: Plan, edit: tuple[Any, ...]) -> tuple[Problem, Plan]:
    """A city and its plan after an edit, all else being the same objects."""
    kind, *args = edit
    if kind in ("halls", "day"):
        at = next((p for p in plan.placements if p.event_id == args[0]), None)
        if at is None:
            return problem, plan
        where = (at.venue_id, at.hall_ids), at.show_first
        args = [args[0], *((args[1], where[1]) if kind == "halls" else (where[0], args[1]))]
        kind = "place"
    if kind == "place":
        name, (venue, halls), day = args
        rows = {p.event_id: p for p in plan.placements}
        rows[name] = Placement(name, venue, halls, day)
        return problem, Plan(tuple(rows.values()))
    if kind == "park":
        return problem, plan.without(*args)
    if kind == "turn":
        return problem, Plan(plan.placements[1:] + plan.placements[:1])
    if kind == "close":
        at, day = args
        venues = list(problem.venues)
        shut = replace(closure("2021-04-10", "2021-04-11"), span=venues[at].open)
        shut = replace(shut, span=type(shut.span)(day, day + 2))
        venues[at] = replace(venues[at], closures=(*venues[at].closures, shut))
        return replace(problem, venues=tuple(venues)), plan
    if kind == "event":
        name, fields = args
        made = {**problem.event_by_id, name: event(name, **fields)}
        return replace(problem, events=tuple(made.values())), plan
    if kind == "drop":
        left = tuple(e for e in problem.events if e.id != args[0])
        return replace(problem, events=left), plan
    return replace(problem, policy=replace(problem.policy, **args[0])), plan


@settings(max_examples=250, deadline=None)
@given(cities(), st.lists(kinds, max_size=9), st.booleans())
def test_after_any_edits(
    city: tuple[Problem, Plan], edits: list[tuple[Any, ...]], back: bool
) -> None:
    problem, plan = city
    judge = Judge(problem)
    assert judge.audit(plan) == audit(problem, plan)
    steps = [(problem, plan)]
    for edit in edits:
        steps.append(edited(*steps[-1], edit))
    for problem, plan in steps + (steps[::-1] if back else []):
        if problem is not judge.problem:
            judge = Judge(problem, judge)
        assert judge.audit(plan) == audit(problem, plan)
        assert judge.audit(plan.without("e0")) == audit(problem, plan.without("e0"))


WALK = (
    ("expo", ("h2",)), ("expo", ("h2", "h3")), ("expo", ("h1",)), ("expo", ("h1", "h2")),
    ("fair", ("h1",)), ("expo", ("h3",)), ("fair", ("h1", "h2")), ("expo", ("h2", "h3")),
)  # fmt: skip
"""Halls of one event after the other, its days being the same."""


@pytest.mark.parametrize("rule", ["occupancy", "moving", "large-events"])
def test_after_changes_of_halls_alone(rule: str) -> None:
    fair = replace(VENUES[1], district="far")
    made = [event(f"e{i}", gross_m2=4000, show_days=3, move_in_days=1, daily_visitors=6000)
            for i in range(2)]  # fmt: skip
    city = problem(*made, venues=(VENUES[0], fair), first=FIRST, last=LAST,
                   limits=Limits(None, 5000, 1))  # fmt: skip
    judge, heard = Judge(city), set()
    stands = Placement("e0", "expo", ("h1",), DAYS[9])
    for venue, halls in WALK:
        plan = Plan((stands, Placement("e1", venue, halls, DAYS[9])))
        found = audit(city, plan)
        assert judge.audit(plan) == found
        heard.add(any(f.reason.rule == rule for f in found.findings))
    # The rule both spoke and was silent, so that what was said before would be wrong somewhere.
    assert heard == {True, False}


@pytest.mark.parametrize("rule", [*ALONE, *SORTED])
def test_the_rules_are_there(rule: str) -> None:
    assert rule in BY_ID
    assert not (rule in ALONE and rule in SORTED)
