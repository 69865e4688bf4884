"""Why an event fits nowhere even if nothing else were placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scheduler.cpsat.builder import draft_of
from scheduler.cpsat.draft import Unit
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.roster import Roster
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.rules import BY_ID, RULES

WITH_HALLS = ("plan", "booking", "coverage")
WITHOUT_HALLS = (*WITH_HALLS, "capacity", "closure")
"""Rules that a trial, with or without halls, says nothing true about."""
CHOSEN = ("venue", "booking")
"""Rules by which an event rules out venues: those it lists, those its booking names."""


def why_nowhere(problem: Problem, unit: Unit) -> Text:
    """Venues by the rule that leaves no day at each; rules named in the order they bite."""
    count = Counter(site.emptied_by for site in unit.sites if site.emptied_by)
    total = len(unit.sites)
    zh = "；".join(f"{n} 个因“{BY_ID[r].title.zh}”" for r, n in count.most_common())
    en = "; ".join(
        f"{n} of {total} venues by {BY_ID[r].title.en.lower()}" for r, n in count.most_common()
    )
    if not count:
        return Text("没有场馆", "there is no venue")
    return Text(f"共 {total} 个场馆，{zh}", en)


def fits(unit: Unit) -> bool:
    """Whether a unit has a place if nothing else were placed."""
    return any(site.ok.any() for site in unit.sites)


def free(event: Event) -> Event:
    """The event without its booking."""
    return replace(event, booked_start=None, booked_halls=())


def booked(event: Event) -> Reason:
    """An event's booking in words."""
    halls = tuple(f"{v}/{h}" for v, h in event.booked_halls)
    day = event.booked_start or 0
    case = "fact-halls" if halls else "fact"
    return Reason("booking", case, (event.id,), halls, (day,), (("booked", iso(day)),))


def unfit(problem: Problem, unit: Unit) -> Reason:
    """That a unit fits nowhere, in words, under the rule that leaves it no day."""
    names = tuple(e.id for e in unit.events)
    facts = (("why", why_nowhere(problem, unit)),)
    return Reason(emptying_rule(unit), "unfit", names, facts=facts)


def emptying_rule(unit: Unit) -> str:
    """Rule that leaves no day at most of the venues that come into question; the first of equals.

    Venues that the event itself rules out count only when no other is left.
    """
    rules = [site.emptied_by for site in unit.sites if site.emptied_by]
    telling = [rule for rule in rules if rule not in CHOSEN] or rules
    return Counter(telling).most_common(1)[0][0] if telling else "venue"


def impossible_booking(problem: Problem, unit: Unit) -> tuple[Reason, ...]:
    """Why a booked unit fits nowhere: as few of its members and bookings as say it."""
    for e in unit.events:
        if e.booked_start is not None and not fits(_together(problem, [e])):
            return (booked(e), _broken(problem, e))
    members = list(unit.events)
    for e in unit.events:
        rest = [m for m in members if m is not e]
        if any(m.booked_start is not None for m in rest) and not fits(_together(problem, rest)):
            members = rest
    for e in list(members):
        freed = [free(e) if m is e else m for m in members]
        if any(m.booked_start is not None for m in freed) and not fits(_together(problem, freed)):
            members = freed
    said = [booked(m) for m in members if m.booked_start is not None]
    links = [Reason("venue", "apart", (members[0].id, m.id)) for m in members[1:]]
    days = {m.booked_start for m in members} - {None}
    day = next(iter(days))
    venues = {v for m in members for v, _ in m.booked_halls}
    if len(days) > 1 or len(venues) > 1:
        return (*said, *links)
    for m in members:
        broken = breaks(problem, replace(m, booked_start=day), sorted(venues))
        if m.booked_start is None and broken:
            return (*said, *links, broken[0])
    return (*said, *links, unfit(problem, _together(problem, members)))


def _together(problem: Problem, events: Sequence[Event]) -> Unit:
    """Some events as one group."""
    group = tuple(
        replace(e, co_located_with=events[0].id if i else "") for i, e in enumerate(events)
    )
    return draft_of(replace(problem, events=group, near=None)).units[0]


def _broken(problem: Problem, event: Event) -> Reason:
    """What a booking breaks by itself: the rule's own sentence if one holds at every venue."""
    venues = sorted({v for v, _ in event.booked_halls}) or [v.id for v in problem.venues]
    found = breaks(problem, event, venues)
    return found[0] if found else unfit(problem, _together(problem, [event]))


def breaks(problem: Problem, event: Event, venues: Sequence[str]) -> list[Reason]:
    """What an event breaks by itself on its booked day, whichever of the venues it takes."""
    day, halls = event.booked_start or 0, tuple(h for _, h in event.booked_halls)
    only = replace(problem, events=(replace(event, co_located_with=""),), near=None)
    silent = WITH_HALLS if halls else WITHOUT_HALLS
    found: list[list[Reason]] = []
    for venue in venues:
        roster = Roster.read(only, Plan((Placement(event.id, venue, halls, day),)))
        found.append([
            f.reason
            for rule in RULES
            if rule.is_hard(only) and rule.id not in silent
            for f in rule.findings(only, roster)
        ])
    if len(found) == 1:
        return found[0]
    kinds = [{(r.rule, r.case) for r in others} for others in found]
    # What names a venue would be true of the first one only.
    return [
        r for r in (found[0] if found else ())
        if (r.rule, r.case) not in (("horizon", "open"), ("venue", "allowed"))
        and all((r.rule, r.case) in kind for kind in kinds)
    ]
