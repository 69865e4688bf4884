"""Why an event fits nowhere even if nothing else were placed."""

from __future__ import annotations

from collections import Counter

from scheduler.cpsat.draft import Unit
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.rules import BY_ID


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
