"""Rule `unplaced`: weight × priority for each event not placed."""

from __future__ import annotations

from scheduler.audit import audit
from tests.factory import event, placement, plan, problem
from tests.rules.judging import points

EVENTS = [event("low", priority=1), event("high", priority=5)]
CITY = problem(*EVENTS)


def test_each_event_left_out() -> None:
    assert points(CITY, plan(), "unplaced") == 500 * (1 + 5)
    assert points(CITY, plan(placement("high", "2021-04-10")), "unplaced") == 500
    both = plan(placement("high", "2021-04-10"), placement("low", "2021-04-20"))
    assert points(CITY, both, "unplaced") == 0


def test_the_event_pays() -> None:
    assert audit(CITY, plan()).cost_by_event == {"low": 500, "high": 2500}


def test_weight() -> None:
    assert points(problem(*EVENTS, weights={"unplaced": 7}), plan(), "unplaced") == 42


def test_a_row_that_names_nothing_real_places_nobody() -> None:
    assert points(CITY, plan(placement("low", "2021-04-10", "h9")), "unplaced") == 3000
