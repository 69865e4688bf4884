"""A second opinion on a plan, written from the contract alone.

It shares no line with the scheduler, so that neither can certify the other's mistakes, and prefers
the plainest counting (day by day, pair by pair) to speed::

    python benchmarks/checker.py WORKSPACE PLAN [--near PLAN] [--out OUTDIR]

PLAN is a plan.csv or plan.json; OUTDIR a folder that holds ``feeds/``. One JSON object is printed.
Exit status: 0 nothing hard was found, 1 something was, 2 wrong usage or unreadable input.
Every span in this file is inclusive.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import icalendar
import openpyxl
import recurring_ical_events
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

DAY = timedelta(days=1)
WEIGHTS = {"unplaced": 500, "preferred-date": 2, "preferred-venue": 20, "weekend": 10, "crowding": 1,
           "hotels": 1, "same-industry": 2, "waste": 1, "neighbour": 15, "coverage": 3000}
CHANGE_WEIGHTS = {"date": 30, "day": 1, "venue": 40, "halls": 10, "unplaced": 500}
KINDS = ("conference", "exhibition", "festival")
COLUMNS = ["event_id", "venue_id", "hall_ids", "tenancy_first", "show_first", "show_last",
           "tenancy_last", "status", "cost"]
JSON_KEYS = ["city", "status", "cost", "bound", "gap", "wall_s", "timings", "seed", "input_hash",
             "versions", "near", "cost_by_rule", "cost_by_event", "placements", "unplaced", "coverage"]
PHASES_ZH = {"in": "布展", "show": "展期", "out": "撤展"}

Span = tuple[date, date]
Row = dict[str, Any]


# --- the inputs -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hall:
    """A hall, room or ground; its closures include those of its venue."""

    id: str
    seats: int
    gross_m2: int
    outdoor: bool
    features: frozenset[str]
    closures: tuple[Span, ...]


@dataclass(frozen=True)
class Venue:
    """A venue with its halls in the order of venues.yaml."""

    id: str
    district: str | None
    turnaround_days: int
    moving_halls_per_day: int | None
    open: Span
    halls: dict[str, Hall]
    runs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Event:
    """A row of events.csv; blank numbers are 0, blank dates None, a blank priority 3."""

    id: str
    names: dict[str, str]
    kind: str
    industries: tuple[str, ...]
    theme: str
    is_brand: bool
    leaders_open: bool
    organizers: tuple[str, ...]
    status: str
    priority: int
    show_days: int
    move_in_days: int
    move_out_days: int
    gross_m2: int
    seats: int
    outdoor_m2: int
    requires: frozenset[str]
    daily_visitors: int
    hotel_rooms: int
    earliest: date | None
    latest: date | None
    preferred_start: date | None
    weekend: str
    venues: tuple[str, ...]
    preferred_venue: str
    booked_start: date | None
    booked_halls: frozenset[tuple[str, ...]]
    co_located_with: str


@dataclass(frozen=True)
class Neighbour:
    """One occurrence of an event elsewhere, in whole days of the city's time zone."""

    key: tuple[str, str]
    days: Span
    categories: frozenset[str]


@dataclass(frozen=True)
class City:
    """A workspace as read; ``group`` names the co-located group (component) of each event."""

    id: str
    timezone: str
    horizon: Span
    venues: dict[str, Venue]
    events: dict[str, Event]
    group: dict[str, str]
    policy: dict[str, Any]
    holidays: frozenset[date]
    neighbours: tuple[Neighbour, ...]

    def weight(self, rule: str) -> int:
        """Points per unit of a soft rule."""
        return int((self.policy.get("weights") or {}).get(rule, WEIGHTS[rule]))

    def limit(self, section: str, key: str) -> int | None:
        """A number of policy.yaml; None when there is no such rule."""
        value = (self.policy.get(section) or {}).get(key)
        return None if value is None else int(value)


@dataclass(frozen=True)
class Placement:
    """An event in its place."""

    event: Event
    venue: Venue
    halls: tuple[Hall, ...]
    show_first: date

    @property
    def show(self) -> Span:
        return self.show_first, self.show_first + (self.event.show_days - 1) * DAY

    @property
    def tenancy(self) -> Span:
        first, last = self.show
        return first - self.event.move_in_days * DAY, last + self.event.move_out_days * DAY

    @property
    def phases(self) -> dict[str, Span]:
        """The phases that have a day."""
        spans = {"in": (self.tenancy[0], self.show[0] - DAY), "show": self.show,
                 "out": (self.show[1] + DAY, self.tenancy[1])}
        return {name: span for name, span in spans.items() if span[0] <= span[1]}


