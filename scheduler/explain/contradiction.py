"""A first statement of what contradicts what when no plan exists.

Only obligations force anything: bookings, and coverage that is required. So: (1) a booking that
no place fits even alone, or a coverage goal with too few events that fit alone; (2) obligations
are dropped one by one as long as the rest still has no plan (deletion filter), over the events
they concern only; (3) then each rule that binds several events is dropped in the same way, so
that those left are all needed. What concerns single events (windows, capacities, closures, closed
days) stays in force throughout.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.packing import solve_part
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.explain.alone import booked, fits, free, impossible_booking, unfit
from scheduler.explain.laws import OCCUPANCY, Law, families, lift, reasons
from scheduler.explain.naming import names

TRY_SECONDS = 5.0


@dataclass(frozen=True)
class Duty:
    """An obligation: a booked event, or one count of an industry."""

    event: str = ""
    industry: str = ""
    brand: bool = False


def contradiction(problem: Problem, seconds: float = 20.0) -> tuple[Reason, ...]:
    """Facts that cannot all hold; empty when none could be named in the time."""
    deadline = time.perf_counter() + seconds
    duties = _duties(problem)
    alone = _alone(problem, duties)
    if alone:
        return alone
    kept = _shrink(problem, duties, deadline)
    if kept is None:
        return ()
    return (*(_fact(problem, d) for d in kept), *_laws(problem, kept, deadline))


def _alone(problem: Problem, duties: list[Duty]) -> tuple[Reason, ...]:
    """An obligation that cannot be met whatever the others are."""
    for unit in draft_of(problem).units:
        if unit.booked and not fits(unit):
            return impossible_booking(problem, unit)
    counts = [d for d in duties if d.industry]
    units = draft_of(_reduced(problem, counts)).units if counts else []
    for duty in counts:
        mine = {e.id for e in _candidates(problem, duty)}
        out = [u for u in units if not fits(u) and mine.intersection(e.id for e in u.events)]
        lost = mine.intersection(e.id for u in out for e in u.events)
        if len(mine) - len(lost) < _goal(problem, duty):
            return (_fact(problem, duty), *(unfit(problem, u) for u in out))
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
    problem: Problem, duties: list[Duty], deadline: float, without: Collection[Law] = ()
) -> bool | None:
    """Whether the duties alone have a plan; ``None`` when time ran out."""
    if time.perf_counter() > deadline:
        return None
    skip = OCCUPANCY if Law(OCCUPANCY) in without else ""
    model = build(lift(_reduced(problem, duties), without), skip=skip)
    for row, low in _asked(problem, duties, model):
        model.require(row, low=low)
    seconds = min(TRY_SECONDS, deadline - time.perf_counter())
    found = solve_part(
        model, matrix_of(model), None, None, seconds=seconds, seed=1, first_only=True
    )
    return found.values is not None if found.values is not None or found.proven else None


def _reduced(problem: Problem, duties: list[Duty]) -> Problem:
    """The problem with only the events that some duty concerns, and nothing else required."""
    named = {d.event for d in duties}
    wanted = {d.industry for d in duties}
    keep = {
        e
        for group in problem.groups
        if any(
            m.id in named or wanted.intersection(m.industries)
            for m in (problem.event_by_id[g] for g in group)
        )
        for e in group
    }
    events = tuple(
        e if e.id in named or e.booked_start is None else free(e)
        for e in problem.events
        if e.id in keep
    )
    goal = replace(problem.policy.coverage, required=False)
    return replace(problem, events=events, policy=replace(problem.policy, coverage=goal), near=None)


def _candidates(problem: Problem, duty: Duty) -> list[Event]:
    return [
        e
        for e in problem.events
        if duty.industry in e.industries and (e.is_brand or not duty.brand)
    ]


def _goal(problem: Problem, duty: Duty) -> int:
    goal = problem.policy.coverage
    return goal.brand_events if duty.brand else goal.events


def _asked(
    problem: Problem, duties: list[Duty], model: Model
) -> Iterator[tuple[list[tuple[int, int, int]], int]]:
    for duty in duties:
        if duty.industry:
            mine = {e.id for e in _candidates(problem, duty)}
            placed = [
                (site.opens.start, site.opens.stop, 1)
                for site in model.sites
                for e in site.site.unit.events
                if e.id in mine
            ]
            yield placed, _goal(problem, duty)


def _laws(problem: Problem, duties: list[Duty], deadline: float) -> Iterator[Reason]:
    """Rules over several events, all of which it takes to leave the duties without a plan."""
    gone: list[Law] = []
    for family in families(_reduced(problem, duties)):
        if _has_plan(problem, duties, deadline, [*gone, *family]) is False:
            gone += family
            continue
        for law in family:
            if len(family) > 1 and _has_plan(problem, duties, deadline, [*gone, law]) is False:
                gone.append(law)
            else:
                yield from reasons(problem, law)


def _fact(problem: Problem, duty: Duty) -> Reason:
    if duty.event:
        return booked(problem.event_by_id[duty.event])
    mine = _candidates(problem, duty)
    facts = (
        ("industry", problem.policy.industries[duty.industry]),
        ("goal", _goal(problem, duty)),
        ("candidates", names([e.name for e in mine])),
    )
    case = "fact-brand_events" if duty.brand else "fact-events"
    return Reason("coverage", case, tuple(e.id for e in mine), facts=facts)
