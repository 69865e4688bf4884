"""Seeded faults in a plan, as hands make them: double bookings, wrong halls, dates out of place."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem


def spoiled(problem: Problem, plan: Plan, faults: int, seed: int) -> Plan:
    """The plan with one event after the other put where it breaks a hard rule that held before."""
    rng = random.Random(seed)
    events = rng.sample(sorted(p.event_id for p in plan.placements), len(plan))
    kinds = [_double, _halls, _date, _venue]
    broken, done = len(audit(problem, plan).hard), 0
    for event_id in events:
        if done == faults:
            break
        for kind in rng.sample(kinds, len(kinds)):
            moved = kind(problem, plan, plan.by_event()[event_id], rng)
            trial = plan.with_placement(moved) if moved else plan
            if len(audit(problem, trial).hard) > broken:
                plan, broken, done = trial, len(audit(problem, trial).hard), done + 1
                break
    return plan


Fault = Callable[[Problem, Plan, Placement, random.Random], Placement | None]


def _double(problem: Problem, plan: Plan, p: Placement, rng: random.Random) -> Placement | None:
    """Into the halls of another event on its days."""
    others = [o for o in plan.placements if o.hall_ids and o.event_id != p.event_id]
    o = rng.choice(others) if others else None
    return o and replace(p, venue_id=o.venue_id, hall_ids=o.hall_ids, show_first=o.show_first)


def _halls(problem: Problem, plan: Plan, p: Placement, rng: random.Random) -> Placement | None:
    """Into other halls of the venue."""
    return replace(p, hall_ids=(rng.choice(problem.venue_by_id[p.venue_id].halls).id,))


def _date(problem: Problem, plan: Plan, p: Placement, rng: random.Random) -> Placement | None:
    """Some weeks away."""
    return replace(p, show_first=p.show_first + rng.choice((-1, 1)) * rng.randint(7, 70))


def _venue(problem: Problem, plan: Plan, p: Placement, rng: random.Random) -> Placement | None:
    """To another venue, the day kept."""
    venue = rng.choice(problem.venues)
    return replace(p, venue_id=venue.id, hall_ids=(venue.halls[0].id,)) if venue.halls else None
