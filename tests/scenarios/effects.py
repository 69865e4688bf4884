"""Scenarios of the reports' small city, as if solved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.solution import Solution
from scheduler.domain.text import Text
from scheduler.scenarios.answer import whatif_answer
from scheduler.scenarios.effect import Before, Effect, effect_of, free
from scheduler.scenarios.scenario import EndsEarly, Scenario
from tests.outputs.report_factory import EVIL, HOSTILE, LOST, PLAN, city, day, hopeless

SMALL_LOST = replace(LOST, gross_m2=4000)
AFTER = Plan(
    (
        Placement("tea", "expo", ("h2", "h3"), day("05-16")),
        Placement("summit", "forum", ("plenary",), day("05-20")),
        Placement("lost", "expo", ("h1",), day("06-10")),
    )
)
"""Tea moves, the fair has lost its place, and the lost fair has won one."""


def before() -> Before:
    """The plan that stands."""
    return Before(city(), PLAN, audit(city(), PLAN))


def shrunk() -> Problem:
    """The city without the evil event, and with a smaller lost fair."""
    events = tuple(e for e in city().events if e.id not in (EVIL.id, LOST.id))
    return replace(city(), events=(*events, SMALL_LOST), near=PLAN.without("evil"))


def scenario(**fields: Any) -> Scenario:
    """The scenario of a hostile title."""
    made = Scenario("scenarios/a.yaml", Text("情景<甲>", HOSTILE), shrunk())
    return replace(made, **fields)


def effect(near: bool = True, **fields: Any) -> Effect:
    """What becomes of the plan."""
    made = scenario(**fields)
    made = made if near else free(made)
    cost = audit(made.problem, AFTER).cost
    return effect_of(before(), made, Solution("feasible", AFTER, cost, cost - 7, 1), near)


def known() -> Effect:
    """The same, known on a day on which tea is on show."""
    lost = (day("05-17"),)
    hit = Reason("closed-days", "", ("tea",), days=lost, facts=(("why", Text("疫", "x")),))
    early = EndsEarly("tea", day("05-16"), lost, (hit,))
    held = {"begun": frozenset({"tea"}), "soon": frozenset({"fair"})}
    return effect(today=day("05-16"), early=(early,), **held)


def impossible() -> Effect:
    """A scenario without a plan."""
    made = scenario(file="scenarios/b.yaml", title=Text("不可能", "Impossible"), problem=city())
    return effect_of(before(), made, hopeless().solution, near=True)


def answer(*effects: Effect) -> dict[str, Any]:
    """What is said of effects, the first one also planned freely."""
    rest = [(e, None) for e in effects[1:]]
    return whatif_answer(before(), [(effects[0], effect(near=False)), *rest])
