"""Why an event is left out: small cities, one cause each."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.audit import audit
from scheduler.domain.plan import Plan
from scheduler.domain.policy import Coverage, DateProtection, Limits
from scheduler.domain.problem import Problem
from scheduler.domain.solution import OPTIMAL
from scheduler.domain.text import Text
from scheduler.explain.unplaced import explain_unplaced
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.factory import closed_days, event, hall, placement, plan, problem, venue

DAY = "2021-04-12"
ONE_HALL = (venue("expo", hall("h1")),)
THREE_DAYS: dict[str, Any] = {"earliest": DAY, "latest": "2021-04-14"}


def why(made: Problem, standing: Plan) -> dict[str, Text]:
    judged = audit(made, standing)
    assert judged.ok
    return {u.event_id: u.why for u in explain_unplaced(made, standing, judged) if u.why}


def solved(made: Problem) -> dict[str, Text]:
    """Reasons beside a plan that is proven best; none may say that it is not."""
    found = solve(made, SolveParams(300, 0, 1, 1))
    assert found.status == OPTIMAL and found.plan is not None
    reasons = why(made, found.plan)
    for text in reasons.values():
        assert "not proven" not in text.en and "未证明" not in text.zh
        assert "{" not in text.zh + text.en
    return reasons


def test_too_large_for_any_venue() -> None:
    made = problem(event("a", gross_m2=99999), event("b"), venues=[venue(), venue("two")])
    text = solved(made)["a"]
    assert text.en == "fits nowhere, even alone: 2 of 2 venues by capacity and features"
    assert "无处可排" in text.zh and "共 2 个场馆" in text.zh and "容量与设施" in text.zh


def test_every_venue_has_its_own_reason() -> None:
    made = problem(
        event("a", gross_m2=9000, **THREE_DAYS),
        venues=[venue("one", hall("h1")), venue("two", open=("2021-05-01", None))],
    )
    text = solved(made)["a"]
    assert "1 of 2 venues by capacity and features" in text.en
    assert "1 of 2 venues by window" in text.en
    assert "容量与设施" in text.zh and "举办窗口" in text.zh


def test_no_open_day_in_its_window() -> None:
    made = problem(event("a", **THREE_DAYS), closed_days=(closed_days(DAY, "2021-04-13"),))
    assert solved(made)["a"].en == "fits nowhere, even alone: 1 of 1 venues by closed days"


def test_crowded_out_of_the_only_hall() -> None:
    made = problem(
        event("a", gross_m2=5000, **THREE_DAYS),
        event("b", gross_m2=5000, booked_start="2021-04-11"),
        venues=ONE_HALL,
    )
    text = solved(made)["a"]
    assert text.en.startswith("places and days tried: 1, ")
    assert text.en.endswith("occupancy (Event b, 1)")
    assert "活动b" in text.zh and "展厅" in text.zh


def test_crowded_out_by_date_protection() -> None:
    made = problem(
        event("a", theme="tea", earliest=DAY, latest="2021-04-20"),
        event("b", theme="tea", booked_start="2021-05-03"),
        date_protection=DateProtection(30, {}),
    )
    text = solved(made)["a"]
    assert text.en.startswith("places and days tried: 7, ")
    assert text.en.endswith(": date protection (Event b, 7)")
    assert "同题材保护" in text.zh and "活动b" in text.zh


def test_dearer_than_leaving_it_out() -> None:
    made = problem(
        event("a", preferred_start=DAY, earliest="2021-04-22", latest="2021-04-30"),
        weights={"unplaced": 1},
    )
    text = why(made, Plan())["a"]
    # 10 days at 2 × 3 points, against 3 points for staying out.
    assert text.en.startswith("could open at Venue expo on 2021-04-22, but ") and "57" in text.en
    assert "expo会展中心" in text.zh and "2021-04-22" in text.zh and "高出 57 分" in text.zh


def test_as_dear_as_leaving_it_out() -> None:
    made = problem(event("a", **THREE_DAYS), weights={"unplaced": 0})
    text = why(made, Plan())["a"]
    assert text.en.endswith("would cost as much as leaving it out")
    assert "同价" in text.zh


def test_cheaper_is_said_of_a_plan_that_is_not_best() -> None:
    made = problem(event("a", **THREE_DAYS), event("b"))
    text = why(made, plan(placement("b", DAY)))["a"]
    # 3 × 500 points, less 3 × 2 for two events of one industry a day.
    assert f"could open at Venue expo on {DAY} " in text.en and "1494" in text.en
    assert "not proven best" in text.en and "1494" in text.zh and "未证明" in text.zh


def test_a_rule_that_it_breaks_by_itself_names_nobody() -> None:
    made = problem(
        event("a", gross_m2=9000, move_in_days=1, **THREE_DAYS),
        venues=[venue(moving_halls_per_day=1)],
    )
    text = solved(made)["a"]
    assert text.en.endswith(": moving limit (1)")
    assert text.zh.endswith("：布撤展上限（1）")


def test_each_member_of_a_group_is_told() -> None:
    made = problem(
        event("a", gross_m2=5000, leaders_open=True, **THREE_DAYS),
        event("b", co_located_with="a", leaders_open=True),
        limits=Limits(openings_per_day=1),
    )
    reasons = solved(made)
    assert set(reasons) == {"a", "b"}
    assert reasons["a"] == reasons["b"]
    assert "city leaders" in reasons["a"].en or "openings" in reasons["a"].en.lower()


def test_hard_coverage_missing_elsewhere_is_no_reason() -> None:
    made = problem(
        event("a", gross_m2=5000, **THREE_DAYS),
        event("b", gross_m2=5000, is_brand=True, **THREE_DAYS),
        venues=ONE_HALL,
        coverage=Coverage(brand_events=1, required=True),
        industries=["marine"],
    )
    assert "coverage" not in solved(made)["a"].en


@pytest.mark.parametrize("turnaround, free", [(0, True), (2, False)])
def test_turnaround_counts(turnaround: int, free: bool) -> None:
    made = problem(
        event("a", gross_m2=5000, earliest=DAY, latest="2021-04-14"),
        event("b", gross_m2=5000, booked_start="2021-04-15"),
        venues=[venue("expo", hall("h1"), turnaround_days=turnaround)],
        weights={"unplaced": 1},
    )
    text = why(made, plan(placement("b", "2021-04-15", "h1")))["a"]
    assert ("places and days tried" not in text.en) == free


def test_nothing_left_out_means_nothing_to_say() -> None:
    assert why(problem(event("a")), plan(placement("a", DAY))) == {}


def test_what_there_was_no_time_for_is_said() -> None:
    made = problem(
        event("a", gross_m2=99999, priority=2),
        event("b", gross_m2=99999, priority=5),
        event("c", gross_m2=99999, priority=4),
    )
    asked: list[bool] = []

    def go_on() -> bool:
        asked.append(not asked)
        return asked[-1]

    found = explain_unplaced(made, Plan(), audit(made, Plan()), go_on)
    told = {u.event_id: u.why for u in found}
    assert list(told) == ["a", "b", "c"]
    assert told["b"].en.startswith("fits nowhere")
    assert told["c"] == told["a"]
    assert told["a"].en.startswith("time ran out")
    assert told["a"].zh.startswith("时间用尽")
