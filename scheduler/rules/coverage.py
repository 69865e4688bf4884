"""Rule `coverage`: one industry, one brand event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


@dataclass(frozen=True)
class Covered:
    """Placed events of an industry; further industries count like the main one."""

    brand_events: tuple[str, ...]
    events: tuple[str, ...]


def covered(problem: Problem, roster: Roster) -> dict[str, Covered]:
    """What each industry of the policy has in a plan, in the policy's order."""
    brands: dict[str, list[str]] = {industry: [] for industry in problem.policy.industries}
    every: dict[str, list[str]] = {industry: [] for industry in brands}
    for event in (t.event for t in roster.tenancies):
        for industry in event.industries:
            if industry in every:
                every[industry].append(event.id)
                if event.is_brand:
                    brands[industry].append(event.id)
    return {i: Covered(tuple(brands[i]), tuple(every[i])) for i in every}


class CoverageRule(Rule):
    """Each industry has its brand events and events; hard when the policy requires it.

    Source: contract, sections 2 and 3 (the city's "one industry, one brand event").
    """

    id = "coverage"
    title = Text("产业覆盖", "Industry coverage")
    sentences = {
        "fact-brand_events": Text(
            "{industry} 至少要有 {goal} 个品牌活动，可用的只有：{candidates}",
            "{industry}: brand events required: {goal}; those there are: {candidates}",
        ),
        "fact-events": Text(
            "{industry} 至少要有 {goal} 个活动，可用的只有：{candidates}",
            "{industry}: events required: {goal}; those there are: {candidates}",
        ),
        "brand_events": Text(
            "{industry} 只有 {have} 个品牌活动，目标 {goal}",
            "{industry}: brand events: {have}, the goal is {goal}",
        ),
        "events": Text(
            "{industry} 只有 {have} 个活动，目标 {goal}",
            "{industry}: events: {have}, the goal is {goal}",
        ),
    }

    def is_hard(self, problem: Problem) -> bool:
        """Hard with ``required: true``."""
        return problem.policy.coverage.required

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per industry and count below its goal; amount = events missing."""
        goal = problem.policy.coverage
        weight = problem.policy.weights["coverage"]
        for industry, have in covered(problem, roster).items():
            name = problem.policy.industries[industry]
            counts = (
                ("brand_events", have.brand_events, goal.brand_events),
                ("events", have.events, goal.events),
            )
            for case, ids, want in counts:
                missing = want - len(ids)
                if missing <= 0:
                    continue
                if goal.required:
                    yield self.breach(
                        missing, case, events=ids, industry=name, have=len(ids), goal=want
                    )
                else:
                    yield self.charge(
                        weight * missing, case, owner=None, events=ids, industry=name,
                        have=len(ids), goal=want,
                    )
