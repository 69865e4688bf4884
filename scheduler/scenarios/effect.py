"""What a scenario does to the standing plan: the plan found for it beside the one that stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.solution import INFEASIBLE, Solution
from scheduler.domain.text import Text
from scheduler.rules import RULES
from scheduler.scenarios.compare import Change, compare
from scheduler.scenarios.scenario import Scenario

MOVED, LOST, WON, CANCELLED = KINDS = ("moved", "lost", "won", "cancelled")
"""What becomes of an event that does not stay where it was; the last is the scenario's doing."""

_CANCELLED = Text("情景取消了这个活动", "The scenario drops the event")


@dataclass(frozen=True)
class Before:
    """A city as it is, and the plan that stands in it.

    Parameters
    ----------
    judged
        The plan's audit, without points of `change`.
    """

    problem: Problem
    plan: Plan
    judged: Audit


@dataclass(frozen=True)
class Effect:
    """A scenario, solved.

    Parameters
    ----------
    near
        Whether moving away from the standing plan cost points; then `solution` and `after` count
        them (rule `change`).
    after
        ``None`` when no plan was found.
    changes
        From the standing plan, by the first day that they concern; what the scenario itself
        cancels comes last.
    """

    before: Before
    scenario: Scenario
    near: bool
    solution: Solution
    after: Audit | None
    changes: tuple[Change, ...] = ()

    @property
    def change_cost(self) -> int:
        """Points of `change`."""
        return self.after.cost_by_rule.get("change", 0) if self.after else 0

    @property
    def rank(self) -> tuple[int, int]:
        """Best first: those with a plan by their points, then the impossible, then the unknown."""
        if self.after is not None:
            return 0, self.after.cost
        return (1 if self.solution.status == INFEASIBLE else 2), 0

    def cost_by_rule(self) -> dict[str, tuple[int, int | None]]:
        """Points before and after by rule, in the rulebook's order; no plan has no points."""
        a = self.before.judged.cost_by_rule
        b = self.after.cost_by_rule if self.after else {}
        known = self.after is not None
        return {
            r.id: (a.get(r.id, 0), b.get(r.id, 0) if known else None)
            for r in RULES
            if r.id in a or r.id in b
        }

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """Changes of events that are moved, lost, won, or cancelled by the scenario itself."""
        return tuple(c for c in self.changes if self.kind_of(c) == kind)

    def kind_of(self, change: Change) -> str:
        """What becomes of an event."""
        if change.event_id not in self.scenario.problem.event_by_id:
            return CANCELLED
        if change.after is None:
            return LOST
        return MOVED if change.before else WON


def effect_of(before: Before, scenario: Scenario, solution: Solution, near: bool) -> Effect:
    """Set what was found for a scenario beside the standing plan.

    The plan is judged by the audit, as any; `scenario.problem` is the one that was solved.
    """
    problem = scenario.problem
    if solution.plan is None:
        return Effect(before, scenario, near, solution, None)
    judged = audit(problem, solution.plan)
    moved = compare(problem, before.plan, solution.plan).changes
    changes = (*moved, *_cancelled(before, problem))
    return Effect(before, scenario, near, solution, judged, changes)


def free(scenario: Scenario) -> Scenario:
    """The scenario in which moving away from the standing plan costs nothing."""
    return replace(scenario, problem=replace(scenario.problem, near=None))


def _cancelled(before: Before, problem: Problem) -> Iterator[Change]:
    stood = Roster.read(before.problem, before.plan).by_event
    gone: list[Tenancy] = [t for e, t in stood.items() if e not in problem.event_by_id]
    for t in sorted(gone, key=lambda t: (t.show.start, t.event.id)):
        yield Change(t.event.id, t, None, _CANCELLED)
