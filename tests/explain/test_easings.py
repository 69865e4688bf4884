"""What is eased asks one unit less, and its price is the one that trying everything finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.audit import audit
from scheduler.domain.policy import Coverage, DateProtection, Limits
from scheduler.domain.problem import Problem
from scheduler.errors import UsageError
from scheduler.explain.easings import easings
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from scheduler.workflow import Stands, prices
from tests import factory
from tests.agreement.brute_force import BruteForce, TooLarge
from tests.agreement.cities import tiny
from tests.factory import event, hall, placement, venue

AUDITS = 20_000
PARAMS = SolveParams(60, workers=1)


def stands(problem: Problem) -> Stands | None:
    """The best plan of a city, proven."""
    best = solve(problem, PARAMS)
    if best.plan is None:
        return None
    return Stands(problem, best.plan, audit(problem, best.plan), best.bound, None, ())


def test_everything_is_listed_once_with_words_in_both_languages() -> None:
    closed = factory.closure("2021-05-10", None)
    problem = factory.problem(
        event("a", theme="tea", booked_start="2021-05-10"), event("b", theme="auto"),
        event("c", booked_halls=["expo/h1"]),
        venues=[venue("expo", hall("h1", closures=(closed,)), moving_halls_per_day=2,
                      closures=(closed, factory.closure("2022-05-10", None)))],
        closed_days=(factory.closed_days(public_holidays=True), factory.closed_days(last=1)),
        date_protection=DateProtection(3, {"tea": 5, "wine": 7}),
        limits=Limits(1, 100, 2), coverage=Coverage(1, 2),
    )  # fmt: skip
    found = easings(problem)
    assert [e.key for e in found] == [
        "booking:a", "booking:c", "closure:expo:0", "closure:expo/h1:0", "closed-days:0",
        "date-protection:days", "date-protection:tea", "limit:openings_per_day",
        "limit:large_events_per_district_day", "moving:expo", "coverage:brand_events",
        "coverage:events",
    ]  # fmt: skip
    assert all(e.text.zh and e.text.en and e.problem != problem for e in found)


def test_a_city_without_rules_has_nothing_to_ease() -> None:
    assert easings(factory.problem(event())) == []
    zero = factory.problem(event(theme="tea"), date_protection=DateProtection(0, {"tea": 0}))
    assert easings(zero) == []


def test_prices_by_brute_force(tmp_path: Path) -> None:
    seen, gained = 0, 0
    for seed in range(18):
        problem = tiny(seed)
        plan = stands(problem)
        if plan is None:
            continue
        for price in prices(plan, tmp_path / str(seed), PARAMS).prices:
            try:
                best = BruteForce(price.easing.problem, AUDITS).run()
            except TooLarge:
                continue
            assert best is not None
            assert (price.low, price.high) == (plan.judged.cost - best,) * 2, price.easing.key
            seen += 1
            gained += price.low > 0
    assert seen >= 20
    assert gained >= 2


def clash() -> Problem:
    """A booking that keeps another event from its wish."""
    booked = event("a", gross_m2=4000, booked_start="2021-05-10")
    wish = event("b", gross_m2=4000, preferred_start="2021-05-10")
    return factory.problem(booked, wish, venues=[venue("expo", hall("h1"))])


def test_a_run_goes_on_where_it_was(tmp_path: Path) -> None:
    """Finished re-solves are believed for the same inputs only; torn lines are not."""
    plan = stands(clash())
    assert plan is not None
    first = prices(plan, tmp_path, PARAMS)
    [price] = first.prices
    assert (price.easing.key, price.low, price.high) == ("booking:a", 18, 18)
    path = tmp_path / "prices.jsonl"
    line = json.loads(path.read_text())
    told: list[tuple[int, int]] = []
    assert prices(plan, tmp_path, PARAMS, lambda *n: told.append(n)) == first
    assert told == [(1, 1)]
    for torn in ("", "{", '{"key": 3}\n', json.dumps(line | {"input_hash": "other"}) + "\n",
                 json.dumps(line | {"bound": "x"}) + "\n", "\0\n"):  # fmt: skip
        path.write_text(torn)
        told.clear()
        assert prices(plan, tmp_path, PARAMS, lambda *n: told.append(n)) == first
        assert told == [(0, 1), (1, 1)]


def test_what_follows_a_torn_line_is_kept(tmp_path: Path) -> None:
    """A run killed while it wrote leaves half a line; what the next run finishes is not lost."""
    plan = stands(clash())
    assert plan is not None
    path = tmp_path / "prices.jsonl"
    path.write_text('{"input_hash": "4d')
    first = prices(plan, tmp_path, PARAMS)
    told: list[tuple[int, int]] = []
    assert prices(plan, tmp_path, PARAMS, lambda *n: told.append(n)) == first
    assert told == [(1, 1)]


def test_what_was_not_proven_is_done_again_with_more_time(tmp_path: Path) -> None:
    plan = stands(clash())
    assert plan is not None
    prices(plan, tmp_path, PARAMS)
    path = tmp_path / "prices.jsonl"
    line = json.loads(path.read_text()) | {"bound": 0, "limit_s": 60}
    path.write_text(json.dumps(line) + "\n")
    [same] = prices(plan, tmp_path, PARAMS).prices
    assert not same.proven
    [better] = prices(plan, tmp_path, SolveParams(90, workers=1)).prices
    assert (better.low, better.high) == (18, 18)


def test_a_broken_plan_has_no_prices(tmp_path: Path) -> None:
    problem = clash()
    given = factory.plan(placement("a", "2021-05-11", "h1"))
    broken = Stands(problem, given, audit(problem, given), None, None, ())
    with pytest.raises(UsageError):
        prices(broken, tmp_path / "out", PARAMS)
    assert not (tmp_path / "out").exists()
