"""Conflicts of hand-made cities: which facts, where they are written, and what they cost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.policy import Coverage, DateProtection, Limits
from scheduler.domain.problem import Problem
from scheduler.errors import AuditMismatch
from scheduler.explain.conflicts.facts import OCCUPANCY, Fact
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.resolve import Known, resolve, verify
from scheduler.explain.conflicts.twin import Twin
from scheduler.rules.wording import text_of
from scheduler.search.clock import Stop
from tests.factory import closed_days, closure, event, hall, problem, room, venue

DAY = "2021-04-12"


def booked(id: str, on: str = DAY, *halls: str, **fields: Any) -> Event:
    refs = [f"expo/{h}" for h in halls]
    return event(id, booked_start=on, booked_halls=refs, **{"gross_m2": 5000, **fields})


def known(city: Problem, most: int = 5) -> Known:
    return resolve(Oracle(city, 60.0), most)


def names(found: Known) -> list[list[str]]:
    """The facts of each conflict, as ``rule what of``."""
    return [sorted(" ".join(filter(None, (f.rule, f.what, f.of))) for f in c) for c in found.facts]


CASES: dict[str, tuple[Problem, list[list[str]]]] = {
    "two in one hall": (
        problem(booked("a", DAY, "h1"), booked("b", "2021-04-13", "h1"), booked("c", DAY, "h2")),
        [["booking a", "booking b", "occupancy"]],
    ),
    "turnaround": (
        problem(booked("a", DAY, "h1"), booked("b", "2021-04-15", "h1"),
                venues=[venue(turnaround_days=1)]),
        [["booking a", "booking b", "occupancy", "occupancy turnaround expo"]],
    ),
    "two reasons for one pair": (
        problem(booked("a", DAY, "h1", theme="tea"), booked("b", DAY, "h1", theme="tea"),
                date_protection=DateProtection(5, {})),
        [["booking a", "booking b", "date-protection tea"],
         ["booking a", "booking b", "occupancy"]],
    ),
    "two conflicts apart": (
        problem(booked("a", DAY, "h1", earliest="2021-04-20"),
                booked("b", "2021-05-12", "h2", latest="2021-05-13")),
        [["booking a", "window earliest a"], ["booking b", "window latest b"]],
    ),
    "closed hall": (
        problem(booked("a", DAY, "h1"),
                venues=[venue("expo", hall("h1", closures=(closure(DAY, DAY),)), hall("h2"))]),
        [["booking a", "closure expo/h1"]],
    ),
    "outside the horizon": (
        problem(booked("a", "2021-04-01", move_in_days=1)),
        [["booking a", "horizon"]],
    ),
    "closed day": (
        problem(booked("a", kind="conference"), holidays=[DAY],
                closed_days=(closed_days(public_holidays=True, kinds=["conference"]),)),
        [["booking a", "closed-days"]],
    ),
    "too small": (
        problem(booked("a", DAY, "h1", gross_m2=9000)),
        [["booking a", "capacity gross_m2 a"]],
    ),
    "openings": (
        problem(*(booked(e, leaders_open=True) for e in "ab"), limits=Limits(openings_per_day=1)),
        [["booking a", "booking b", "openings"]],
    ),
    "coverage with nobody": (
        problem(event("a", is_brand=True), coverage=Coverage(brand_events=1, required=True)),
        [["coverage brand_events food"]],
    ),
    "coverage whose only brand fits nowhere": (
        problem(event("a", is_brand=True, industries=("marine", "food"), seats=900),
                venues=[venue("expo", room("r1", 500))],
                coverage=Coverage(brand_events=1, required=True)),
        [["capacity seats a", "coverage brand_events food"],
         ["capacity seats a", "coverage brand_events marine"]],
    ),
    "halls that are no stretch": (
        problem(booked("a", DAY, "h1", "h3")),
        [["booking a"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_conflicts(name: str) -> None:
    city, expected = CASES[name]
    found = known(city)
    assert sorted(names(found)) == expected
    assert (found.feasible, found.complete) == (False, True)


@pytest.mark.parametrize("name", CASES)
def test_each_is_told_in_both_languages(name: str) -> None:
    city, _ = CASES[name]
    for conflict in known(city).told:
        for member in conflict.members:
            said = text_of(city, member.reason)
            assert said.zh and said.en and said.zh != said.en


def test_fewest_facts_first_and_no_more_than_asked_for() -> None:
    both = problem(
        booked("a", DAY, "h1", earliest="2021-04-20"),
        booked("b", "2021-05-12", "h2"), booked("c", "2021-05-12", "h2"),
    )  # fmt: skip
    assert [len(c) for c in known(both).facts] == [2, 3]
    one = known(both, 1)
    assert (len(one.facts), one.complete) == (1, False)


def test_a_plan_is_no_conflict() -> None:
    found = known(problem(booked("a", DAY, "h1"), event("b", gross_m2=99999)))
    assert (found.feasible, found.told, found.complete) == (True, (), True)


def test_no_time_is_no_answer() -> None:
    city, _ = CASES["two in one hall"]
    found = resolve(Oracle(city, 0.0), 5)
    assert (found.feasible, found.told) == (None, ())


class Impatient(Oracle):
    """Somebody says stop as soon as so many questions were asked."""

    def __init__(self, city: Problem, questions: int) -> None:
        super().__init__(city, 60.0, stop=Stop())
        self.questions = questions

    def plan_of(self, twin: Twin) -> Plan | None:
        """Count the question."""
        if self.questions == 0:
            assert self.stop is not None
            self.stop.said = True
        self.questions -= 1
        return super().plan_of(twin)


def test_called_off_it_tells_what_it_has_found() -> None:
    """Nothing before the first conflict is minimal; then that one, verified in a last second."""
    city, (first, second) = CASES["two conflicts apart"]
    told = [names(resolve(Impatient(city, n), 5)) for n in range(12)]
    assert told[0] == []
    assert [first] in told or [second] in told
    assert sorted(told, key=len) == told
    assert all(conflict in (first, second) for found in told for conflict in found)


def test_what_is_not_minimal_is_refused() -> None:
    city, _ = CASES["two in one hall"]
    facts = frozenset({OCCUPANCY, *(Fact("booking", "", e) for e in "abc")})
    oracle = Oracle(city, 60.0)
    verify(oracle, facts - {Fact("booking", "", "c")})
    for wrong in (facts, facts - {Fact("booking", "", "a")}):
        with pytest.raises(AuditMismatch):
            verify(oracle, wrong)


def test_where_the_facts_are_written() -> None:
    hall_1 = hall("h1", closures=(closure("2021-05-01", "2021-05-02"), closure(DAY, None)))
    city = problem(booked("a", DAY, "h1"), venues=[venue("one"), venue("expo", hall_1)])
    (conflict,) = known(replace(city, rows=(("a", 7),))).told
    where = [(m.file, m.row, m.column) for m in conflict.members]
    assert where == [
        ("events.csv", 7, "booked_start"), ("venues.yaml", None, "venues[1].halls[0].closures[1]"),
    ]  # fmt: skip


def test_co_location_of_one_theme_is_told_where_it_is_needed() -> None:
    """Parting the two would bring date protection in force, so it is no fact to be dropped."""
    city = problem(
        booked("a", DAY, theme="tea"),
        event("b", theme="tea", co_located_with="a", earliest="2021-05-01"),
        date_protection=DateProtection(3, {}),
    )
    (conflict,) = known(city).told
    cases = [(m.reason.rule, m.reason.case) for m in conflict.members]
    assert cases == [("booking", "fact"), ("window", "fact-earliest"), ("venue", "apart")]
    assert conflict.members[-1].column == "co_located_with"


def of_one_theme(**dates: str) -> Problem:
    """Three of one theme, joined in a star around the first; some are booked."""
    hub, *others = ("a", "b", "c")
    events = [event(hub, theme="tea", booked_start=dates.get(hub))]
    events += [event(e, theme="tea", co_located_with=hub, booked_start=dates.get(e))
               for e in others]  # fmt: skip
    return problem(*events, date_protection=DateProtection(3, {}))


def test_of_a_larger_group_those_are_told_who_cannot_stand_together() -> None:
    """The hub that joins them is no part of it."""
    (conflict,) = known(of_one_theme(b=DAY, c="2021-05-12")).told
    told = conflict.members[-1].reason
    assert (told.case, told.events, conflict.members[-1].column) == (
        "apart", ("b", "c"), "co_located_with",
    )  # fmt: skip


def test_contested_halls_and_days_and_the_count() -> None:
    city, _ = CASES["two in one hall"]
    (conflict,) = known(city).told
    occupancy = conflict.members[-1].reason
    assert (occupancy.halls, len(occupancy.days)) == (("expo/h1",), 2)
    (count,) = conflict.counts
    assert dict(count.facts)["need"] > dict(count.facts)["have"]  # type: ignore[operator]
