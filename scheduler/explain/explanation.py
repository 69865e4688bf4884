"""Why an event stands where it stands in a plan, or why not elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.roster import Tenancy
from scheduler.explain.forced import Forced, Question, force
from scheduler.explain.places import Places
from scheduler.explain.settle import settle
from scheduler.explain.why_not import why_not
from scheduler.search.params import OnProgress, SolveParams, silent

STANDS, EQUAL, CHEAPER, DEARER = "stands", "equal", "cheaper", "dearer"
IMPOSSIBLE, CROWDED_OUT, UNDECIDED = "impossible", "crowded-out", "undecided"

REASON_SECONDS = 20.0
"""Seconds for naming what contradicts, once it is proven that something does."""


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
    members : tuple of Reason
        Facts that make it impossible.
    first : Tenancy or None
        For an event without a place, the earliest one that would displace nobody.
    outside : bool
        Whether `first` lies outside the dates that the event allows.
    """

    asked: Question
    answer: str
    plan: Plan | None = None
    place: Tenancy | None = None
    low: int | None = None
    high: int | None = None
    by_rule: dict[str, int] | None = None
    members: tuple[Reason, ...] = ()
    first: Tenancy | None = None
    outside: bool = False


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
    found = force(problem, asked, replace(params, start=standing.plan), tell)
    said = _said(problem, standing, asked, found)
    if said.answer == IMPOSSIBLE:
        said = replace(said, members=why_not(problem, asked, REASON_SECONDS))
    if place is None:
        first, outside = _first(problem, standing.plan, asked)
        said = replace(said, first=first, outside=outside)
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
