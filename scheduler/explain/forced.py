"""The best plan in which an event stands somewhere it does not stand now, or anywhere at all."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from scheduler.audit import audit
from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.draft import Unit
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import whole
from scheduler.cpsat.packing import solve_part
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE
from scheduler.domain.span import Day
from scheduler.explain.alone import fits
from scheduler.explain.places import Places
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.search.solve import solve

ABSENT = 10_000_000
"""Points for leaving the asked event out, far above what any plan of a city costs."""

LEAST_SECONDS = 1.0
"""Seconds for deciding whether any plan has the event at all; more if the limit allows."""


@dataclass(frozen=True)
class Question:
    """Where an event is to stand; blank and ``None`` leave venue and first show day open."""

    event_id: str
    venue_id: str = ""
    day: Day | None = None


@dataclass(frozen=True)
class Forced:
    """The best plan that answers a question.

    Attributes
    ----------
    plan, cost
        Legal and with the event as asked; ``None`` when none was found.
    bound : int or None
        No plan that answers the question costs less.
    impossible : bool
        Proven: there is no such plan.
    """

    plan: Plan | None = None
    cost: int | None = None
    bound: int | None = None
    impossible: bool = False


def allowed(problem: Problem, asked: Question) -> frozenset[str]:
    """Venues that question and event leave."""
    event = problem.event_by_id[asked.event_id]
    known = frozenset(v.id for v in problem.venues)
    named = frozenset({asked.venue_id}) if asked.venue_id else known
    return named & (event.venues or known)


def narrowed(problem: Problem, asked: Question) -> Problem | None:
    """The problem in which the event stands as asked or is out; ``None`` if it rules that out."""
    event, venues = problem.event_by_id[asked.event_id], allowed(problem, asked)
    kept = asked.day is None or event.booked_start in (None, asked.day)
    if not venues or not kept or any(v not in venues for v, _ in event.booked_halls):
        return None
    event = replace(event, venues=venues, booked_start=asked.day or event.booked_start)
    return replace(problem.with_event(event), near=None)


def unit_of(problem: Problem, event_id: str) -> Unit:
    """The event's unit with what it may choose by itself."""
    return next(u for u in draft_of(problem).units if event_id in {e.id for e in u.events})


def possible(problem: Problem, asked: Question) -> bool:
    """Whether the event could stand as asked if nothing else were placed."""
    tight = narrowed(problem, asked)
    return tight is not None and fits(unit_of(tight, asked.event_id))


def force(
    problem: Problem, asked: Question, params: SolveParams, tell: OnProgress = silent
) -> Forced:
    """Find the best plan that has the event where it is asked for.

    A day is asked for by booking the event. Without one it must be kept from staying out: a plan
    "to be near to" names it alone, so that only its absence costs points, very many. Where the
    plan to start from has a free place as asked, that is where the search begins.
    """
    tight = narrowed(problem, asked)
    if tight is None or not possible(problem, asked):
        return Forced(impossible=True)
    free = Places(tight, params.start or Plan(), asked.event_id).cheapest(1)
    if free:
        params = replace(params, start=free[0].plan)
    found = _solved(tight, asked, params, tell)
    legal = [place for place in free if place.judged.ok]
    if legal and (found.cost is None or legal[0].judged.cost < found.cost):
        found = replace(found, plan=legal[0].plan, cost=legal[0].judged.cost)
    return found


def _solved(tight: Problem, asked: Question, params: SolveParams, tell: OnProgress) -> Forced:
    booked = tight.event_by_id[asked.event_id].booked_start is not None
    found = solve(tight if booked else _must_be_in(tight, asked), params, tell)
    if found.status == INFEASIBLE:
        return Forced(impossible=True)
    if found.plan is None:
        return Forced(bound=found.bound)
    if asked.event_id in found.plan.by_event():
        return Forced(found.plan, audit(tight, found.plan).cost, found.bound)
    return _any(tight, asked, params, found.bound)


def _must_be_in(tight: Problem, asked: Question) -> Problem:
    event = tight.event_by_id[asked.event_id]
    somewhere = Placement(event.id, min(event.venues), (), tight.horizon.start)
    change = {"date": 0, "day": 0, "venue": 0, "halls": 0, "unplaced": ABSENT}
    return replace(
        tight, near=Plan((somewhere,)), policy=replace(tight.policy, change=change)
    )


def _any(tight: Problem, asked: Question, params: SolveParams, bound: int | None) -> Forced:
    """Whether there is any plan with the event at all, when the best one leaves it out."""
    model = build(tight, draft_of(tight))
    places = [
        whole(site.opens)
        for site in model.sites
        if asked.event_id in {e.id for e in site.site.unit.events}
    ]
    model.require(places, low=1)
    found = solve_part(
        model, matrix_of(model), None, None,
        seconds=max(LEAST_SECONDS, _left(params)), seed=params.seed,
        workers=params.threads, first_only=True, go_on=lambda: not params.stop.said,
    )  # fmt: skip
    values = found.values
    if values is None:
        return Forced(bound=None if found.proven else bound, impossible=found.proven)
    plan = plan_of(model, lambda i: bool(values[i]))
    return Forced(plan, audit(tight, plan).cost, bound)


def _left(params: SolveParams) -> float:
    """Seconds until the limit."""
    if params.began is None:
        return 0.0
    return params.began + params.time_limit_s - time.perf_counter()
