"""The quick audit says exactly what the audit says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.audit import audit
from scheduler.board.judge import ALONE, Judge
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.rules import BY_ID
from tests.board.test_board_places import cities, days, places


@settings(max_examples=150, deadline=None)
@given(cities(), st.lists(st.tuples(st.integers(0, 3), places, days), max_size=8))
def test_after_any_edits(city: tuple[Problem, Plan], moves: list[tuple[int, object, int]]) -> None:
    problem, plan = city
    judge = Judge(problem)
    assert judge.audit(plan) == audit(problem, plan)
    for event, (venue, halls), day in moves:  # type: ignore[misc]
        # e3 is no event of the city: a row that names nothing real.
        plan = plan.with_placement(Placement(f"e{event}", venue, halls, day))
        assert judge.audit(plan) == audit(problem, plan)
        assert judge.audit(plan.without("e0")) == audit(problem, plan.without("e0"))


def test_the_rules_are_there() -> None:
    assert set(ALONE) <= set(BY_ID)