Plan = dict[str, Placement]


def days(span: Span) -> Iterator[date]:
    """The days of a span, both ends included."""
    return (span[0] + n * DAY for n in range((span[1] - span[0]).days + 1))


def free_days(a: Span, b: Span) -> int:
    """Days that lie free between two spans; negative when they overlap."""
    return max((b[0] - a[1]).days, (a[0] - b[1]).days) - 1


def started(amount: int, unit: int) -> int:
    """Units that have been started; 0 for what is not positive."""
    return max(0, -(-amount // unit))


def as_date(value: Any) -> date | None:
    """A date from a cell or YAML scalar; None when blank."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value).strip()) if str(value).strip() else None


def as_span(raw: dict[str, Any] | None) -> Span:
    """A ``{from, to}`` with null ends open."""
    raw = raw or {}
    return as_date(raw.get("from")) or date.min, as_date(raw.get("to")) or date.max


def items(text: str, separators: str = ";") -> tuple[str, ...]:
    """The filled items of a cell that holds a list."""
    return tuple(part.strip() for part in re.split(f"[{separators}]", text) if part.strip())


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML 1.2 file."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8-sig")) or {}


def read_table(path: Path) -> list[Row]:
    """Rows of a .csv, or of the first sheet of an .xlsx, as texts; empty rows are left out."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
        table = [[cell_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = [[cell.strip() for cell in row] for row in csv.reader(file)]
    header = table[0] if table else []
    return [{key: row[n] if n < len(row) else "" for n, key in enumerate(header) if key}
            for row in table[1:] if any(row)]


def cell_text(value: Any) -> str:
    """A spreadsheet cell as it would stand in a CSV."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def read_venue(raw: dict[str, Any]) -> Venue:
    """A venue of venues.yaml."""
    shut = [as_span(c) for c in raw.get("closures") or []]
    halls = [Hall(str(h["id"]), int(h.get("seats") or 0), int(h.get("gross_m2") or 0),
                  bool(h.get("outdoor")), frozenset(map(str, h.get("features") or [])),
                  (*shut, *(as_span(c) for c in h.get("closures") or [])))
             for h in raw.get("halls") or []]
    moving = raw.get("moving_halls_per_day")
    return Venue(str(raw["id"]), raw.get("district"), int(raw.get("turnaround_days") or 0),
                 None if moving is None else int(moving), as_span(raw.get("open")),
                 {h.id: h for h in halls}, tuple(tuple(map(str, r)) for r in raw.get("runs") or []))


def read_event(row: Row) -> Event:
    """A row of events.csv."""
    def text(key: str) -> str:
        return str(row.get(key) or "")

    def number(key: str, blank: int = 0) -> int:
        return int(text(key) or blank)

    def flag(key: str) -> bool:
        return text(key).lower() == "true"

    zh, en = text("name_zh"), text("name_en")
    return Event(
        text("id"), {"zh": zh or en, "en": en or zh}, text("kind"), items(text("industries")), text("theme"),
        flag("is_brand"), flag("leaders_open"), items(text("organizer"), ";、"), text("status"),
        number("priority", 3), number("show_days"), number("move_in_days"), number("move_out_days"),
        number("gross_m2"), number("seats"), number("outdoor_m2"), frozenset(items(text("requires"))),
        number("daily_visitors"), number("hotel_rooms"), as_date(text("earliest")), as_date(text("latest")),
        as_date(text("preferred_start")), text("weekend"), items(text("venues")), text("preferred_venue"),
        as_date(text("booked_start")), frozenset(tuple(b.split("/", 1)) for b in items(text("booked_halls"))),
        text("co_located_with"))


def components(events: dict[str, Event]) -> dict[str, str]:
    """The co-located group of each event: links are undirected, and chain."""
    group = {e: e for e in events}
    for event in events.values():
        if event.co_located_with in group:
            old, new = group[event.id], group[event.co_located_with]
            group = {e: new if g == old else g for e, g in group.items()}
    return group


def public_holidays(country: str | None, policy: dict[str, Any], horizon: Span) -> frozenset[date]:
    """Holidays with the weekends they touch; a year more at either end, for the adjacency."""
    years = range(horizon[0].year - 1, horizon[1].year + 2)
    found = set(holidays.country_holidays(country, years=years)) if country else set()
    edge = set(found)
    while edge:
        edge = {n for d in edge for n in (d - DAY, d + DAY) if n.weekday() >= 5} - found
        found |= edge
    extra = policy.get("holidays") or {}
    found |= {d for raw in extra.get("add") or [] if (d := as_date(raw))}
    return frozenset(found - {as_date(raw) for raw in extra.get("remove") or []})


def read_neighbours(folder: Path, policy: dict[str, Any], zone: ZoneInfo, horizon: Span) -> Iterator[Neighbour]:
    """Occurrences in the listed calendars, around the horizon."""
    listed = policy.get("neighbours") or {}
    margin = (int(listed.get("days") or 0) + 370) * DAY
    for name in listed.get("files") or []:
        text = (folder / name).read_bytes().decode("utf-8-sig")
        found = [e for c in icalendar.Calendar.from_ical(text, multiple=True) for e in c.walk("VEVENT")]
        moved = [e for e in found if "RECURRENCE-ID" in e]
        alone = [e for e in moved if all("RECURRENCE-ID" in o or o.get("UID") != e.get("UID") for o in found)]
        for number, event in enumerate([e for e in found if "RECURRENCE-ID" not in e] + alone):
            # Each series by itself: expanded together, two of one UID would swallow each other.
            series = icalendar.Calendar()
            for part in [event] + [m for m in moved if m is not event and m.get("UID") == event.get("UID")]:
                series.add_component(part)
            for one in recurring_ical_events.of(series).between(horizon[0] - margin, horizon[1] + margin):
                if str(one.get("STATUS", "")).upper() != "CANCELLED":
                    uid = str(one.get("UID") or f"{name}#{number}")
                    yield neighbour(uid, one, zone)


def neighbour(uid: str, event: icalendar.Event, zone: ZoneInfo) -> Neighbour:
    """An occurrence in whole days of the city; a time without a zone is the city's."""
    start, end = event.start, event.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        here, till = (t.replace(tzinfo=zone) if t.tzinfo is None else t.astimezone(zone) for t in (start, end))
        key = here.astimezone(ZoneInfo("UTC")).isoformat()
        span = here.date(), max(here.date(), (till - timedelta(microseconds=1)).date())
    else:
        key, span = start.isoformat(), (start, max(start, end - DAY))
    return Neighbour((uid, key), span, frozenset(str(c).strip().casefold() for c in event.categories))


def load(workspace: Path | str) -> City:
    """Read a workspace."""
    folder = Path(workspace)
    city, policy = read_yaml(folder / "venues.yaml"), read_yaml(folder / "policy.yaml")
    table = folder / "events.csv" if (folder / "events.csv").exists() else folder / "events.xlsx"
    events = {e.id: e for e in map(read_event, read_table(table))}
    first, last = (as_date(policy["horizon"][key]) for key in ("first", "last"))
    if first is None or last is None:
        raise ValueError("the horizon has two ends")
    head = city["city"]
    near = read_neighbours(folder, policy, ZoneInfo(head["timezone"]), (first, last))
    return City(str(head["id"]), head["timezone"], (first, last),
                {v.id: v for v in map(read_venue, city.get("venues") or [])}, events, components(events),
                policy, public_holidays(head.get("country"), policy, (first, last)), tuple(near))


def read_plan(path: Path) -> tuple[list[Row], Any]:
    """The rows of a plan, and what else it says: the object of a .json, the header of a .csv."""
    if path.suffix == ".json":
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        return document.get("placements") or [], document
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    return read_table(path), header


# --- the rules --------------------------------------------------------------------------------


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
        try:
            first = as_date(row.get("show_first"))
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
        plan[name] = it = Placement(event, venue, tuple(h for h in venue.halls.values() if h.id in named), first)
        due = {"tenancy_first": it.tenancy[0], "show_last": it.show[1], "tenancy_last": it.tenancy[1]}
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
    """Rules ``occupancy`` and ``date-protection``."""
    protection = city.policy.get("date_protection") or {}
    for a, b in combinations(plan.values(), 2):
        both = [a.event.id, b.event.id]
        if a.venue is b.venue and free_days(a.tenancy, b.tenancy) < a.venue.turnaround_days:
            for hall in {h.id for h in a.halls} & {h.id for h in b.halls}:
                book.breach("occupancy", both, f"{hall}: {both[0]} and {both[1]} stand too close or overlap")
        need = (protection.get("themes") or {}).get(a.event.theme, protection.get("days"))
        if (a.event.theme and a.event.theme == b.event.theme and need is not None
                and city.group[both[0]] != city.group[both[1]] and free_days(a.show, b.show) < int(need)):
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


# --- the files of a plan ----------------------------------------------------------------------


def check_rows(city: City, rows: Sequence[Row], result: Row, rule: str) -> Iterator[str]:
    """Faults in the columns and the order of a plan's rows."""
    keys = [(str(r.get("show_first")), str(r.get("event_id"))) for r in rows]
    if keys != sorted(keys):
        yield "the rows are not sorted by show_first, then event_id"
    for row, p in zip(rows, (place(city, [r], Ledger()).get(str(r.get("event_id"))) for r in rows), strict=True):
        if p is None:
            continue
        ids = [h.id for h in p.halls]
        cost: int | str = result["cost_by_event"].get(p.event.id, 0)
        want = {"hall_ids": ids, "tenancy_first": p.tenancy[0].isoformat(), "show_first": p.show[0].isoformat(),
                "show_last": p.show[1].isoformat(), "tenancy_last": p.tenancy[1].isoformat(),
                "status": p.event.status, "cost": cost}
        if rule == "plan-csv":
            want |= {"hall_ids": ";".join(ids), "cost": str(cost)}
        for key, value in want.items():
            if (row.get(key, "missing") or type(value)()) != value:
                yield f"{p.event.id}: {key} is {row.get(key)!r}, should be {value!r}"


def check_json(city: City, document: Row, result: Row, near_given: bool) -> Iterator[str]:
    """Faults in what plan.json says of its plan."""
    yield from (f"key {key} is missing" for key in JSON_KEYS if key not in document)
    status, cost, bound, gap = (document.get(k) for k in ("status", "cost", "bound", "gap"))
    name = document.get("city")
    if (name.get("id") if isinstance(name, dict) else name) != city.id:
        yield f"city is {name!r}, should be {city.id!r}"
    if status not in ("optimal", "feasible"):
        if status not in ("infeasible", "unknown"):
            yield f"status {status!r} is not one of the four"
        if cost is not None or gap is not None or document.get("placements"):
            yield f"{status}: there is no plan, so no cost, gap or placements"
        return
    if document.get("near") and not near_given:
        yield "the plan was made against another one, which was not given here"
    if type(cost) is not int or cost != result["cost"]:
        yield f"cost is {cost!r}, recounted {result['cost']}"
    for key in ("cost_by_rule", "cost_by_event"):
        says, found = document.get(key) or {}, result[key]
        yield from (f"{key}: {k} is {says.get(k)!r}, recounted {found.get(k, 0)}"
                    for k in sorted(says.keys() | found.keys()) if says.get(k, 0) != found.get(k, 0))
    yield from check_bound(status, cost, bound, gap)
    rows = document.get("placements") or []
    yield from check_rows(city, rows, result, "plan-json")
    plan = place(city, rows, Ledger())
    told = {i: {k: c.get(k) for k in ("brand_events", "events")} for i, c in (document.get("coverage") or {}).items()}
    if told != covered(city, plan):
        yield f"coverage is {told}, recounted {covered(city, plan)}"
    left = document.get("unplaced") or []
    if sorted(str(u.get("event_id")) for u in left) != sorted(city.events.keys() - plan.keys()):
        yield "unplaced does not list just the events that are not placed"
    for u in left:
        event = city.events.get(str(u.get("event_id")))
        if event and (u.get("priority") != event.priority or not u.get("why_zh") or not u.get("why_en")):
            yield f"unplaced {event.id}: the priority is wrong, or a reason is blank"


def check_bound(status: Any, cost: Any, bound: Any, gap: Any) -> Iterator[str]:
    """Faults among status, cost, bound and gap."""
    if status == "optimal" and bound != cost:
        yield f"optimal, but the bound is {bound} and the cost {cost}"
    if not isinstance(bound, int | float) or not isinstance(cost, int):
        if bound is not None:
            yield f"bound {bound!r} with cost {cost!r}"
        if gap is not None:
            yield f"gap is {gap} without a bound"
        return
    if bound > cost:
        yield f"bound {bound} is above the cost {cost}"
    due = (cost - bound) / max(1, abs(cost))
    if gap is None or abs(gap - due) > 1e-6:
        yield f"gap is {gap}, should be {due}"


# --- the feeds --------------------------------------------------------------------------------


@dataclass
class Component:
    """A part of a calendar: properties as (name, parameters, raw value), and the parts within."""

    name: str
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    late: bool = False

    def all(self, name: str) -> list[tuple[str, str]]:
        """Parameters and value of every property of a name."""
        return [(p, v) for n, p, v in self.properties if n == name]

    def get(self, name: str) -> str:
        """The value of a property that stands once; empty if it does not."""
        found = self.all(name)
        return found[0][1] if len(found) == 1 else ""


PARAM = r'"[^"]*"|[^";:,]*'
LINE = re.compile(rf"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:{PARAM})(?:,(?:{PARAM}))*)*):(.*)", re.DOTALL)

TEXT = re.compile(r"(?:\\[\\;,nN]|[^\\;,])*")


def unescape(text: str) -> str:
    """A TEXT value as read by people."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)


def categories(event: Component) -> list[str]:
    """The categories of an event, over all its lines."""
    return [unescape(c) for _, v in event.all("CATEGORIES") for c in re.findall(r"(?:\\.|[^,\\])+", v)]


def parse(data: bytes, fault: list[str]) -> Component:
    """Read a calendar strictly, line by line (RFC 5545 3.1); what is wrong goes to ``fault``."""
    if data.startswith(b"\xef\xbb\xbf"):
        fault.append("starts with a BOM")
    if not data.endswith(b"\r\n") or b"\n" in (rest := data.replace(b"\r\n", b"")) or b"\r" in rest:
        fault.append("a line does not end in CRLF")
    logical: list[str] = []
    for raw in data.removesuffix(b"\r\n").split(b"\r\n"):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            fault.append("a line is not UTF-8, or a character is split by folding")
            text = raw.decode("utf-8", "replace")
        if len(raw) > 75:
            fault.append(f"a line of {len(raw)} octets")
        if text[:1] in (" ", "\t") and logical:
            logical[-1] += text[1:]
        else:
            logical.append(text)
    top = Component("")
    stack = [top]
    for line in logical:
        match = LINE.fullmatch(line)
        if not match:
            fault.append(f"not a content line: {line[:60]!r}")
            continue
        name, params, value = match[1].upper(), match[2], match[3]
        if name == "BEGIN":
            stack[-1].parts.append(Component(value))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            if len(stack) == 1 or stack.pop().name != value:
                fault.append(f"END:{value} closes nothing")
                return top
        else:
            stack[-1].late |= bool(stack[-1].parts)
            stack[-1].properties.append((name, params, value))
    if len(stack) > 1 or [p.name for p in top.parts] != ["VCALENDAR"] or top.properties:
        fault.append("is not exactly one VCALENDAR")
    return top.parts[0] if top.parts else top


def org_slug(name: str) -> str:
    """The file name of an organizer."""
    return "org-" + hashlib.sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()[:8]


def feed_files(city: City, plan: Plan) -> dict[str, tuple[list[Placement], bool]]:
    """Each feed but the busy ones: its events, and whether it must exist when it has none."""
    every = list(plan.values())
    files = {"city.ics": (every, True)}
    files |= {f"kinds/{k}.ics": ([p for p in every if p.event.kind == k], False) for k in KINDS}
    files |= {f"industries/{i}.ics": ([p for p in every if i in p.event.industries], True)
              for i in city.policy["industries"]}
    for slug in {org_slug(o) for e in city.events.values() for o in e.organizers}:
        files[f"organizers/{slug}.ics"] = ([p for p in every if slug in map(org_slug, p.event.organizers)], False)
    for v in city.venues.values():
        files[f"venues/{v.id}.ics"] = ([p for p in every if p.venue is v], True)
        files |= {f"halls/{v.id}--{h}.ics": ([p for p in every if p.venue is v and hall in p.halls], True)
                  for h, hall in v.halls.items()}
    return files


@dataclass
class FeedAudit:
    """Checks the static feeds of a plan against section 5 of the contract.

    What must agree between files is kept here: the stamps, the copies of each event by language,
    the names of the phases, and the busy spans by language.
    """

    city: City
    plan: Plan
    root: Path
    faults: list[str] = field(default_factory=list)
    stamps: set[str] = field(default_factory=set)
    copies: dict[tuple[str, str], set[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(set))
    phase_names: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    busy: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))

    @property
    def host(self) -> str:
        return f"{self.city.id}.{(self.city.policy.get('feeds') or {}).get('domain') or 'events.invalid'}"

    def run(self) -> list[str]:
        """Every fault, in a readable line."""
        files = feed_files(self.city, self.plan)
        busy = {f"busy/{v}.ics": v for v in self.city.venues}
        for lang in ("zh", "en"):
            folder = self.root / lang
            there = {p.relative_to(folder).as_posix() for p in folder.rglob("*.ics")}
            due = {f for f, (events, always) in files.items() if always or events} | busy.keys()
            self.faults += [f"{lang}/{f} is missing" for f in sorted(due - there)]
            known = files.keys() | busy.keys()
            self.faults += [f"{lang}/{f} is not a feed of this plan" for f in sorted(there - known)]
            for name in sorted(there & known):
                self.file(lang, name, files.get(name, ([], True))[0], busy.get(name))
        self.faults += [f"{uid}: its {lang} copies differ" for (lang, uid), c in self.copies.items() if len(c) > 1]
        names = list(self.phase_names.values())
        if any(len(n) != 1 for n in names) or len({(k[0], *n) for k, n in self.phase_names.items()}) != len(names):
            self.faults.append(f"a phase has not one name of its own in each language: {dict(self.phase_names)}")
        if len(self.stamps) > 1:
            self.faults.append(f"more than one DTSTAMP: {sorted(self.stamps)}")
        if self.busy["zh"] != self.busy["en"] or len({b[1] for b in self.busy["zh"]}) < len(self.busy["zh"]):
            self.faults.append("busy feeds differ between the languages, or share a UID")
        return self.faults

    def file(self, lang: str, name: str, events: list[Placement], busy_venue: str | None) -> None:
        """One feed."""
        fault: list[str] = []
        calendar = parse((self.root / lang / name).read_bytes(), fault)
        fault += self.head(calendar)
        found = [p for p in calendar.parts if p.name == "VEVENT"]
        for event in found:
            fault += self.common(event)
        uids = [e.get("UID") for e in found]
        if len(set(uids)) < len(uids):
            fault.append("a UID stands twice")
        if busy_venue is not None:
            fault += self.busy_feed(lang, self.city.venues[busy_venue], found)
        else:
            fault += self.open_feed(lang, name.startswith(("venues/", "halls/")), events, found)
        self.faults += [f"{lang}/{name}: {text}" for text in fault]

    def head(self, calendar: Component) -> Iterator[str]:
        """The calendar's own properties and its parts."""
        lines = {name + params + ":" + value for name, params, value in calendar.properties}
        for want in ("VERSION:2.0", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
                     f"X-WR-TIMEZONE:{self.city.timezone}"):
            if want not in lines:
                yield f"no line {want}"
        name = calendar.get("NAME")
        if not calendar.get("PRODID") or not name or name != calendar.get("X-WR-CALNAME"):
            yield "PRODID, NAME or X-WR-CALNAME is missing, or the names differ"
        if calendar.all("UID") or calendar.get("METHOD") not in ("", "PUBLISH") or calendar.late:
            yield "a UID on the calendar, a METHOD, or a property after the first component"
        kinds = Counter(part.name for part in calendar.parts)
        if set(kinds) - {"VEVENT", "VTIMEZONE"}:
            yield f"components {sorted(kinds)}"
        if kinds["VTIMEZONE"] != (0 if kinds["VEVENT"] else 1):
            yield f"{kinds['VTIMEZONE']} VTIMEZONE with {kinds['VEVENT']} events"
        yield from (f"VTIMEZONE of {p.get('TZID')}" for p in calendar.parts
                    if p.name == "VTIMEZONE" and p.get("TZID") != self.city.timezone)

    def common(self, event: Component) -> Iterator[str]:
        """What every event of every feed must have."""
        uid = event.get("UID")
        once = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "TRANSP")
        yield from (f"{uid}: {name} does not stand exactly once" for name in once if len(event.all(name)) != 1)
        for name in ("DTSTART", "DTEND"):
            if any(p != ";VALUE=DATE" or not re.fullmatch(r"\d{8}", v) for p, v in event.all(name)):
                yield f"{uid}: {name} is not a VALUE=DATE"
        if event.get("SEQUENCE") != "0":
            yield f"{uid}: SEQUENCE {event.get('SEQUENCE')}"
        stamp = event.get("DTSTAMP")
        self.stamps.add(stamp)
        if not re.fullmatch(r"\d{8}T\d{6}Z", stamp) or any(v != stamp for _, v in event.all("LAST-MODIFIED")):
            yield f"{uid}: DTSTAMP {stamp} is no UTC time, or LAST-MODIFIED differs"
        for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
            if not all(TEXT.fullmatch(v) for _, v in event.all(name)):
                yield f"{uid}: {name} is not escaped"
        if event.all("ATTENDEE") or any(p.name == "VALARM" for p in event.parts):
            yield f"{uid}: has people or alarms"

    def open_feed(self, lang: str, phases: bool, events: list[Placement], found: list[Component]) -> Iterator[str]:
        """A feed with names: just the phases due, each told rightly."""
        due = {f"{p.event.id}-{phase}@{self.host}": (p, phase, span) for p in events
               for phase, span in p.phases.items() if phases or phase == "show"}
        uids = {e.get("UID") for e in found}
        yield from (f"{uid} is missing" for uid in sorted(due.keys() - uids))
        yield from (f"{uid} does not belong here" for uid in sorted(uids - due.keys()))
        for event in found:
            if event.get("UID") not in due:
                continue
            p, phase, span = due[event.get("UID")]
            bare = [x for x in event.properties if x[0] not in ("TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")]
            self.copies[lang, event.get("UID")].add(tuple(sorted(bare)))
            if event.get("TRANSP") != ("OPAQUE" if phases else "TRANSPARENT"):
                yield f"{event.get('UID')}: TRANSP {event.get('TRANSP')}"
            yield from (f"{event.get('UID')}: {text}" for text in self.words(lang, event, p, phase, span))

    def words(self, lang: str, event: Component, p: Placement, phase: str, span: Span) -> Iterator[str]:
        """Dates, status, name, categories and links of one phase."""
        want = f"{span[0]:%Y%m%d}", f"{span[1] + DAY:%Y%m%d}"
        if (event.get("DTSTART"), event.get("DTEND")) != want:
            yield f"runs {event.get('DTSTART')} to {event.get('DTEND')}, the plan says {want}"
        definite, summary = p.event.status == "definite", unescape(event.get("SUMMARY"))
        if event.get("STATUS") != ("CONFIRMED" if definite else "TENTATIVE"):
            yield f"STATUS {event.get('STATUS')} of an event that is {p.event.status or 'of no status'}"
        marked = summary.startswith({"zh": "【暂定】", "en": "[Tentative]"}[lang])
        if marked == definite or p.event.names[lang] not in summary:
            yield f"SUMMARY {summary!r}"
        if phase != "show" and event.get("RELATED-TO") != f"{p.event.id}-show@{self.host}":
            yield f"RELATED-TO {event.get('RELATED-TO')!r}"
        told, other = categories(event), {"zh": "en", "en": "zh"}[lang]
        names = [self.city.policy["industries"].get(i) or {} for i in p.event.industries]
        industries = [n.get(f"name_{lang}") or n.get(f"name_{other}") or "" for n in names]
        rest = [c for c in told if c not in industries and c != p.event.theme]
        if not {*industries[:1], *([p.event.theme] if p.event.theme else [])} <= set(told) or len(rest) != 1:
            yield f"CATEGORIES {told}"
        self.phase_names[lang, phase] |= set(rest)
        if lang == "zh" and rest != [PHASES_ZH[phase]]:
            yield f"the phase is called {rest}"

    def busy_feed(self, lang: str, venue: Venue, found: list[Component]) -> Iterator[str]:
        """A feed without names: all the occupied days, nothing that tells of whom."""
        spans = defaultdict(list)
        told: set[date] = set()
        for event in found:
            yield from (f"{event.get('UID')}: {text}" for text in self.leaks(event))
            if event.get("TRANSP") != "OPAQUE" or event.get("STATUS") not in ("CONFIRMED", "TENTATIVE"):
                yield f"{event.get('UID')}: TRANSP {event.get('TRANSP')}, STATUS {event.get('STATUS')}"
            self.busy[lang].add((venue.id, event.get("UID"), event.get("DTSTART"), event.get("DTEND")))
            try:
                first, end = (datetime.strptime(event.get(k), "%Y%m%d").date() for k in ("DTSTART", "DTEND"))
            except ValueError:
                continue
            spans[event.get("STATUS"), event.get("LOCATION"), event.get("SUMMARY")].append((first, end - DAY))
            told |= set(days((first, end - DAY)))
        for group in spans.values():
            yield from (f"{a[0]} and {b[0]} touch and are not merged"
                        for a, b in combinations(group, 2) if free_days(a, b) < 1)
        here = [p for p in self.plan.values() if p.venue is venue]
        most = {d for p in here for d in days(p.tenancy)}
        least = {d for p in here if p.halls for d in days(p.tenancy)}
        if not least <= told <= most:
            yield f"days that are not as in the plan: {sorted(map(str, (least - told) | (told - most)))}"

    @cached_property
    def traces(self) -> list[tuple[str, re.Pattern[str], list[str], list[str]]]:
        """For each event its id as a whole word, its names, and what a hash without a key would show."""
        found = []
        for e in self.city.events.values():
            sources = [e.id] + [s for p in PHASES_ZH for s in (f"{e.id}-{p}", f"{e.id}-{p}@{self.host}")]
            digests = [hashlib.new(h, s.encode()).hexdigest()[:8] for s in sources for h in ("md5", "sha1", "sha256")]
            word = re.compile(rf"(?<![a-z0-9]){re.escape(e.id)}(?![a-z0-9])")
            found.append((e.id, word, [n for n in e.names.values() if n], digests))
        return found

    def leaks(self, event: Component) -> Iterator[str]:
        """What would give an event away."""
        uid = event.get("UID")
        if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", uid):
            yield "the UID is not name@domain"
        telling = ("URL", "DESCRIPTION", "ORGANIZER", "CATEGORIES", "RELATED-TO", "CONTACT")
        yield from (f"has {name}" for name in telling if event.all(name))
        text = "\n".join(unescape(v) for n, _, v in event.properties if n not in ("UID", "LOCATION", "GEO"))
        text += "\n" + uid.split("@")[0]
        for name, word, names, digests in self.traces:
            if word.search(text) or any(n in text for n in names) or any(d in uid for d in digests):
                yield f"gives {name} away"


# --- the command ------------------------------------------------------------------------------


def check(workspace: Path, plan: Path, near: Path | None = None, out: Path | None = None) -> Row:
    """Everything the command checks."""
    city = load(workspace)
    rows, rest = read_plan(plan)
    before = None if near is None else read_plan(near)[0]
    is_json = plan.suffix == ".json"
    no_plan = is_json and rest.get("status") in ("infeasible", "unknown")
    if no_plan:
        result: Row = {"ok": True, "cost": None, "cost_by_rule": {}, "cost_by_event": {}, "findings": []}
    else:
        result = audit(city, rows, before)
    book = Ledger(result["findings"])
    if is_json:
        for text in check_json(city, rest, result, near is not None):
            book.breach("plan-json", [], text)
    else:
        if rest != COLUMNS:
            book.breach("plan-csv", [], f"the columns are {rest}, should be {COLUMNS}")
        for text in check_rows(city, rows, result, "plan-csv"):
            book.breach("plan-csv", [], text)
    if out is not None and not no_plan:
        for text in FeedAudit(city, place(city, rows, Ledger()), out / "feeds").run():
            book.breach("feeds", [], text)
    return result | {"ok": not any(f["hard"] for f in book.findings)}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Check a plan, and what was written with it, by the contract alone.")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--near", type=Path, help="plan to count change against")
    parser.add_argument("--out", type=Path, help="folder that holds feeds/")
    args = parser.parse_args(argv)
    try:
        result = check(args.workspace, args.plan, args.near, args.out)
    except (OSError, ValueError, KeyError, AttributeError, TypeError, NotImplementedError, YAMLError) as error:
        print(f"cannot read the input: {error!r}", file=sys.stderr)
        return 2
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
