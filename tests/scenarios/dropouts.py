"""What holds for each tentative event of Qingdao that drops out near the plan that stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from scheduler.audit import audit
from scheduler.domain.moves import moved
from scheduler.domain.plan import Plan
from scheduler.domain.solution import INFEASIBLE, OPTIMAL
from scheduler.domain.span import day_of
from scheduler.loading import Loaded, read_plan
from scheduler.loading.sources import Sources
from scheduler.scenarios.apply import changed
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.read import read_city, read_scenario
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve

ROOT = Path(__file__).parents[2]
DROPOUTS = sorted((ROOT / "scenarios" / "dropouts").glob("*.yaml"))
PLAN = ROOT / "tests" / "data" / "standing.csv"
"""A plan of 2,241 points that places all 103 events."""

COST = 2241

PROVEN = SolveParams(300, workers=1)
"""Ends by the proof, so that one worker repeats itself."""

NEEDED = ("venture-capital-conference", "wealth-forum")
"""Tentative events without which no plan covers finance."""


@cache
def city() -> tuple[Sources, Loaded, Plan]:
    sources, loaded = read_city(ROOT)
    return sources, loaded, read_plan(PLAN, loaded.problem)


def scenario(path: Path, today: str | None = None) -> Scenario:
    sources, _, plan = city()
    found = changed(sources, read_scenario(ROOT, path))
    return from_standing(found, plan, day_of(today) if today else None)


def faults_of_plan(path: Path) -> Iterator[str]:
    """What is wrong with the plan that is left without one event; nothing is solved."""
    found = scenario(path)
    _, loaded, plan = city()
    near = found.problem.near
    gone = {e.id for e in loaded.problem.events} - {e.id for e in found.problem.events}
    if gone != {path.stem}:
        yield f"gone: {sorted(gone)}"
    if near is None or len(near) != len(plan) - 1:
        yield f"what stands: {near}"
        return
    judged = audit(found.problem, near)
    broken = [f.reason.rule for f in judged.hard]
    if broken != ["coverage"] * (path.stem in NEEDED):
        yield f"broken: {broken}"
    if path.stem not in NEEDED and judged.cost > COST:
        yield f"it costs {judged.cost}"


def faults_of_best(path: Path) -> Iterator[str]:
    """What is wrong with what is proven best: nothing that moves is worth its points.

    Without one that coverage needs, there is no plan.
    """
    found = scenario(path)
    near = found.problem.near
    assert near is not None
    answer = solve(found.problem, replace(PROVEN, start=near))
    if path.stem in NEEDED:
        if (answer.status, answer.plan) != (INFEASIBLE, None):
            yield f"{answer.status}, though coverage needs it"
        return
    stands = audit(found.problem, near).cost
    if (answer.status, answer.bound, answer.cost) != (OPTIMAL, stands, stands):
        yield f"{answer.status} {answer.bound} {answer.cost}, but {stands} stands"
    if answer.plan is None or not audit(found.problem, answer.plan).ok:
        yield "no legal plan"
    elif moved(near, answer.plan) or path.stem in answer.plan.by_event():
        yield f"moved: {sorted(moved(near, answer.plan))}"
