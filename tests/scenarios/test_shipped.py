"""The scenarios of Qingdao 2021 that come with the repository, solved near a plan that stood."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from scheduler.audit import Audit, audit
from scheduler.domain.moves import moved
from scheduler.domain.plan import Plan
from scheduler.domain.roster import Tenancy
from scheduler.domain.solution import INFEASIBLE
from scheduler.domain.span import day_of, iso
from scheduler.scenarios.curve import curve
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.scenarios.dropouts import (
    COST,
    DROPOUTS,
    NEEDED,
    city,
    faults_of_best,
    faults_of_plan,
    scenario,
)

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "scenarios").glob("*.yaml"))

LIMITS = SolveParams(300, gap=0.02, workers=1)
"""Ends by the gap, so that one worker repeats itself."""

SAMPLE = sorted(
    {*random.Random(1).sample(DROPOUTS, 10), *(p for p in DROPOUTS if p.stem in NEEDED)}
)
"""Drop-outs that are solved here; `benchmarks/dropouts.py` solves all of them."""


def solved(name: str, today: str | None = None) -> tuple[Scenario, Plan, Audit]:
    """The scenario, a plan for it near the standing one, and the audit of that; it is legal."""
    found = scenario(ROOT / "scenarios" / f"{name}.yaml", today)
    near = found.problem.near
    assert near is not None
    answer = solve(found.problem, replace(LIMITS, start=near))
    assert answer.plan is not None
    judged = audit(found.problem, answer.plan)
    assert (judged.ok, judged.cost) == (True, answer.cost)
    return found, answer.plan, judged


def on_show(t: Tenancy, first: str, last: str) -> bool:
    return t.show.start <= day_of(last) and t.show.last >= day_of(first)


def test_the_standing_plan_is_legal_and_whole() -> None:
    _, loaded, plan = city()
    judged = audit(loaded.problem, plan)
    assert (judged.ok, judged.cost, len(plan)) == (True, COST, 103)


@pytest.mark.parametrize("path", [*FILES, *DROPOUTS], ids=lambda p: p.stem)
def test_reads_without_a_fault_and_is_told_in_both_languages(path: Path) -> None:
    found = scenario(path)
    assert found.title.zh
    assert found.title.en
    assert found.title.zh != found.title.en


def test_an_outbreak() -> None:
    """Known on 25 July: the beer festival is on, and what begins by 14 August cannot move."""
    found, plan, judged = solved("outbreak", today="2021-07-25")
    assert found.problem.near is not None
    rows, stood = plan.by_event(), found.problem.near.by_event()
    assert [(e.event_id, iso(e.last)) for e in found.early] == [("beer-festival", "2021-08-01")]
    assert iso(found.early[0].days[-1]) == "2021-08-08"
    assert len(found.begun) == 42
    assert all(rows[e].place == stood[e].place for e in found.begun)
    assert all(e not in rows or rows[e].place == stood[e].place for e in found.soon)
    crowds = {
        t.event.id
        for t in judged.roster.tenancies
        if t.event.daily_visitors >= 1000 and on_show(t, "2021-08-02", "2021-08-31")
    }
    assert crowds == {"beer-festival"}
    too_late = {"sailing-week", "film-music-festival", "anime-games-expo", "film-tv-expo"}
    assert {e for e in stood if e not in rows} == too_late
    for event in moved(found.problem.near, plan) - too_late:
        tenancy = judged.roster.by_event[event]
        assert iso(tenancy.span.start) > "2021-08-14"


def test_repairs_at_hongdao_move_only_whom_they_hit() -> None:
    found, plan, judged = solved("hongdao-repairs")
    assert found.problem.near is not None
    shut = {"h1", "h2", "h3", "h4"}
    assert not any(
        t.venue.id == "hongdao"
        and shut & set(t.hall_ids)
        and t.span.start <= day_of("2021-05-31")
        and t.span.last >= day_of("2021-05-01")
        for t in judged.roster.tenancies
    )
    hit = {"higher-education-expo", "custom-home", "furniture-fair"}
    assert moved(found.problem.near, plan) == hit
    assert len(plan) == 103


def test_the_curve_of_the_repairs_ends_at_three_moves() -> None:
    """One or two are not enough; with three, the cost of before comes back."""
    found = scenario(ROOT / "scenarios" / "hongdao-repairs.yaml")
    assert found.problem.near is not None
    told = curve(found.problem, found.problem.near, LIMITS)
    *before, last = told.points
    assert [(p.moves, p.status) for p in before] == [(n, INFEASIBLE) for n in (0, 1, 2)]
    assert last.plan is not None
    assert last.cost is not None
    assert COST <= last.cost <= COST * 1.02
    assert last.moved == len(moved(told.standing, last.plan)) <= last.moves
    assert audit(told.problem, last.plan).ok


def test_the_sco_pearl_can_be_let_and_nobody_has_to() -> None:
    found, plan, judged = solved("sco-pearl-early")
    assert found.problem.near is not None
    pearl = found.problem.venue_by_id["sco-pearl"]
    assert found.problem.horizon.last in pearl.open
    assert day_of("2021-08-31") not in pearl.open
    assert judged.cost <= COST
    assert len(plan) == 103


def test_no_venue_holds_the_farm_machinery_show_any_more() -> None:
    found, plan, judged = solved("farm-machinery-grows")
    assert found.problem.near is not None
    assert moved(found.problem.near, plan) == {"farm-machinery"}
    assert "farm-machinery" not in plan.by_event()
    assert judged.cost_by_rule["unplaced"] == 2000


def test_september_has_room_for_five_more() -> None:
    found, plan, judged = solved("five-more-in-september")
    assert found.problem.near is not None
    new = {e.id for e in found.problem.events if e.id.startswith("new-")} - {"new-drugs-fair"}
    assert len(new) == 5
    for event in new:
        show = judged.roster.by_event[event].show
        assert "2021-09-01" <= iso(show.start) <= iso(show.last) <= "2021-09-30"
    assert moved(found.problem.near, plan) == new


def test_ninety_days_between_shows_of_any_theme() -> None:
    found, _, judged = solved("date-protection-90")
    group_of = found.problem.group_of
    pairs = 0
    for a, b in combinations(judged.roster.tenancies, 2):
        apart = b.event.id not in group_of[a.event.id]
        if apart and a.event.theme and a.event.theme == b.event.theme:
            early, late = sorted((a.show, b.show))
            assert late.start - early.last - 1 >= 90
            pairs += 1
    assert pairs >= 8


def test_each_tentative_event_has_its_dropout() -> None:
    with (ROOT / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        tentative = {r["id"] for r in csv.DictReader(stream) if r["status"] == "tentative"}
    assert {p.stem for p in DROPOUTS} == tentative


@pytest.mark.parametrize("path", DROPOUTS, ids=lambda p: p.stem)
def test_without_one_the_plan_of_the_others_is_legal_unless_coverage_needs_it(path: Path) -> None:
    assert list(faults_of_plan(path)) == []


@pytest.mark.parametrize("path", SAMPLE, ids=lambda p: p.stem)
def test_without_one_the_others_stay_unless_coverage_needs_it(path: Path) -> None:
    """Proven: nothing that moves is worth its points; the two that coverage needs are missed."""
    assert list(faults_of_best(path)) == []


def test_a_drop_out_that_is_none_is_told() -> None:
    """Where the fair grows, nobody is gone, and what is best is another plan."""
    grows = ROOT / "scenarios" / "farm-machinery-grows.yaml"
    assert "gone: []" in list(faults_of_plan(grows))
    assert "moved: ['farm-machinery']" in list(faults_of_best(grows))


def test_two_shows_at_its_side_stay_together_without_the_machine_tools() -> None:
    _, plan, _ = solved("dropouts/machine-tools")
    rows = plan.by_event()
    assert rows["automation-robotics"].show_first == rows["power-transmission"].show_first
