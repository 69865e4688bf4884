"""What a day holds is no booking: conflicts say what has begun and what is too near to move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scheduler.audit import audit
from scheduler.domain.conflict import Member
from scheduler.domain.plan import Plan
from scheduler.domain.policy import Coverage, DateProtection
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, Solution, Unplaced
from scheduler.domain.text import Text
from scheduler.scenarios.answer import effect_answer
from scheduler.scenarios.effect import Before, effect_of
from scheduler.scenarios.held import held, held_out
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.scenario import Scenario, Written
from scheduler.workflow.resolving import resolved
from tests.factory import closure, day, event, hall, placement, plan, problem, venue

TODAY = day("2021-04-11")
MUST: dict[str, Any] = {"coverage": Coverage(0, 1, True), "industries": ("marine",)}


def show(name: str, **fields: object) -> Any:
    """Three show days in one hall, after two move-in days."""
    return event(name, **{"move_in_days": 2, "gross_m2": 5000, **fields})


def known(made: Problem, stands: Plan, *written: Written) -> Scenario:
    """The scenario as it is known."""
    scenario = Scenario("s.yaml", Text("s"), made, written=written)
    return from_standing(scenario, stands, TODAY)


def members(found: Scenario) -> tuple[Member, ...]:
    """Facts of the first conflict."""
    [conflict, *_] = held(found, resolved(Path(), found.problem, 20, cure=False).conflicts)
    return conflict.members


def told(found: Scenario) -> set[tuple[str, str, str | None]]:
    """Rule and case of each fact, and the file that says it."""
    return {(m.reason.rule, m.reason.case, m.file) for m in members(found)}


def test_what_has_begun_is_not_booked() -> None:
    events = [show("a", theme="tea"), show("b", theme="tea")]
    stands = plan(placement("a", "2021-04-10", "h1"), placement("b", "2021-04-10", "h2"))
    found = known(problem(*events, date_protection=DateProtection(90)), stands)
    assert ("booking", "fact-begun-halls", None) in told(found)
    assert {case for rule, case, _ in told(found) if rule == "booking"} == {"fact-begun-halls"}


def test_without_halls_only_the_day_is_told() -> None:
    events = [event("a", theme="tea"), event("b", theme="tea")]
    stands = plan(placement("a", "2021-04-10"), placement("b", "2021-04-10"))
    found = known(problem(*events, date_protection=DateProtection(90)), stands)
    assert ("booking", "fact-begun", None) in told(found)


def test_what_is_near_is_told_once() -> None:
    """Coverage needs it, and its hall is shut on one of its days."""
    shut = venue("expo", hall("h1", closures=(closure("2021-05-01", "2021-05-01"),)))
    made = problem(show("near"), venues=[shut], **MUST)
    found = known(made, plan(placement("near", "2021-04-30", "h1")))
    mine = [m for m in members(found) if m.reason.events == ("near",) and m.file is None]
    assert [m.reason.case for m in mine] == ["fact-near-halls"]
    assert not any(m.reason.rule == "window" for m in members(found))


def test_what_was_near_and_lost_is_told_so() -> None:
    found = known(problem(show("near"), show("far")), plan(placement("near", "2021-04-30", "h1")))
    lost = [Unplaced(e, 3, Text("无处", "nowhere")) for e in ("near", "far")]
    near, far = held_out(found, lost)
    assert near.why == Text(
        "即将开始，不得移位；无处", "about to begin, so that it could not move; nowhere"
    )
    assert far == lost[1]


def test_what_has_to_wait_is_told_of_the_day() -> None:
    made = problem(show("new", latest="2021-04-20"), **MUST)
    found = known(made, plan())
    assert ("window", "fact-notice", None) in told(found)
    assert ("window", "fact-latest", "events.csv") in told(found)


def test_a_closure_beside_what_has_begun_is_told_where_it_was_written() -> None:
    """It is split around the tenancy and moved from the venue to its halls."""
    shut = closure("2021-04-05", None, "火", "fire")
    where = venue("expo", hall("h1"), hall("h2"), closures=(shut,))
    made = problem(show("old"), show("far", booked_start="2021-05-20"), venues=[where])
    stands = plan(placement("old", "2021-04-10", "h1"))
    wrote = Written(("venues.yaml", "", "venues[0].closures[0]"), "s.yaml", "changes[0].close")
    found = known(made, stands, wrote)
    [conflict] = resolved(Path(), found.problem, 20, cure=False).conflicts
    before = Before(made, stands, audit(made, stands))
    solution = Solution(INFEASIBLE, None, None, None, 1, conflicts=held(found, [conflict]))
    [said] = effect_answer(effect_of(before, found, solution, near=True))["conflicts"]
    shuts = [m for m in said["members"] if m["rule"] == "closure"]
    assert {(m["file"], m["column"]) for m in shuts} == {("s.yaml", "changes[0].close")}
