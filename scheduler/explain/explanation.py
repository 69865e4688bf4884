"""Why an event stands where it stands in a plan, or why not elsewhere."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from scheduler.audit import Audit, audit
from scheduler.domain.conflict import Member
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Tenancy
from scheduler.explain.contradiction import contradiction
from scheduler.explain.forced import Forced, Question, force, possible
from scheduler.explain.places import Places
from scheduler.explain.settle import settle
from scheduler.explain.why_not import why_not
from scheduler.search.params import OnProgress, SolveParams, silent

STANDS, EQUAL, CHEAPER, DEARER = "stands", "equal", "cheaper", "dearer"
IMPOSSIBLE, CROWDED_OUT, UNDECIDED = "impossible", "crowded-out", "undecided"

NO_PLAN_SHARE = 0.6
"""Share of the time for finding out whether the inputs have any plan, when the standing one breaks
hard rules."""

LEAST_SECONDS = 1.0
"""Seconds for naming what contradicts, once it is proven that something does; more if the limit
allows."""


@dataclass(frozen=True)
class Standing:
    """A plan that stands: its audit, and what is proven of the cheapest plan there is."""

    plan: Plan
    judged: Audit
    bound: int | None = None


@dataclass(frozen=True)
class Explanation:
    """Answer to a question about one event.

    Attributes
    ----------
    answer : str
        One of the words above; `UNDECIDED` when the time did not suffice for any.
    plan : Plan or None
        The best plan with the event as asked; the standing one for ``stands``.
    place : Tenancy or None
        Where the event is in it.
    low, high : int or None
        What `plan` costs more than the standing one: proven at least, and found.
    by_rule : dict
        Points more (or less) by rule; they add up to `high`.
    members : tuple of Member
        Facts that make it impossible; none when they were not found in the time.
    first : Tenancy or None
        For an event without a place, the earliest one that would displace nobody.
    outside : bool
        Whether `first` lies outside the dates that the event allows.
    hopeless : bool
        Whether `members` leave no plan at all, wherever the event stands.
    """

    asked: Question
    answer: str
    plan: Plan | None = None
    place: Tenancy | None = None
    low: int | None = None
    high: int | None = None
    by_rule: dict[str, int] | None = None
    members: tuple[Member, ...] = ()
    first: Tenancy | None = None
    outside: bool = False
    hopeless: bool = False


def explanation(
    problem: Problem,
    standing: Standing,
    asked: Question,
    params: SolveParams,
    tell: OnProgress = silent,
) -> Explanation:
    """Answer why an event stands where it does, or what it would take to have it as asked.

    Points never include `change`.
    """
    problem = replace(problem, near=None)
    place = standing.judged.roster.by_event.get(asked.event_id)
    if place is not None and _is_there(place, asked):
        mine = points_of(standing.judged, asked.event_id)
        return Explanation(asked, STANDS, standing.plan, place, 0, 0, mine)
    began = time.perf_counter() if params.began is None else params.began
    params = replace(params, began=began, start=standing.plan)
    said = _answer(problem, standing, asked, params, tell)
    if place is None:
        first, outside = _first(problem, standing.plan, asked)
        said = replace(said, first=first, outside=outside)
    return said


def _answer(
    problem: Problem, standing: Standing, asked: Question, params: SolveParams, tell: OnProgress
) -> Explanation:
    """What the event by itself rules out, then what leaves no plan at all, then the price.

    That there is no plan at all is seldom and costly to prove by a search, so it is looked into
    apart, and only where the standing plan is none.
    """
    assert params.began is not None
    end = params.began + params.time_limit_s
    can = possible(problem, asked)
    if can and not standing.judged.ok:
        left = end - time.perf_counter()
        facts = contradiction(problem, left * NO_PLAN_SHARE)
        if facts:
            return Explanation(asked, IMPOSSIBLE, members=facts, hopeless=True)
    if can:
        said = _said(problem, standing, asked, force(problem, asked, params, tell))
    else:
        said = Explanation(asked, IMPOSSIBLE)
    if said.answer == IMPOSSIBLE:
        left = max(LEAST_SECONDS, end - time.perf_counter())
        said = replace(said, members=why_not(problem, asked, left))
    return said


def _is_there(place: Tenancy, asked: Question) -> bool:
    at_venue = asked.venue_id in ("", place.venue.id)
    return at_venue and asked.day in (None, place.show.start)


def points_of(judged: Audit, event_id: str) -> dict[str, int]:
    """Points that belong to an event, by rule."""
    found: dict[str, int] = {}
    for f in judged.findings:
        if f.owner == event_id and not f.hard and f.amount:
            found[f.reason.rule] = found.get(f.reason.rule, 0) + f.amount
    return found


def _said(problem: Problem, standing: Standing, asked: Question, found: Forced) -> Explanation:
    if found.impossible:
        return Explanation(asked, IMPOSSIBLE)
    base = standing.judged.cost
    bounds = [b - base for b in (found.bound, standing.bound) if b is not None]
    low = max(bounds, default=None)
    if found.plan is None:
        return Explanation(asked, UNDECIDED, low=low)
    group = problem.group_of[asked.event_id]
    plan = settle(problem, standing.plan, found.plan, group)
    judged = audit(problem, plan)
    high = judged.cost - base
    word = EQUAL if high == 0 else CHEAPER if high < 0 else DEARER
    if word == DEARER and asked.event_id not in standing.judged.roster.by_event:
        word = CROWDED_OUT
    place = judged.roster.by_event[asked.event_id]
    return Explanation(asked, word, plan, place, low, high, steps(standing.judged, judged))


def steps(before: Audit, after: Audit) -> dict[str, int]:
    """Points that a plan costs more than another, by rule; rules that cost the same are absent."""
    a, b = before.cost_by_rule, after.cost_by_rule
    rules = [*b, *(r for r in a if r not in b)]
    return {r: b.get(r, 0) - a.get(r, 0) for r in rules if b.get(r, 0) != a.get(r, 0)}


def _first(problem: Problem, plan: Plan, asked: Question) -> tuple[Tenancy | None, bool]:
    """The earliest place that displaces nobody; outside the window if there is none within."""
    event = problem.event_by_id[asked.event_id]
    wide = problem.with_event(replace(event, earliest=None, latest=None))
    for city, outside in ((problem, False), (wide, True)):
        place = Places(city, plan, event.id).first()
        if place is not None:
            return place.judged.roster.by_event[event.id], outside
    return None, False
