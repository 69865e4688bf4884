"""Two plans side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.plan import Placement, Plan
from scheduler.domain.span import day_of
from scheduler.scenarios.compare import compare, compare_answer, hall_days, visitors
from tests import factory
from tests.factory import event, placement
from tests.outputs.report_factory import PLAN, city


def placed(event: str, venue: str, halls: str, day: str) -> Plan:
    """The plan with one event put elsewhere."""
    ids = tuple(halls.split())
    return PLAN.with_placement(Placement(event, venue, ids, day_of(f"2021-{day}")))


def why(after: Plan, before: Plan = PLAN) -> list[tuple[str, str, str]]:
    found = compare(city(), before, after)
    return [(c.event_id, c.why.zh, c.why.en) for c in found.changes]


def test_nothing_differs() -> None:
    found = compare(city(), PLAN, Plan(PLAN.placements[::-1]))
    assert found.changes == ()
    assert found.before.cost == found.after.cost


def test_order_of_halls_is_no_change() -> None:
    assert why(placed("tea", "expo", "h2 h1", "05-15")) == []


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            placed("tea", "expo", "h1 h2", "05-12"),
            (
                "tea",
                "提前 3 天：正合意愿日期；日期意愿 -18 分",
                "3 days earlier: on the day it wished for; Preferred date -18 points",
            ),
        ),
        (
            placed("tea", "expo", "h2 h3", "05-15"),
            ("tea", "换展厅：本活动自身分值不变", "Other halls: the same points for itself"),
        ),
        (
            placed("summit", "expo", "r1", "05-21"),
            (
                "summit",
                "推迟 1 天，改到海湾会展中心：离意愿日期远 1 天；场馆意愿 -60 分；日期意愿 +6 分",
                "1 day later, now at Bay Expo Centre: 1 day further from its wish; "
                "Preferred venue -60 points; Preferred date +6 points",
            ),
        ),
    ],
)
def test_why(after: Plan, told: tuple[str, str, str]) -> None:
    assert why(after) == [told]


def test_placed_and_not_placed() -> None:
    without = PLAN.without("fair")
    assert why(without)[0][1:] == (
        "不再排入：未排入 +1,500 分", "Not placed any more: Unplaced +1,500 points",
    )  # fmt: skip
    assert why(PLAN, without)[0][2] == "Newly placed: Unplaced -1,500 points"


def test_what_was_illegal_and_who_came_instead() -> None:
    clash = placed("evil", "expo", "h1", "05-15")
    assert why(PLAN, clash)[0][2].startswith("3 days earlier, other halls: it broke a hard rule (")
    after = placed("tea", "expo", "h2 h3", "05-15").with_placement(
        Placement("evil", "expo", ("h1",), day_of("2021-05-15"))
    )
    told = {e: en for e, _, en in why(after)}
    assert told["tea"].startswith("Other halls: its old place goes to 🎪 ")


def test_what_the_old_place_would_break_by_now() -> None:
    """Nobody came to it, but the next show in its hall is too near."""
    halls = {"gross_m2": 5000}
    expo = factory.venue(turnaround_days=2)
    city = factory.problem(event("a", **halls), event("b", **halls), venues=[expo])
    a, b = placement("a", "2021-05-10", "h1"), placement("b", "2021-05-14", "h2")
    after = factory.plan(replace(a, show_first=a.show_first - 7), replace(b, hall_ids=("h1",)))
    told = {c.event_id: c.why for c in compare(city, factory.plan(a, b), after).changes}
    assert told["a"].en.startswith("7 days earlier: its old place would break a hard rule (")
    assert "free days needed between them in Venue expo Hall h1: 2, there: 1" in told["a"].en
    assert told["a"].zh.startswith("提前 7 天：原位如今会违反硬规则（")


def test_dearer_for_itself_is_no_reason_by_itself() -> None:
    a, b = event("a", preferred_start="2021-05-10", priority=1), event("b", priority=1)
    rows = [placement(e, "2021-05-10") for e in "ab"]
    after = factory.plan(replace(rows[0], show_first=rows[0].show_first + 3), rows[1])
    [change] = compare(factory.problem(a, b), factory.plan(*rows), after).changes
    assert change.why.en == (
        "3 days later: 3 days further from its wish; Preferred date +6 points"
    )
    weights = {"same-industry": 5}
    [change] = compare(
        factory.problem(a, b, weights=weights), factory.plan(*rows), after
    ).changes
    assert change.why.en.endswith(
        "+6 points; in its old place the city as a whole would pay 9 points more"
    )


def test_what_the_city_would_pay_if_it_had_stayed() -> None:
    """Two shows of one industry, and one that shares the place of the first."""
    partner = event("c", industries=("food",), co_located_with="a")
    city = factory.problem(event("a"), event("b"), partner)
    rows = [placement(e, "2021-05-10") for e in "abc"]
    later = [replace(r, show_first=r.show_first + 7) if r.event_id != "b" else r for r in rows]
    told = {c.event_id: c.why for c in compare(city, Plan(tuple(rows)), Plan(tuple(later))).changes}
    en = "7 days later: in its old place the city as a whole would pay 6 points more"
    assert (told["a"].en, told["c"].en) == (en, en)
    assert told["a"].zh == "推迟 7 天：若留在原位，全市合计多 6 分"


def test_not_every_move_of_many_is_asked_about() -> None:
    """Each leaves another show of its industry; the reason takes an audit of its own."""
    slugs = [f"i{n:02}" for n in range(23)]
    stay, go = ([event(f"{e}-{s}", industries=(s,)) for s in slugs] for e in ("stay", "go"))
    city = factory.problem(*stay, *go, industries=slugs)
    before = factory.plan(*(placement(e.id, "2021-05-10") for e in (*stay, *go)))
    moved = [placement(e.id, "2021-05-17") for e in go]
    after = factory.plan(*(placement(e.id, "2021-05-10") for e in stay), *moved)
    told = [c.why.en for c in compare(city, before, after).changes]
    assert told == [
        *["7 days later: in its old place the city as a whole would pay 6 points more"] * 20,
        *["7 days later: the same points for itself"] * 3,
    ]


def test_answer() -> None:
    after = PLAN.without("tea")
    found = compare(replace(city(), near=PLAN), PLAN, after)
    said = compare_answer(found)
    assert said["visitors"] == found.both(visitors) == [32_000, 0]
    assert said["hall_days"] == found.both(hall_days) == [2 * 8 + 3 + 1, 4]
    assert said["coverage"]["food"] == [
        {"brand_events": 1, "events": 2}, {"brand_events": 0, "events": 1},
    ]  # fmt: skip
    assert "change" not in said["cost_by_rule"]
    assert said["changes"][0]["to"] is None
    assert list(said["changes"][0]) == ["event_id", "from", "to", "why_zh", "why_en"]
