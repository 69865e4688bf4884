"""Why an event fits nowhere even if nothing else were placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

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
