"""Small builders for tests: sensible defaults, keyword overrides, no surprise.

Days are ISO dates or day numbers; the default horizon is April and May 2021. The default venue
``expo`` has the halls h1, h2 and h3 of 5,000 m² each in one run; a default event shows for three
days and needs no hall.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.policy import DEFAULT_CHANGE, DEFAULT_WEIGHTS, ClosedDays, Policy
from scheduler.domain.problem import City, NeighbourEvent, Problem
from scheduler.domain.span import Day, Span, day_of
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure, Hall, Venue

When = int | str

_EVENT_DAYS = ("earliest", "latest", "preferred_start", "booked_start")


def day(when: When) -> Day:
    """Day number of an ISO date or of itself."""
    return day_of(when) if isinstance(when, str) else when


def span(first: When | None, last: When | None) -> Span:
    """Span from inclusive ends; ``None`` is open-ended."""
    return Span.inclusive(
        None if first is None else day(first), None if last is None else day(last)
    )


def city(**fields: Any) -> City:
    """A city by the sea."""
    return replace(City("bayport", Text("海港", "Bayport"), "Asia/Shanghai", "CN"), **fields)


def closure(first: When | None, last: When | None, zh: str = "", en: str = "") -> Closure:
    """Days on which a hall or venue cannot be let, both ends inclusive."""
    return Closure(span(first, last), Text(zh, en))


def hall(id: str = "h1", gross_m2: int = 5000, **fields: Any) -> Hall:
    """An exhibition hall of 5,000 m²."""
    features = frozenset(fields.pop("features", ()))
    name = Text(f"{id}号馆", f"Hall {id}")
    return replace(Hall(id, name, gross_m2=gross_m2, features=features), **fields)


def room(id: str = "r1", seats: int = 500, **fields: Any) -> Hall:
    """A seated room without exhibition area."""
    return hall(id, 0, seats=seats, **fields)


def ground(id: str = "g1", gross_m2: int = 20000, **fields: Any) -> Hall:
    """An open ground."""
    return hall(id, gross_m2, outdoor=True, **fields)


def venue(
    id: str = "expo",
    *halls: Hall,
    runs: Iterable[Iterable[str]] | None = None,
    open: tuple[When | None, When | None] = (None, None),
    **fields: Any,
) -> Venue:
    """A venue; without halls given, h1, h2 and h3. All indoor m² halls make one run."""
    halls = halls or (hall("h1"), hall("h2"), hall("h3"))
    if runs is None:
        runs = [[h.id for h in halls if h.gross_m2 and not h.outdoor]]
    return replace(
        Venue(
            id,
            Text(f"{id}会展中心", f"Venue {id}"),
            district="bay",
            halls=tuple(halls),
            runs=tuple(r for r in (tuple(run) for run in runs) if len(r) > 1),
            open=span(*open),
        ),
        **fields,
    )


def event(id: str = "e1", **fields: Any) -> Event:
    """An exhibition of three show days without needs, priority 3."""
    for column in _EVENT_DAYS:
        if fields.get(column) is not None:
            fields[column] = day(fields[column])
    for column in ("requires", "venues"):
        if column in fields:
            fields[column] = frozenset(fields[column])
    if "booked_halls" in fields:
        refs = [ref.split("/") for ref in fields["booked_halls"]]
        fields["booked_halls"] = tuple((v, h) for v, h in refs)
    made = Event(
        id, Text(f"活动{id}", f"Event {id}"), kind="exhibition", industries=("marine",), show_days=3
    )
    return replace(made, **fields)


def closed_days(first: When | None = None, last: When | None = None, **fields: Any) -> ClosedDays:
    """An entry of policy.closed_days, for all events on all days unless told."""
    if fields.get("kinds") is not None:
        fields["kinds"] = frozenset(fields["kinds"])
    return ClosedDays(span(first, last), **fields)


def policy(
    first: When = "2021-04-01",
    last: When = "2021-05-31",
    industries: Iterable[str] = ("marine", "food"),
    weights: Mapping[str, int] | None = None,
    change: Mapping[str, int] | None = None,
    **fields: Any,
) -> Policy:
    """April and May 2021, no limits, default weights but for those given."""
    names = {slug: Text(f"{slug}产业", f"Industry {slug}") for slug in industries}
    return replace(
        Policy(
            span(first, last),
            names,
            weights={**DEFAULT_WEIGHTS, **(weights or {})},
            change={**DEFAULT_CHANGE, **(change or {})},
        ),
        **fields,
    )


def neighbour(
    first: When, last: When, *themes: str, uid: str = "n1", name: str = "Next door"
) -> NeighbourEvent:
    """A show in a neighbouring city, both days inclusive."""
    return NeighbourEvent(uid, name, span(first, last), frozenset(themes))


def problem(
    *events: Event,
    venues: Iterable[Venue] | None = None,
    holidays: Iterable[When] = (),
    neighbours: Iterable[NeighbourEvent] = (),
    near: Plan | None = None,
    **policy_fields: Any,
) -> Problem:
    """A problem of the events given at the default venue; other keywords belong to the policy."""
    return Problem(
        city=city(),
        venues=(venue(),) if venues is None else tuple(venues),
        events=tuple(events),
        policy=policy(**policy_fields),
        holidays=frozenset(day(d) for d in holidays),
        neighbours=tuple(neighbours),
        near=near,
    )


def placement(
    event_id: str, show_first: When, *hall_ids: str, venue: str = "expo", **stated: When
) -> Placement:
    """A row of a plan; keywords are dates that the row states besides."""
    dates = tuple((column, day(when)) for column, when in stated.items())
    return Placement(event_id, venue, hall_ids, day(show_first), dates)


def plan(*placements: Placement) -> Plan:
    """A plan of the rows given."""
    return Plan(placements)
