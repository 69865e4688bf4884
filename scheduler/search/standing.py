"""Takes over what is still possible of a plan that stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from scheduler.audit import audit
from scheduler.cpsat.assign import values_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.search.state import State

LACKING = {"coverage", "booking"}
"""Rules that speak of what is missing; leaving more out mends nothing."""


def take_over(state: State, plan: Plan) -> None:
    """Let a state begin with the legal part of `plan`; the rest is out until it is placed."""
    model = state.model
    state.adopt(values_of(model, legal_part(model.problem, plan)))


def legal_part(problem: Problem, plan: Plan) -> Plan:
    """Rows of `plan` that name something real and break no rule together.

    Each round judges what is left and drops, of each broken rule's events, the one that stands
    in most findings, of those the one of least priority; so few rows go, and it ends.
    """
    # Dates that a file derived count for nothing here; the event's day counts may have changed.
    rows = {
        t.event.id: replace(t.placement, stated=())
        for t in Roster.read(problem, plan).tenancies
    }
    while True:
        left = Plan(tuple(rows.values()))
        hard = [f for f in audit(problem, left).hard if f.reason.rule not in LACKING]
        blamed = [[e for e in f.reason.events if e in rows] for f in hard]
        times = Counter(e for events in blamed for e in events)
        gone: set[str] = set()
        for events in blamed:
            if events and gone.isdisjoint(events):
                gone.add(min(events, key=lambda e: (-times[e], problem.event_by_id[e].priority, e)))
        if not gone:
            return left
        for event in gone:
            del rows[event]
