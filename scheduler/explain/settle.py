"""Takes back the moves of a plan that nothing needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster

MOST_AUDITS = 400
"""Plans judged at most; each takes some milliseconds for a hundred events."""


def settle(problem: Problem, before: Plan, after: Plan, keep: Collection[str]) -> Plan:
    """A legal plan no dearer than `after`, with fewer events elsewhere than in `before`.

    Steps: (1) put one moved event back, with its group; (2) as long as that clashes with others
    that moved, put those back as well; (3) keep what is legal and costs no more. Repeat until
    nothing more can go back.

    Parameters
    ----------
    before
        Any plan; rows that name nothing real count as absent.
    after
        A legal plan.
    keep
        Events that stay where `after` has them.
    """
    tenancies = Roster.read(problem, before).tenancies
    # Dates that the file derived may be off; the event's day counts rule.
    stood = {t.event.id: replace(t.placement, stated=()) for t in tenancies}
    settler = _Settler(problem, stood, frozenset(keep), after, audit(problem, after))
    while settler.round():
        pass
    return settler.plan


class _Settler:
    """The plan so far, and what may go back."""

    def __init__(
        self,
        problem: Problem,
        stood: dict[str, Placement],
        keep: frozenset[str],
        plan: Plan,
        judged: Audit,
    ) -> None:
        self.problem, self.stood, self.keep = problem, stood, keep
        self.plan, self.cost = plan, judged.cost
        self.audits = 0

    def round(self) -> bool:
        """Try each moved event once; whether any went back."""
        some = False
        for event_id in sorted(self._moved()):
            if event_id in self._moved():
                some |= self._try(event_id)
        return some

    def _moved(self) -> set[str]:
        now = self.plan.by_event()
        return {
            e.id
            for e in self.problem.events
            if e.id not in self.keep and _place(self.stood.get(e.id)) != _place(now.get(e.id))
        }

    def _try(self, event_id: str) -> bool:
        moved = self._moved()
        back = moved & {*self.problem.group_of[event_id]}
        while back and self.audits < MOST_AUDITS:
            self.audits += 1
            trial = self._with(back)
            judged = audit(self.problem, trial)
            if judged.ok:
                if judged.cost <= self.cost:
                    self.plan, self.cost = trial, judged.cost
                    return True
                return False
            clash = {o for f in judged.hard for e in f.reason.events for o in self._group(e)}
            more = clash & moved - back
            if not more:
                return False
            back |= more
        return False

    def _group(self, event_id: str) -> tuple[str, ...]:
        return self.problem.group_of.get(event_id, ())

    def _with(self, back: set[str]) -> Plan:
        """The plan with some events where they stood, or out if they stood nowhere."""
        rows = [p for p in self.plan.placements if p.event_id not in back]
        return Plan((*rows, *(self.stood[e] for e in sorted(back) if e in self.stood)))


def _place(row: Placement | None) -> object:
    return row and row.place
