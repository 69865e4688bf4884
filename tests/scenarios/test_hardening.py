"""What scenarios would take is left free, and nothing is allowed that was not."""

from __future__ import annotations

import random
from dataclasses import replace

from scheduler.audit import audit
from scheduler.domain.plan import Plan
from scheduler.domain.policy import DateProtection
from scheduler.domain.problem import Problem
from scheduler.scenarios.hardening import cheaper_by, hardened
from tests import factory
from tests.agreement.cities import lively, standing, tight
from tests.factory import closed_days, closure, event, hall, placement, venue


def broken(problem: Problem, plan: Plan) -> set[str]:
    """Rules that a plan breaks."""
    return {f.reason.rule for f in audit(problem, plan).hard}


def test_a_plan_is_legal_only_if_it_is_without_the_scenario() -> None:
    """Seeded plans of cities whose every rule has something to say."""
    same = differ = 0
    for seed in range(40):
        rng = random.Random(seed)
        city = replace(lively(seed % 8), near=None)
        harder = hardened(city, replace(city, policy=tight(city.policy, rng)))
        plan = standing(city, rng)
        mine, theirs = broken(city, plan), broken(harder, plan)
        assert mine <= theirs, seed
        assert theirs - mine <= {"closed-days", "date-protection", "closure", "capacity"}
        same += mine == theirs
        differ += mine != theirs
    assert same >= 5
    assert differ >= 5


def test_closures_and_closed_days_of_both() -> None:
    mine = factory.problem(
        event(), venues=[venue("expo", hall("h1", closures=(closure(1, 2),)), hall("h2"))],
        closed_days=(closed_days(5, 6),),
    )  # fmt: skip
    other = factory.problem(
        event(), closed_days=(closed_days(5, 6), closed_days(8, 9)),
        venues=[
            venue("expo", hall("h1", closures=(closure(3, 4),)), hall("new"),
                  closures=(closure(7, 7),)),
            venue("more"),
        ],
    )  # fmt: skip
    found = hardened(mine, other)
    (expo,) = found.venues
    assert [h.id for h in expo.halls] == ["h1", "h2"]
    assert expo.hall_by_id["h1"].closures == (closure(1, 2), closure(3, 4))
    assert expo.closures == (closure(7, 7),)
    assert found.policy.closed_days == (closed_days(5, 6), closed_days(8, 9))


def test_larger_needs_but_none_of_a_kind_that_was_not_needed() -> None:
    mine = factory.problem(event("a", gross_m2=4000, seats=0), event("b", seats=300))
    other = factory.problem(
        event("a", gross_m2=9000, seats=50), event("b", seats=100), event("new", gross_m2=1)
    )
    found = hardened(mine, other)
    assert found.events == (event("a", gross_m2=9000), event("b", seats=300))
    plan = factory.plan(placement("a", "2021-05-10", "h1", "h2"))
    assert "capacity" not in broken(mine, plan)


def test_the_longer_protection_theme_by_theme() -> None:
    events = [event(t, theme=t) for t in ("auto", "tea", "toys")]
    mine = factory.problem(*events, date_protection=DateProtection(60, {"tea": 90, "auto": 45}))
    other = factory.problem(*events, date_protection=DateProtection(50, {"auto": 70}))
    days = hardened(mine, other).policy.date_protection
    assert [days.days_of(t) for t in ("auto", "tea", "toys")] == [70, 90, 60]
    none = hardened(factory.problem(*events), factory.problem(*events)).policy.date_protection
    assert none.days_of("tea") is None


def test_a_scenario_that_forbids_nothing_leaves_the_city_as_it_is() -> None:
    city = factory.problem(event("a", gross_m2=4000))
    more = replace(city, events=(*city.events, event("b")), venues=(*city.venues, venue("more")))
    assert hardened(city, more) == city


def test_a_larger_need_saves_spare_area_at_most() -> None:
    """No legal plan costs less in the harder city by more than is said, and some cost that less."""
    tested = exact = 0
    for seed in range(60):
        rng = random.Random(seed)
        city = replace(lively(seed % 8), near=None)
        events = tuple(
            replace(e, gross_m2=e.gross_m2 and e.gross_m2 + rng.choice((0, 1, 700, 2500)))
            for e in city.events
        )
        harder = hardened(city, replace(city, events=events))
        plan = standing(city, rng)
        saved = audit(city, plan).cost_by_rule.get("waste", 0)
        saved -= audit(harder, plan).cost_by_rule.get("waste", 0)
        if not audit(harder, plan).ok and "capacity" in broken(harder, plan):
            continue
        assert saved <= cheaper_by(city, harder), seed
        tested += 1
        exact += saved > 0
    assert tested >= 10
    assert exact >= 3


def test_what_only_forbids_makes_nothing_cheaper() -> None:
    city = factory.problem(event("a", gross_m2=5000), event("b", seats=100))
    shut = replace(city, policy=replace(city.policy, closed_days=(closed_days(5, 6),)))
    fuller = replace(city, events=(city.events[0], replace(city.events[1], seats=200)))
    assert [cheaper_by(city, hardened(city, other)) for other in (shut, fuller)] == [0, 0]
    larger = replace(city, events=(replace(city.events[0], gross_m2=6001), city.events[1]))
    assert cheaper_by(city, hardened(city, larger)) == 2
