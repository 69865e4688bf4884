"""How a time limit is shared out."""

from __future__ import annotations

import time

import pytest

from scheduler.workflow.budget import Budget
from tests.factory import event, problem


def year(events: int) -> Budget:
    made = problem(*(event(f"e{i}") for i in range(events)))
    return Budget.of(made, time.perf_counter(), 60)


def test_more_events_take_longer_to_write() -> None:
    assert year(1).writing_s < year(100).writing_s < year(1000).writing_s < 30


def test_a_machine_that_loads_slowly_is_taken_to_write_slowly() -> None:
    made = problem(*(event(f"e{i}") for i in range(1000)))
    kept = [Budget.of(made, 0.0, 600, load_s).writing_s for load_s in (0.5, 1.1, 2.2, 9, None)]
    idle, usual, busy, slow, unknown = kept
    assert 0 < idle == usual < busy < slow == unknown
    assert busy == pytest.approx(2 * idle)


@pytest.mark.parametrize("limit", [0.001, 1, 10, 600, 86_400])
def test_the_search_keeps_half_of_any_limit(limit: float) -> None:
    made = problem(*(event(f"e{i}") for i in range(2000)))
    budget = Budget.of(made, time.perf_counter(), limit)
    assert 0 < budget.reserve_s <= limit / 2


def test_what_the_search_leaves_is_there_to_explain_with() -> None:
    early = year(1)
    assert 59 < early.left_to_explain + early.writing_s <= 60
    late = Budget.of(problem(event("a")), time.perf_counter() - 90, 60)
    assert late.left_to_explain == late.explaining_s == 1.2
