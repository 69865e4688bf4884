"""Rule `coverage`: each industry has its brand events and events, hard or soft."""

from __future__ import annotations

from scheduler.audit import audit
from scheduler.domain.plan import Plan
from scheduler.domain.policy import Coverage
from scheduler.domain.problem import Problem
from tests.factory import event, placement, plan, problem
from tests.rules.judging import findings, owners, points, told

EVENTS = [
    event("brand", is_brand=True, industries=("marine", "food")),
    event("plain", industries=("food",)),
]
BOTH = plan(placement("brand", "2021-04-10"), placement("plain", "2021-04-20"))
BRAND = BOTH.without("plain")


def city(brand_events: int, events: int, required: bool = True) -> Problem:
    """Two industries with this goal."""
    goal = Coverage(brand_events, events, required)
    return problem(*EVENTS, coverage=goal, weights={"coverage": 700})


def judged(goal: Problem, placed: Plan) -> list[tuple[str, int]]:
    """Case and amount of each finding."""
    return [(f.reason.case, f.amount) for f in findings(goal, placed, "coverage")]


def test_further_industries_count_like_the_main_one() -> None:
    assert judged(city(1, 1), BRAND) == []


def test_a_brand_event_counts_in_both_counts() -> None:
    assert judged(city(1, 2), BOTH) == [("events", 1)]
    assert judged(city(2, 1), BOTH) == [("brand_events", 1), ("brand_events", 1)]


def test_unplaced_events_do_not_count() -> None:
    assert judged(city(1, 1), plan()) == [
        ("brand_events", 1), ("events", 1), ("brand_events", 1), ("events", 1)
    ]  # fmt: skip
    assert judged(city(0, 2), BRAND) == [("events", 1), ("events", 1)]


def test_no_goal() -> None:
    assert judged(city(0, 0), plan()) == []


def test_hard_when_required() -> None:
    assert not audit(city(1, 2), BOTH).ok
    assert "coverage" not in audit(city(1, 2), BOTH).cost_by_rule


def test_soft_otherwise() -> None:
    soft = city(1, 3, required=False)
    assert audit(soft, BOTH).ok
    assert points(soft, BOTH, "coverage") == 700 * (2 + 1)
    assert owners(soft, BOTH, "coverage") == {None}


def test_default_price() -> None:
    goal = Coverage(brand_events=1)
    assert points(problem(*EVENTS, coverage=goal), BOTH.without("brand"), "coverage") == 6000


def test_sentence() -> None:
    goal = city(1, 2)
    (finding,) = findings(goal, BOTH, "coverage")
    assert told(goal, finding) == (
        "marine产业 只有 1 个活动，目标 2",
        "Industry marine: events: 1, the goal is 2",
    )
