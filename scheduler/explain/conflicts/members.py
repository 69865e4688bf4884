"""Facts as members of a conflict: their sentence, and where they are written."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.builder import draft_of
from scheduler.cpsat.draft import Draft, Unit
from scheduler.domain.conflict import Member
from scheduler.domain.policy import ClosedDays
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Fact as Value
from scheduler.domain.reason import Reason
from scheduler.domain.span import Day, Span, iso
from scheduler.domain.text import Text
from scheduler.explain.alone import booked
from scheduler.explain.closing import closed, closure_at, span_text
from scheduler.explain.conflicts.facts import OCCUPANCY, Fact, Facts
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.twin import Twin, demand_of
from scheduler.explain.counting import short
from scheduler.explain.naming import names
from scheduler.explain.shortages import forced, shortages
from scheduler.rules.closed_days import closed_reason

VENUES, POLICY = "venues.yaml", "policy.yaml"

def members_of(oracle: Oracle, conflict: Facts, order: tuple[Fact, ...]) -> tuple[Member, ...]:
    """The facts of a conflict in words, duties first."""
    return tuple(member_of(oracle, f, conflict) for f in order if f in conflict)


def counts_of(twin: Twin) -> tuple[Reason, ...]:
    """Arithmetic that shows by itself that a twin has no plan, if there is any."""
    draft = draft_of(twin.problem)
    demands = [(d.events, d.goal) for d in twin.demands]
    return tuple(shortages(draft, forced(draft, demands), twin.occupancy))[:1]


def member_of(oracle: Oracle, fact: Fact, conflict: Facts) -> Member:
    """A fact of a conflict in words, and where it is written."""
    problem = oracle.problem
    if fact.rule in ("booking", "window", "capacity") or fact.what in (
        "venues", "co_located_with",
    ):  # fmt: skip
        return of_event(problem, fact)
    if fact == OCCUPANCY:
        return Member(_occupancy(oracle.twin(conflict).problem))
    if fact.rule in ("closure", "moving", "occupancy") or fact.what == "open":
        return _of_venue(problem, fact)
    return _of_policy(problem, fact)


def of_event(problem: Problem, fact: Fact) -> Member:
    """A fact that a row of the events states."""
    e = problem.event_by_id[fact.of]
    row = problem.row_of.get(e.id)
    ids, column = (e.id,), fact.what

    def told(case: str, **facts: Value) -> Reason:
        return Reason(fact.rule, case, ids, facts=tuple(facts.items()))

    if fact.rule == "booking":
        column = "booked_start" if e.booked_start is not None else "booked_halls"
        halls = tuple(f"{v}/{h}" for v, h in e.booked_halls)
        reason = Reason("booking", "fact-only-halls", ids, halls)
        if e.booked_start is not None:
            reason = booked(e)
    elif fact.rule == "window":
        reason = told(f"fact-{column}", bound=iso(getattr(e, column)))
    elif column == "venues":
        allowed = [v.name for v in problem.venues if v.id in e.venues]
        reason = told("fact", allowed=names(allowed))
    elif column == "co_located_with":
        reason = Reason("venue", "apart", (e.id, e.co_located_with))
    elif column == "requires":
        reason = told("fact-requires", missing=", ".join(sorted(e.requires)))
    else:
        reason = told(f"fact-{column}", need=getattr(e, column))
    return Member(reason, problem.events_file, row, column)


def _of_venue(problem: Problem, fact: Fact) -> Member:
    venue = problem.venue_by_id[fact.of.partition("/")[0]]
    path = venue_path(problem, fact.of)

    def told(case: str, **facts: Value) -> Reason:
        return Reason(fact.rule, case, halls=(fact.of,), facts=tuple(facts.items()))

    if fact.rule == "closure":
        closure = closure_at(problem, fact.of, fact.entry)
        said = closed(problem, fact.of, closure)
        if closure.file:
            return Member(said, closure.file, None, f"VEVENT {closure.uid}".strip())
        return Member(said, VENUES, None, closure.at or f"{path}.closures[{fact.entry}]")
    if fact.rule == "moving":
        reason = told("fact", limit=venue.moving_halls_per_day or 0)
        return Member(reason, VENUES, None, f"{path}.moving_halls_per_day")
    if fact.rule == "occupancy":
        reason = told("fact-turnaround", need=venue.turnaround_days)
        return Member(reason, VENUES, None, f"{path}.turnaround_days")
    return Member(told("fact-open", span=span_text(venue.open)), VENUES, None,
                  f"{path}.open")  # fmt: skip


def venue_path(problem: Problem, of: str) -> str:
    """Path of ``venue`` or ``venue/hall`` in venues.yaml."""
    venue_id, _, hall_id = of.partition("/")
    at = [v.id for v in problem.venues].index(venue_id)
    if not hall_id:
        return f"venues[{at}]"
    return f"venues[{at}].halls[{problem.venues[at].hall_order[hall_id]}]"


def closed_text(entry: ClosedDays) -> Text:
    """The days of an entry of closed days."""
    span = span_text(entry.span)
    if not entry.public_holidays:
        return span
    if entry.span == Span.inclusive(None, None):
        return Text("每个法定节假日", "every public holiday")
    return Text(f"{span.zh}的法定节假日", f"public holidays {span.en}")


def _of_policy(problem: Problem, fact: Fact) -> Member:
    policy, limits = problem.policy, problem.policy.limits
    case, path, facts = "fact", "", tuple[tuple[str, Value], ...]()
    events: tuple[str, ...] = ()
    if fact.rule == "horizon":
        path, facts = "horizon", (("span", span_text(policy.horizon)),)
    elif fact.rule == "coverage":
        mine = demand_of(problem, fact).events
        chosen = [e for e in problem.events if e.id in mine]
        events = tuple(e.id for e in chosen)
        case, path = f"fact-{fact.what}", f"coverage.{fact.what}"
        facts = (
            ("industry", policy.industries[fact.of]),
            ("goal", getattr(policy.coverage, fact.what)),
            ("candidates", names([e.name for e in chosen])),
        )
    elif fact.rule == "closed-days":
        entry = policy.closed_days[fact.entry]
        path = f"closed_days[{fact.entry}]"
        facts = (("why", closed_reason(entry)), ("span", closed_text(entry)))
    elif fact.rule == "date-protection":
        path = "date_protection.days"
        if fact.of in policy.date_protection.themes:
            path = f"date_protection.themes.{fact.of}"
        need = policy.date_protection.days_of(fact.of) or 0
        facts = (("theme", fact.of), ("need", need))
    elif fact.rule == "openings":
        path, facts = "limits.openings_per_day", (("limit", limits.openings_per_day or 0),)
    else:
        path = "limits.large_events_per_district_day"
        facts = (
            ("limit", limits.large_events_per_district_day or 0),
            ("threshold", limits.large_event_visitors or 0),
        )
    return Member(Reason(fact.rule, case, events, facts=facts), POLICY, None, path)


def _occupancy(problem: Problem) -> Reason:
    """Which halls are contested on which days where nothing else is said."""
    draft = draft_of(problem)
    takers = [_reach(draft, u) for u in draft.units]
    shared = (a & b for i, (a, _) in enumerate(takers) for b, _ in takers[i + 1 :])
    halls = sorted(set[str]().union(*shared))
    if not halls:
        return Reason("occupancy", "fact")
    spans = [s for mine, s in takers if mine & set(halls)]
    common = [a.common(b) for i, a in enumerate(spans) for b in spans[i + 1 :]]
    days: set[Day] = {d for s in common for d in s.common(problem.horizon)}
    if not days:
        days = {d for s in spans for d in s.common(problem.horizon)}
    if not days:
        return Reason("occupancy", "fact", halls=short(tuple(halls)))
    return Reason("occupancy", "fact-where", halls=short(tuple(halls)), days=tuple(sorted(days)))


def _reach(draft: Draft, unit: Unit) -> tuple[set[str], Span]:
    """Halls that a unit may take at all, and the days it may take them on."""
    halls: set[str] = set()
    days: list[int] = []
    for site in unit.sites:
        if site.ok.any():
            index = np.flatnonzero(site.ok)
            days += [int(index[0]) + draft.first, int(index[-1]) + draft.first]
            blocks = [b for n in site.needs for b in n.blocks if (b.ok & site.ok).any()]
            halls |= {f"{site.venue.id}/{h}" for b in blocks for h in b.halls}
    if not days:
        return halls, Span(1, 1)
    spans = [e.tenancy(d) for e in unit.events for d in (min(days), max(days))]
    return halls, Span(min(s.start for s in spans), max(s.end for s in spans))
