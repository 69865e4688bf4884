"""A first statement of what contradicts what when no plan exists.

Only obligations force anything: bookings, and coverage that is required. So: (1) a booking that
no place fits even alone; (2) obligations are dropped one by one as long as the rest still has no
plan (deletion filter), over the events they concern only; (3) then each rule that binds several
events is dropped in the same way, and those whose absence makes a plan possible are named. What
concerns single events (windows, capacities, closures, closed days) stays in force throughout.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import solve_part
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.explain.alone import why_nowhere

TRY_SECONDS = 10.0


@dataclass(frozen=True)
class Duty:
    """An obligation: a booked event, or one count of an industry."""

    event: str = ""
    industry: str = ""
    brand: bool = False


def contradiction(problem: Problem, seconds: float = 60.0) -> tuple[Reason, ...]:
    """Facts that cannot all hold; empty when none could be named in the time."""
    deadline = time.perf_counter() + seconds
    alone = _alone(problem)
    if alone:
        return alone
    duties = _shrink(problem, _duties(problem), deadline)
    if duties is None:
        return ()
    return (*(_fact(problem, d) for d in duties), *_rules(problem, duties, deadline))


def _alone(problem: Problem) -> tuple[Reason, ...]:
    for unit in draft_of(problem).units:
        if unit.booked and not any(site.ok.any() for site in unit.sites):
            booked = next(e for e in unit.events if e.booked_start is not None)
            facts = (("why", why_nowhere(problem, unit)),)
            return (
                _fact(problem, Duty(event=booked.id)),
                Reason("capacity", "unfit", (booked.id,), facts=facts),
            )
    return ()


def _duties(problem: Problem) -> list[Duty]:
    goal = problem.policy.coverage
    duties = [Duty(event=e.id) for e in problem.events if e.booked_start is not None]
    if goal.required:
        for brand, want in ((True, goal.brand_events), (False, goal.events)):
            duties += [Duty(industry=i, brand=brand) for i in problem.policy.industries if want]
    return duties


def _shrink(problem: Problem, duties: list[Duty], deadline: float) -> list[Duty] | None:
    """Duties none of which can be dropped; ``None`` when the whole could not be decided."""
    booked = [d for d in duties if d.event]
    starts = [booked, *([*booked, d] for d in duties if not d.event), duties]
    kept = next((s for s in starts if s and _has_plan(problem, s, deadline) is False), None)
    if kept is None:
        return None
    for duty in list(kept):
        fewer = [d for d in kept if d != duty]
        if fewer and _has_plan(problem, fewer, deadline) is False:
            kept = fewer
    return kept


def _has_plan(
    problem: Problem, duties: list[Duty], deadline: float, without: str = ""
) -> bool | None:
    """Whether the duties alone have a plan; ``None`` when time ran out."""
    if time.perf_counter() > deadline:
        return None
    model = build(_reduced(problem, duties), skip=without)
    for row in _asked(problem, duties, model):
        model.require(row[0], low=row[1])
    seconds = min(TRY_SECONDS, deadline - time.perf_counter())
    found = solve_part(
        model, matrix_of(model), None, None, seconds=seconds, seed=1, first_only=True
    )
    return found.values is not None if found.values is not None or found.proven else None


def _reduced(problem: Problem, duties: list[Duty]) -> Problem:
    """The problem with only the events that some duty concerns, and nothing required."""
    booked = {d.event for d in duties}
    wanted = {d.industry for d in duties}
    keep = {
        e
        for group in problem.groups
        if any(
            m.id in booked or wanted.intersection(m.industries)
            for m in (problem.event_by_id[g] for g in group)
        )
        for e in group
    }
    events = tuple(
        e if e.id in booked or e.booked_start is None else replace(e, booked_start=None,
            earliest=e.booked_start, latest=e.booked_start + e.show_days - 1)
        for e in problem.events
        if e.id in keep
    )
    goal = replace(problem.policy.coverage, required=False)
    return replace(problem, events=events, policy=replace(problem.policy, coverage=goal), near=None)


def _asked(
    problem: Problem, duties: list[Duty], model: Model
) -> Iterator[tuple[list[tuple[int, int, int]], int]]:
    goal = problem.policy.coverage
    for duty in duties:
        if duty.industry:
            placed = [
                (site.opens.start, site.opens.stop, 1)
                for site in model.sites
                for e in site.site.unit.events
                if duty.industry in e.industries and (e.is_brand or not duty.brand)
            ]
            yield placed, goal.brand_events if duty.brand else goal.events


def _rules(problem: Problem, duties: list[Duty], deadline: float) -> tuple[Reason, ...]:
    """Rules over several events without which the duties would have a plan."""
    limits = problem.policy.limits
    facts: dict[str, tuple[tuple[str, int], ...]] = {
        "occupancy": (),
        "date-protection": (),
        "openings": (("limit", limits.openings_per_day or 0),),
        "large-events": (
            ("limit", limits.large_events_per_district_day or 0),
            ("threshold", limits.large_event_visitors or 0),
        ),
        "moving": (),
    }
    return tuple(
        Reason(rule, "fact", facts=facts[rule])
        for rule in facts
        if _has_plan(problem, duties, deadline, without=rule)
    )


def _fact(problem: Problem, duty: Duty) -> Reason:
    if duty.event:
        e = problem.event_by_id[duty.event]
        halls = tuple(f"{v}/{h}" for v, h in e.booked_halls)
        day = e.booked_start or 0
        case = "fact-halls" if halls else "fact"
        return Reason("booking", case, (e.id,), halls, (day,), (("booked", iso(day)),))
    count = "brand_events" if duty.brand else "events"
    mine = [
        e for e in problem.events
        if duty.industry in e.industries and (e.is_brand or not duty.brand)
    ]
    names = Text(
        "、".join(e.name.get("zh") for e in mine) or "无",
        ", ".join(e.name.get("en") for e in mine) or "none",
    )
    facts = (
        ("industry", problem.policy.industries[duty.industry]),
        ("goal", getattr(problem.policy.coverage, count)),
        ("candidates", names),
    )
    return Reason("coverage", f"fact-{count}", tuple(e.id for e in mine), facts=facts)
