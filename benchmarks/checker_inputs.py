"""The independent checker's own reading of a workspace and of a plan. Every span is inclusive."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import icalendar
import openpyxl
import recurring_ical_events
from ruamel.yaml import YAML

DAY = timedelta(days=1)
WEIGHTS = {"unplaced": 500, "preferred-date": 2, "preferred-venue": 20, "weekend": 10, "crowding": 1,
           "hotels": 1, "same-industry": 2, "waste": 1, "neighbour": 15, "coverage": 3000}

Span = tuple[date, date]
Row = dict[str, Any]

MOST_ROWS, MOST_CELLS = 1_048_576, 5_000_000  # of a sheet as Excel has it; of one that anybody fills
MOST_SHEETS, MOST_TEXTS, MOST_PARTS = 128 * 2**20, 32 * 2**20, 8 * 2**20  # bytes: what sheets, texts, the rest unpack to
SHEETS, TEXTS, PICTURES = "xl/worksheets/", "xl/sharedStrings.xml", "xl/media/"


class TooLarge(ValueError):
    """A workbook that holds more than any sheet of a city does, whatever little it is on the disk."""


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
        try:
            table = sheet_rows(path)
        except TooLarge as error:
            raise TooLarge(f"{path.name} {error}") from None
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = [[cell.strip() for cell in row] for row in csv.reader(file)]
    header = table[0] if table else []
    return [{key: row[n] if n < len(row) else "" for n, key in enumerate(header) if key}
            for row in table[1:] if any(row)]


def sheet_rows(path: Path) -> list[list[str]]:
    """The cells of the first sheet of an .xlsx.

    Raises
    ------
    TooLarge
        When it holds more than any sheet of a city does, before there is no memory left for it.
    """
    # Opened first, so that a file that is not there is told as such.
    with path.open("rb") as file:
        with zipfile.ZipFile(file) as packed:
            sizes = {MOST_SHEETS: 0, MOST_TEXTS: 0, MOST_PARTS: 0}
            for part in packed.infolist():
                # What is not a picture may be read, whatever it is called: parts are found by type, not by name.
                if not (name := part.filename).startswith(PICTURES):
                    most = MOST_SHEETS if name.startswith(SHEETS) else MOST_TEXTS if name == TEXTS else MOST_PARTS
                    sizes[most] += part.file_size
            for most, size in sizes.items():
                if size > most:
                    raise TooLarge(f"unpacks to {size >> 20} MiB where {most >> 20} are enough. Save only its first sheet.")
        sheet = openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not to be believed
        table, cells = [], 0
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            if len(table) == MOST_ROWS:
                raise TooLarge(f"has more rows than a sheet can have ({MOST_ROWS}). Delete what stands below the plan.")
            if cells > MOST_CELLS:
                raise TooLarge(f"has more than {MOST_CELLS} cells, blank ones included. Delete what stands beside the plan.")
            table.append([cell_text(cell) for cell in row])
    return table


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
