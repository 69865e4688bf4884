"""The independent checker's rules: what a plan breaks, and what it costs. Every span is inclusive."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from checker_inputs import (
    DAY,
    City,
    Event,
    Hall,
    Placement,
    Plan,
    Row,
    Venue,
    as_date,
    as_span,
    days,
    free_days,
    items,
    started,
)

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)  # Python reads weeks and days without dashes, too
CHANGE_WEIGHTS = {"date": 30, "day": 1, "venue": 40, "halls": 10, "unplaced": 500}


@dataclass
class Ledger:
    """What was found, and what it costs."""

    findings: list[Row] = field(default_factory=list)
    by_rule: Counter[str] = field(default_factory=Counter)
    by_event: Counter[str] = field(default_factory=Counter)

    def breach(self, rule: str, events: Iterable[str], text: str) -> None:
        """Note a broken hard rule."""
        self.findings.append({"rule": rule, "hard": True, "events": sorted(events), "text_en": text})

    def charge(self, rule: str, points: int, events: Iterable[str], text: str, owner: str | None = None) -> None:
        """Note points; with an owner they belong to that event, else to the city."""
        if points:
            self.by_rule[rule] += points
            if owner is not None:
                self.by_event[owner] += points
            self.findings.append({"rule": rule, "hard": False, "events": sorted(events), "points": points,
                                  "text_en": f"{text}: {points} points"})


def halls_of(row: Row) -> list[str]:
    """The hall ids of a row, from a list or a cell."""
    raw = row.get("hall_ids") or []
    return list(items(raw)) if isinstance(raw, str) else [str(h) for h in raw]


def place(city: City, rows: Iterable[Row], book: Ledger) -> Plan:
    """Rule ``plan``: rows become placements; a row that names nothing real counts as absent."""
    plan: Plan = {}
    for row in rows:
        name = str(row.get("event_id") or "")
        event, venue = city.events.get(name), city.venues.get(str(row.get("venue_id") or ""))
        day = str(row.get("show_first") or "").strip()
        try:
            first = as_date(day) if ISO_DAY.fullmatch(day) else None
        except ValueError:
            first = None
        if event is None or venue is None or first is None:
            what = f"venue {row.get('venue_id')!r} or day {row.get('show_first')!r}"
            book.breach("plan", [name], f"{name}: no such event, {what}")
            continue
        if name in plan:
            book.breach("plan", [name], f"{name} is placed twice")
            continue
        named = halls_of(row)
        if len(set(named)) < len(named) or any(h not in venue.halls for h in named):
            book.breach("plan", [name], f"{name}: {named} are not halls of {venue.id}, each once")
        it = Placement(event, venue, tuple(h for h in venue.halls.values() if h.id in named), first)
        try:
            due = {"tenancy_first": it.tenancy[0], "show_last": it.show[1], "tenancy_last": it.tenancy[1]}
        except OverflowError:  # there is no day before the year 1 or after 9999
            book.breach("plan", [name], f"{name}: from {first} on its tenancy leaves the calendar")
            continue
        plan[name] = it
        for key, day in due.items():
            if row.get(key) and str(row[key]) != day.isoformat():
                book.breach("plan", [name], f"{name}: {key} is {row[key]}, the day counts make it {day}")
    return plan


def dates(city: City, plan: Plan, book: Ledger) -> None:
    """Rules ``horizon``, ``window`` and ``closed-days``."""
    for name, p in plan.items():
        for span, what in ((city.horizon, "the horizon"), (p.venue.open, f"the open span of {p.venue.id}")):
            if not (span[0] <= p.tenancy[0] and p.tenancy[1] <= span[1]):
                book.breach("horizon", [name], f"{name}: {p.tenancy[0]} to {p.tenancy[1]} leaves {what}")
        if p.show[0] < (p.event.earliest or date.min) or p.show[1] > (p.event.latest or date.max):
            book.breach("window", [name], f"{name}: show {p.show[0]} to {p.show[1]} leaves its window")
        for day in days(p.show):
            if any(applies(city, entry, p.event, day) for entry in city.policy.get("closed_days") or []):
                book.breach("closed-days", [name], f"{name} is on show on the closed day {day}")


def applies(city: City, entry: dict[str, Any], event: Event, day: date) -> bool:
    """Whether all keys of an entry of closed_days match an event on a day."""
    first, last = as_span(entry)
    return (first <= day <= last and (not entry.get("public_holidays") or day in city.holidays)
            and (not entry.get("kinds") or event.kind in entry["kinds"])
            and event.daily_visitors >= int(entry.get("min_daily_visitors") or 0))


def bookings_and_venues(city: City, plan: Plan, book: Ledger) -> None:
    """Rules ``booking`` and ``venue``."""
    for name, event in city.events.items():
        p = plan.get(name)
        if event.booked_start and (p is None or p.show_first != event.booked_start):
            book.breach("booking", [name], f"{name} is booked from {event.booked_start}")
        if p and event.booked_halls and {(p.venue.id, h.id) for h in p.halls} != event.booked_halls:
            book.breach("booking", [name], f"{name} has not exactly the halls booked")
        if p and event.venues and p.venue.id not in event.venues:
            book.breach("venue", [name], f"{name} may not be at {p.venue.id}")
    groups = defaultdict(list)
    for name, root in city.group.items():
        groups[root].append(name)
    for members in groups.values():
        places = {(plan[m].venue.id, plan[m].show_first) if m in plan else None for m in members}
        if len(places) > 1:
            book.breach("venue", members, f"{', '.join(members)} do not share venue and first show day")


def splits(event: Event, venue: Venue, halls: Sequence[Hall]) -> list[int]:
    """Surplus m² of each legal split of the halls among the needs; empty if there is none."""
    rooms = [h for h in halls if not h.outdoor and h.seats >= event.seats] if event.seats else [None]
    grounds = [h for h in halls if h.outdoor and h.gross_m2 >= event.outdoor_m2] if event.outdoor_m2 else [None]
    found = []
    for rest in [[h for h in halls if h is not r and h is not g] for r in rooms for g in grounds]:
        surplus = sum(h.gross_m2 for h in rest) - event.gross_m2
        if not event.gross_m2 and not rest:
            found.append(0)
        elif event.gross_m2 and surplus >= 0 and not any(h.outdoor for h in rest) and is_stretch(venue, rest):
            found.append(surplus)
    return found


def is_stretch(venue: Venue, halls: Sequence[Hall]) -> bool:
    """Whether halls are one hall, or stand side by side in one run."""
    wanted, n = {h.id for h in halls}, len(halls)
    return n == 1 or any(set(run[i:i + n]) == wanted for run in venue.runs for i in range(len(run) - n + 1))


def halls_fit(city: City, plan: Plan, book: Ledger) -> None:
    """Rules ``capacity`` (with the features required), ``closure`` and the points of ``waste``."""
    for name, p in plan.items():
        surplus = splits(p.event, p.venue, p.halls)
        if not surplus:
            book.breach("capacity", [name], f"{name}: {[h.id for h in p.halls]} cannot be split among its needs")
        else:
            points = city.weight("waste") * started(min(surplus), 1000)
            book.charge("waste", points, [name], f"{name} leaves {min(surplus)} m2 empty", name)
        for hall in p.halls:
            if not hall.outdoor and p.event.requires - hall.features:
                book.breach("capacity", [name], f"{name}: {hall.id} lacks {sorted(p.event.requires - hall.features)}")
            if any(free_days(p.tenancy, closure) < 0 for closure in hall.closures):
                book.breach("closure", [name], f"{name}: {hall.id} is closed in {p.tenancy[0]} to {p.tenancy[1]}")


def pairs(city: City, plan: Plan, book: Ledger) -> None:
    """Rules ``occupancy`` and ``date-protection``, each pair at a venue and of a theme."""
    venues, themes = defaultdict(list), defaultdict(list)
    for p in plan.values():
        venues[p.venue.id].append(p)
        themes[p.event.theme].append(p)
    for group in venues.values():
        for a, b in combinations(group, 2):
            if free_days(a.tenancy, b.tenancy) < a.venue.turnaround_days:
                both = [a.event.id, b.event.id]
                for hall in {h.id for h in a.halls} & {h.id for h in b.halls}:
                    book.breach("occupancy", both, f"{hall}: {both[0]} and {both[1]} stand too close or overlap")
    protection = city.policy.get("date_protection") or {}
    for theme, group in themes.items():
        need = (protection.get("themes") or {}).get(theme, protection.get("days"))
        for a, b in combinations(group if theme and need is not None else (), 2):
            both = [a.event.id, b.event.id]
            if city.group[both[0]] != city.group[both[1]] and free_days(a.show, b.show) < int(need):
                book.breach("date-protection", both, f"{both[0]}, {both[1]}: fewer than {need} free days between shows")


def crowds(city: City, plan: Plan, book: Ledger) -> None:
    """Rules counted by the day: moving, openings, large-events, crowding, hotels, same-industry."""
    moving, opening, large, on_show, main = (defaultdict(list) for _ in range(5))
    size = city.limit("limits", "large_event_visitors")
    for p in plan.values():
        for phase, span in p.phases.items():
            for day in days(span):
                if phase != "show":
                    moving[p.venue.id, day].append(p)
                    continue
                on_show[day].append(p)
                main[p.event.industries[:1], day].append(p)
                if size is not None and p.event.daily_visitors >= size:
                    large[p.venue.district, day].append(p)
        if p.event.leaders_open:
            opening[p.show_first].append(p)

    def ids(group: list[Placement]) -> list[str]:
        return [p.event.id for p in group]

    for (venue, day), group in moving.items():
        cap = city.venues[venue].moving_halls_per_day
        if cap is not None and sum(len(p.halls) for p in group) > cap:
            book.breach("moving", ids(group), f"{venue}, {day}: more than {cap} halls move in or out")
    most = city.limit("limits", "openings_per_day")
    for day, group in opening.items():
        if most is not None and len(group) > most:
            book.breach("openings", ids(group), f"{day}: leaders open {len(group)} events, at most {most}")
    most = city.limit("limits", "large_events_per_district_day")
    for (district, day), group in large.items():
        if most is not None and len(group) > most:
            book.breach("large-events", ids(group), f"{district}, {day}: {len(group)} large events, at most {most}")
    for rule, key, unit in (("crowding", "daily_visitors", 1000), ("hotels", "hotel_rooms", 100)):
        comfort = city.limit("comfort", key)
        for day, group in on_show.items():
            total = sum(getattr(p.event, key) for p in group)
            if comfort is not None:
                points = city.weight(rule) * started(total - comfort, unit)
                book.charge(rule, points, ids(group), f"{day}: {key} {total} over {comfort}")
    for (industry, day), group in main.items():
        points = city.weight("same-industry") * (len(group) - 1)
        book.charge("same-industry", points, ids(group), f"{day}: {len(group)} shows of {'/'.join(industry)}")


def covered(city: City, plan: Plan) -> dict[str, dict[str, int]]:
    """Placed events, and brand events among them, that list each industry."""
    return {i: {"brand_events": sum(p.event.is_brand and i in p.event.industries for p in plan.values()),
                "events": sum(i in p.event.industries for p in plan.values())}
            for i in city.policy["industries"]}


def coverage(city: City, plan: Plan, book: Ledger) -> None:
    """Rule ``coverage``, hard or soft."""
    for industry, counts in covered(city, plan).items():
        for key, count in counts.items():
            missing = (city.limit("coverage", key) or 0) - count
            if missing > 0 and (city.policy.get("coverage") or {}).get("required") is True:
                book.breach("coverage", [], f"{industry}: {missing} missing from {key}")
            elif missing > 0:
                points = city.weight("coverage") * missing
                book.charge("coverage", points, [], f"{industry}: {missing} missing from {key}")


def wishes(city: City, plan: Plan, book: Ledger) -> None:
    """Points for unplaced, preferred-date, preferred-venue, weekend and neighbour."""
    reach = (city.limit("neighbours", "days") or 0) * DAY
    for name, event in city.events.items():
        p, points = plan.get(name), {}
        if p is None:
            points["unplaced"] = 1
        else:
            ends = sum(day.weekday() >= 5 for day in days(p.show))
            if event.preferred_start:
                points["preferred-date"] = abs((p.show_first - event.preferred_start).days)
            points["preferred-venue"] = int(event.preferred_venue not in ("", p.venue.id))
            points["weekend"] = {"include": int(not ends), "avoid": ends}.get(event.weekend, 0)
            around = p.show[0] - reach, p.show[1] + reach
            points["neighbour"] = len({n.key for n in city.neighbours if event.theme.casefold() in n.categories
                                       and free_days(n.days, around) < 0}) if event.theme else 0
        for rule, amount in points.items():
            book.charge(rule, city.weight(rule) * event.priority * amount, [name], f"{name}: {rule} {amount}", name)


def change(city: City, plan: Plan, near: Iterable[Row], book: Ledger) -> None:
    """Points against a given plan, for each of its events that there still is."""
    price = CHANGE_WEIGHTS | ((city.policy.get("weights") or {}).get("change") or {})
    seen: set[str] = set()
    for row in near:
        name, was = str(row["event_id"]), as_date(row["show_first"])
        if name in seen or name not in city.events or was is None:
            continue
        seen.add(name)
        p, points = plan.get(name), 0
        if p is None:
            points = price["unplaced"]
        else:
            moved = abs((p.show_first - was).days)
            points += price["date"] + price["day"] * min(moved, 60) if moved else 0
            if p.venue.id != row["venue_id"]:
                points += price["venue"]
            elif {h.id for h in p.halls} != set(halls_of(row)):
                points += price["halls"]
        book.charge("change", points * city.events[name].priority, [name], f"{name} differs from the given plan", name)


def audit(city: City, rows: Iterable[Row], near: Iterable[Row] | None = None) -> Row:
    """Check every rule of a plan and recount its cost.

    Parameters
    ----------
    city
        The workspace, as loaded.
    rows
        The plan; ``event_id``, ``venue_id``, ``hall_ids`` (list or cell) and ``show_first`` suffice,
        further dates are checked when given.
    near
        Rows of the plan to count ``change`` against.

    Returns
    -------
    dict
        ``ok``, ``cost``, ``cost_by_rule``, ``cost_by_event``, ``findings``.
    """
    book = Ledger()
    plan = place(city, rows, book)
    rules: tuple[Callable[[City, Plan, Ledger], None], ...] = (
        dates, bookings_and_venues, halls_fit, pairs, crowds, coverage, wishes)
    for rule in rules:
        rule(city, plan, book)
    if near is not None:
        change(city, plan, near, book)
    return {"ok": not any(f["hard"] for f in book.findings), "cost": sum(book.by_rule.values()),
            "cost_by_rule": dict(sorted(book.by_rule.items())),
            "cost_by_event": dict(sorted(book.by_event.items())), "findings": book.findings}
