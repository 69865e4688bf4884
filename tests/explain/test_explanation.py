"""Answers about one event agree with trying everything."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from scheduler.audit import audit
from scheduler.domain.plan import Plan
from scheduler.domain.policy import Limits
from scheduler.domain.problem import Problem
from scheduler.explain.alone import fits
from scheduler.explain.explanation import (
    CHEAPER,
    CROWDED_OUT,
    DEARER,
    EQUAL,
    IMPOSSIBLE,
    STANDS,
    Explanation,
    Standing,
    explanation,
)
from scheduler.explain.forced import Question, narrowed, unit_of
from scheduler.rules.wording import text_of
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests import factory
from tests.agreement.brute_force import TooLarge
from tests.agreement.cities import tiny
from tests.explain.forcing import ForcedBruteForce
from tests.factory import closed_days, closure, day, event, hall, placement, venue

AUDITS = 5_000
PARAMS = SolveParams(60, workers=1)


def asked_of(problem: Problem, rng: random.Random) -> Question:
    """Any venue or none, any day or none, of any event; mostly what the event allows by itself."""
    for _ in range(20):
        venue_id = rng.choice(["", *(v.id for v in problem.venues)])
        when = rng.choice([None, *problem.horizon])
        asked = Question(rng.choice(problem.events).id, venue_id, when)
        tight = narrowed(problem, asked)
        if rng.random() < 0.1 or (tight and fits(unit_of(tight, asked.event_id))):
            break
    return asked


def ask(problem: Problem, plan: Plan, asked: Question, bound: int | None = None) -> Explanation:
    """The answer with one worker."""
    return explanation(problem, Standing(plan, audit(problem, plan), bound), asked, PARAMS)


def test_tiny_cities_by_brute_force() -> None:
    said: Counter[str] = Counter()
    for seed in range(40):
        problem = tiny(seed)
        best = solve(problem, PARAMS)
        if best.plan is None or best.cost is None:
            continue
        rng = random.Random(seed)
        for _ in range(4):
            asked = asked_of(problem, rng)
            brute = ForcedBruteForce(problem, AUDITS, asked=asked)
            try:
                want = brute.run()
            except TooLarge:
                continue
            found = ask(problem, best.plan, asked, best.bound)
            said[found.answer] += 1
            where = f"seed {seed}: {asked}"
            if want is None:
                assert found.answer == IMPOSSIBLE, where
                assert found.members, where
                assert all(text_of(problem, m.reason).en for m in found.members)
                continue
            assert found.plan is not None, where
            judged = audit(problem, found.plan)
            assert judged.ok
            assert judged.cost == want
            assert (found.low, found.high) == (want - best.cost,) * 2, where
            if found.answer == STANDS:
                continue
            assert sum((found.by_rule or {}).values()) == found.high
            place = judged.roster.by_event[asked.event_id]
            assert found.place == place
            assert asked.venue_id in ("", place.venue.id)
            assert asked.day in (None, place.show.start)
    least = {IMPOSSIBLE: 20, DEARER: 15, STANDS: 5, CROWDED_OUT: 2, EQUAL: 1}
    assert {a: n for a, n in least.items() if said[a] < n} == {}, said


FAIR = event("fair", gross_m2=4000, preferred_start="2021-05-10")
ONE_HALL = [venue("expo", hall("h1"))]


def test_where_it_stands_and_what_that_costs() -> None:
    problem = factory.problem(FAIR)
    found = ask(problem, factory.plan(placement("fair", "2021-05-12", "h1")), Question("fair"))
    assert (found.answer, found.by_rule) == (STANDS, {"preferred-date": 12, "waste": 1})


def test_a_standing_plan_that_is_not_the_best() -> None:
    problem = factory.problem(FAIR)
    given = factory.plan(placement("fair", "2021-05-20", "h1"))
    found = ask(problem, given, Question("fair", day=day("2021-05-11")))
    assert (found.answer, found.low, found.high) == (CHEAPER, -54, -54)


def test_what_moves_besides_is_only_what_has_to() -> None:
    """Twins that could trade halls for nothing stay where they are."""
    twins = [event(f"t{n}", gross_m2=4000, preferred_start="2021-04-20") for n in (1, 2, 3)]
    problem = factory.problem(FAIR, *twins)
    rows = [placement(f"t{n}", "2021-04-20", f"h{n}") for n in (1, 2, 3)]
    given = factory.plan(placement("fair", "2021-05-10", "h1"), *rows)
    found = ask(problem, given, Question("fair", day=day("2021-05-11")))
    assert found.plan is not None
    now = found.plan.by_event()
    assert [now[p.event_id].place for p in rows] == [p.place for p in rows]


def crowded() -> tuple[Problem, Plan]:
    """One hall, wanted by two in one week; the one of more priority has it."""
    week = {"earliest": "2021-05-10", "latest": "2021-05-13", "gross_m2": 4000}
    events = [event("a", priority=5, **week), event("b", priority=2, **week)]
    problem = factory.problem(*events, venues=ONE_HALL)
    return problem, factory.plan(placement("a", "2021-05-10", "h1"))


def test_crowded_out_by_whom_and_where_it_would_fit() -> None:
    problem, given = crowded()
    found = ask(problem, given, Question("b"))
    assert (found.answer, found.low, found.high) == (CROWDED_OUT, 1500, 1500)
    assert found.plan is not None
    assert "a" not in found.plan.by_event()
    assert found.first is not None
    assert (found.first.show.start, found.outside) == (day("2021-04-01"), True)


def test_an_event_that_fits_nowhere() -> None:
    problem = factory.problem(event("huge", gross_m2=10**6), venues=ONE_HALL)
    found = ask(problem, factory.plan(), Question("huge"))
    assert (found.answer, found.first) == (IMPOSSIBLE, None)
    assert [m.reason.rule for m in found.members] == ["capacity"]


def test_bookings_of_others_are_named() -> None:
    """With a day and without, the members are the bookings in the way, not the question."""
    problem, _ = crowded()
    booked = replace(problem.event_by_id["a"], booked_start=day("2021-05-10"))
    problem = replace(problem, events=(booked, problem.event_by_id["b"]))
    given = factory.plan(placement("a", "2021-05-10", "h1"))
    for asked in (Question("b"), Question("b", day=day("2021-05-11"))):
        found = ask(problem, given, asked)
        assert found.answer == IMPOSSIBLE
        reasons = [m.reason for m in found.members]
        assert {(r.rule, r.events) for r in reasons} >= {("booking", ("a",))}
        assert not any(r.rule == "booking" and r.events == ("b",) for r in reasons)


def test_without_a_day_the_members_are_minimal() -> None:
    """Two bookings leave no three days of the week free; what stands elsewhere is not named."""
    week = {"earliest": "2021-05-10", "latest": "2021-05-16"}
    asked = event("asked", gross_m2=4000, **week)
    first = event("first", gross_m2=4000, booked_start="2021-05-11")
    second = event("second", gross_m2=4000, booked_start="2021-05-14")
    later = event("later", gross_m2=4000, booked_start="2021-05-20")
    problem = factory.problem(asked, first, second, later, venues=[venue("expo", hall("h1"))])
    given = factory.plan(
        placement("first", "2021-05-11", "h1"),
        placement("second", "2021-05-14", "h1"),
        placement("later", "2021-05-20", "h1"),
    )
    found = ask(problem, given, Question("asked"))
    assert found.answer == IMPOSSIBLE
    reasons = [m.reason for m in found.members]
    facts = sorted((r.rule, r.events) for r in reasons if r.case != "fact-crowd")
    assert facts == [
        ("booking", ("first",)), ("booking", ("second",)), ("capacity", ("asked",)),
        ("capacity", ("first",)), ("capacity", ("second",)), ("occupancy", ()),
        ("window", ("asked",)), ("window", ("asked",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "asked", "members"),
    [
        ({"venues": ["expo"]}, Question("e", "far"), [("venue", "allowed")]),
        ({"booked_start": "2021-05-10"}, Question("e", day=day("2021-05-11")),
         [("booking", "fact")]),
        ({"booked_halls": ["expo/h1"]}, Question("e", "far"), [("booking", "fact-only-halls")]),
        ({"latest": "2021-05-10"}, Question("e", day=day("2021-05-12")),
         [("window", "fact-latest")]),
        ({"gross_m2": 9000}, Question("e", "far"), [("capacity", "fact-gross_m2")]),
    ],
)  # fmt: skip
def test_what_the_event_itself_rules_out(
    fields: dict[str, object], asked: Question, members: list[tuple[str, str]]
) -> None:
    one = event("e", **{"gross_m2": 4000, **fields})
    problem = factory.problem(one, venues=[venue("expo"), venue("far", hall("h1"))])
    found = ask(problem, factory.plan(placement("e", "2021-05-09", "h1")), asked)
    assert found.answer == IMPOSSIBLE
    assert [(m.reason.rule, m.reason.case) for m in found.members] == members


SHUT = venue("shut", hall("h1", closures=(closure("2021-05-01", None),)))
STRICT = {
    "closed_days": (closed_days(public_holidays=True), closed_days("2021-05-20", "2021-05-20")),
    "limits": Limits(openings_per_day=0),
}


@pytest.mark.parametrize(
    ("fields", "asked", "where"),
    [
        ({"venues": ["expo"]}, Question("e", "shut"), ["events.csv:7 venues"]),
        ({"booked_start": "2021-05-10"}, Question("e", day=day("2021-05-11")),
         ["events.csv:7 booked_start"]),
        ({"booked_halls": ["expo/h1"]}, Question("e", "shut"), ["events.csv:7 booked_halls"]),
        ({"latest": "2021-05-10"}, Question("e", day=day("2021-05-12")), ["events.csv:7 latest"]),
        ({"gross_m2": 10**6}, Question("e"), ["events.csv:7 gross_m2"]),
        ({}, Question("e", "shut", day("2021-05-12")),
         ["venues.yaml venues[1].halls[0].closures[0]", "events.csv:7 gross_m2"]),
        ({}, Question("e", day=day("2021-05-18")), ["policy.yaml closed_days[1]"]),
        ({"leaders_open": True}, Question("e"), ["policy.yaml limits.openings_per_day"]),
        ({"show_days": 400}, Question("e"), ["policy.yaml horizon"]),
        ({"co_located_with": "partner"}, Question("e", day=day("2021-05-12")),
         ["events.csv:8 booked_start", "events.csv:7 co_located_with"]),
    ],
)  # fmt: skip
def test_every_member_knows_where_it_is_written(
    fields: dict[str, object], asked: Question, where: list[str]
) -> None:
    one = event("e", **{"gross_m2": 4000, **fields})
    partner = event("partner", booked_start="2021-05-10")
    problem = factory.problem(one, partner, venues=[venue("expo"), SHUT], **STRICT)
    problem = replace(problem, rows=(("e", 7), ("partner", 8)))
    found = ask(problem, factory.plan(placement("partner", "2021-05-10")), asked)
    assert found.answer == IMPOSSIBLE
    assert [m.where for m in found.members if m.file] == where


def test_its_own_facts_come_before_those_of_its_group() -> None:
    """Both must end by then; that the event itself must is the shorter answer."""
    both = [event(e, latest="2021-05-10", co_located_with=other)
            for e, other in (("e", "partner"), ("partner", ""))]  # fmt: skip
    problem = factory.problem(*both)
    given = factory.plan(*(placement(e.id, "2021-05-05") for e in both))
    for asked in ("e", "partner"):
        found = ask(problem, given, Question(asked, day=day("2021-05-12")))
        assert [(m.reason.rule, m.reason.events) for m in found.members] == [("window", (asked,))]


def test_no_plan_at_all() -> None:
    """Two bookings in one hall rule out every plan; what the event itself rules out comes first."""
    twice = [event(n, gross_m2=4000, booked_start="2021-05-10") for n in ("a", "b")]
    problem = factory.problem(*twice, FAIR, event("huge", gross_m2=10**6), venues=ONE_HALL)
    given = factory.plan(placement("a", "2021-05-10", "h1"))
    found = ask(problem, given, Question("fair", day=day("2021-05-20")))
    assert (found.answer, found.hopeless) == (IMPOSSIBLE, True)
    assert {m.reason.events for m in found.members if m.reason.rule == "booking"} == {
        ("a",), ("b",),
    }  # fmt: skip
    itself = ask(problem, given, Question("huge"))
    assert (itself.answer, itself.hopeless) == (IMPOSSIBLE, False)
    assert [m.reason.events for m in itself.members] == [("huge",)]


def test_a_broken_plan_of_inputs_that_have_one() -> None:
    """What breaks in the standing plan rules nothing out."""
    problem, _ = crowded()
    given = factory.plan(placement("a", "2021-05-10", "h1"), placement("b", "2021-05-11", "h1"))
    found = ask(problem, given, Question("b", day=day("2021-05-10")))
    assert (found.answer, found.hopeless) == (DEARER, False)


def test_a_group_moves_together() -> None:
    partner = event("partner", co_located_with="fair")
    problem = factory.problem(FAIR, partner)
    given = factory.plan(placement("fair", "2021-05-10", "h1"), placement("partner", "2021-05-10"))
    found = ask(problem, given, Question("fair", day=day("2021-05-11")))
    assert (found.answer, found.high) == (DEARER, 6)
    assert found.plan is not None
    assert found.plan.by_event()["partner"].show_first == day("2021-05-11")
