"""Plans near a plan: by a day, by a hall, by a venue, one dropped, two swapped."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem

KINDS = (*["day"] * 3, "far", "hall", "hall", "venue", "drop", "swap", *["beside"] * 3)
"""Kinds of nudges, the common ones repeated; now and then a row is doubled, too."""


def nudges(problem: Problem, plan: Plan, rng: random.Random, count: int) -> Iterator[Plan]:
    """`count` plans one or two steps away, seeded."""
    for _ in range(count):
        nudged = _step(problem, plan, rng)
        yield _step(problem, nudged, rng) if rng.random() < 0.25 else nudged


def _step(problem: Problem, plan: Plan, rng: random.Random) -> Plan:
    if not plan.placements or rng.random() < 0.1:
        return _add(problem, plan, rng)
    loose = [p for p in plan.placements if not _booked(problem, p.event_id)]
    placed = rng.choice(loose if loose and rng.random() < 0.9 else plan.placements)
    if rng.random() < 0.02:
        return Plan((*plan.placements, replace(placed, show_first=placed.show_first + 1)))
    group = problem.group_of[placed.event_id] if rng.random() < 0.8 else (placed.event_id,)
    together = [p for p in plan.placements if p.event_id in group]
    kind = rng.choice(KINDS)
    if kind in ("day", "far"):
        by = rng.choice((-1, 1)) if kind == "day" else rng.randint(-9, 9)
        return _changed(plan, [replace(p, show_first=p.show_first + by) for p in together])
    if kind == "hall":
        return _changed(plan, [replace(placed, hall_ids=_other_halls(problem, placed, rng))])
    if kind == "venue":
        venue = rng.choice(problem.venues)
        moved = [replace(p, venue_id=venue.id) for p in together]
        return _changed(plan, [replace(p, hall_ids=random_halls(problem, p, rng)) for p in moved])
    if kind == "drop":
        return Plan(tuple(p for p in plan.placements if p not in together))
    other = rng.choice(plan.placements)
    if kind == "beside":
        return _changed(plan, [_beside(problem, p, other, rng) for p in together])
    return _changed(
        plan,
        [
            replace(placed, show_first=other.show_first),
            replace(other, show_first=placed.show_first),
        ],
    )


def _booked(problem: Problem, event_id: str) -> bool:
    group = [problem.event_by_id[e] for e in problem.group_of[event_id]]
    return any(e.booked_start is not None or e.booked_halls for e in group)


def _beside(problem: Problem, placed: Placement, other: Placement, rng: random.Random) -> Placement:
    """A row right after or before another, by tenancy or by show, give or take some free days."""
    event, before = problem.event_by_id[placed.event_id], problem.event_by_id[other.event_id]
    free = rng.choice((-1, 0, 0, 1, 2, 3))
    mine, theirs = event.show(0), before.show(other.show_first)
    if rng.random() < 0.6:
        mine, theirs = event.tenancy(0), before.tenancy(other.show_first)
    after = theirs.end + free - mine.start
    start = after if rng.random() < 0.6 else theirs.start - free - mine.end
    if rng.random() < 0.3:
        return replace(placed, show_first=start)
    moved = replace(placed, venue_id=other.venue_id, show_first=start)
    halls = other.hall_ids if rng.random() < 0.3 else random_halls(problem, moved, rng)
    return replace(moved, hall_ids=halls)


def _changed(plan: Plan, placements: list[Placement]) -> Plan:
    for p in placements:
        plan = plan.with_placement(p)
    return plan


def _add(problem: Problem, plan: Plan, rng: random.Random) -> Plan:
    missing = [e.id for e in problem.events if e.id not in plan.by_event()]
    if not missing:
        return plan
    return _changed(plan, [_anywhere(problem, rng.choice(missing), rng)])


def _anywhere(problem: Problem, event_id: str, rng: random.Random) -> Placement:
    venue = rng.choice(problem.venues)
    horizon = problem.horizon
    row = Placement(event_id, venue.id, (), rng.randrange(horizon.start, horizon.end))
    return replace(row, hall_ids=random_halls(problem, row, rng))


def _other_halls(problem: Problem, placed: Placement, rng: random.Random) -> tuple[str, ...]:
    halls = [h.id for h in problem.venue_by_id[placed.venue_id].halls]
    chosen = set(placed.hall_ids)
    kind = rng.choice(("other", "other", "more", "fewer", "random"))
    if kind == "random":
        return random_halls(problem, placed, rng)
    if kind in ("other", "fewer") and chosen:
        chosen.discard(rng.choice(sorted(chosen)))
    if kind in ("other", "more"):
        chosen.add(rng.choice(halls))
    return tuple(h for h in halls if h in chosen)


def random_halls(problem: Problem, placed: Placement, rng: random.Random) -> tuple[str, ...]:
    """Halls of the row's venue, picked to fit its event's needs more often than not."""
    event = problem.event_by_id[placed.event_id]
    venue = problem.venue_by_id[placed.venue_id]
    chosen: set[str] = set()
    wide = [
        s
        for s in venue.stretches
        if sum(venue.hall_by_id[h].gross_m2 for h in s) >= event.gross_m2 > 0
    ]
    if wide:
        shortest: tuple[str, ...] = min(rng.choices(wide, k=3), key=len)
        chosen.update(shortest)
    rooms = [h.id for h in venue.halls if h.seats >= event.seats > 0]
    grounds = [h.id for h in venue.halls if h.outdoor]
    for pool, wanted in ((rooms, event.seats), (grounds, event.outdoor_m2)):
        if wanted and pool:
            chosen.add(rng.choice(pool))
    return tuple(h.id for h in venue.halls if h.id in chosen)


def greedy(problem: Problem, rng: random.Random, tries: int = 60) -> Plan:
    """A plan built event by event at random places that the audit accepts, bookings first.

    It lacks what found no place, and may be illegal for that.
    """
    plan = Plan()
    groups = rng.sample(problem.groups, len(problem.groups))
    for group in sorted(groups, key=lambda g: not any(_booked(problem, e) for e in g)):
        for _ in range(tries):
            bigger = _changed(plan, _together(problem, group, rng))
            lacking = {"brand_events", "events", "absent"}
            if {f.reason.case for f in audit(problem, bigger).hard} <= lacking:
                plan = bigger
                break
    return plan


def _together(problem: Problem, group: tuple[str, ...], rng: random.Random) -> list[Placement]:
    """Rows of a group at one random place, or where its bookings have it."""
    events = [problem.event_by_id[e] for e in group]
    lead = _anywhere(problem, group[0], rng)
    for e in events:
        if e.booked_halls:
            lead = replace(lead, venue_id=e.booked_halls[0][0])
        if e.booked_start is not None:
            lead = replace(lead, show_first=e.booked_start)
    rows = []
    for e in events:
        row = replace(lead, event_id=e.id)
        booked = tuple(h for _, h in e.booked_halls)
        rows.append(replace(row, hall_ids=booked or random_halls(problem, row, rng)))
    return rows
