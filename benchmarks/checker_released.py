"""The independent checker's view of the calendars of one release, by contract.md and feeds.md alone.

It shares no line with the scheduler. Every span is inclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from checker_feeds import TEXT, Component, FeedAudit, feed_files, parse, unescape
from checker_inputs import DAY, City, Placement, Plan, Span, Venue, days

LANGS = ("zh", "en")
CANCELLED = {"zh": "【取消】", "en": "[Cancelled]"}
MOST_EVENTS, MOST_BYTES = 1_000, 900_000
ONCE = ("UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "STATUS",
        "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
BLOCK = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
Key = tuple[str, str]
"""Language, and path of a calendar."""


def months_on(day: date, months: int) -> date:
    """The same day some months later, or the month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - DAY).day
    return date(year, month + 1, min(day.day, last))


@dataclass(frozen=True)
class Window:
    """30 days back and 18 months ahead, a day more or less at either end left open."""

    today: date
    horizon: Span

    def must(self, span: Span) -> bool:
        return self.whole or (span[1] >= self.today - 29 * DAY and span[0] < months_on(self.today, 18))

    def may(self, span: Span) -> bool:
        return self.whole or (span[1] >= self.today - 31 * DAY and span[0] <= months_on(self.today, 18) + DAY)

    @property
    def whole(self) -> bool:
        return self.horizon[1] < self.today


def read_folder(root: Path) -> dict[Key, bytes]:
    """Calendars below ``zh/`` and ``en/``."""
    return {(lang, p.relative_to(root / lang).as_posix()): p.read_bytes()
            for lang in LANGS for p in sorted((root / lang).rglob("*.ics"))}


def addresses(city: City, plan: Plan) -> list[str]:
    """Every path under which a release may have a calendar."""
    halls = [f"{v.id}--{h}" for v in city.venues.values() for h in v.halls]
    years = range(city.horizon[0].year, city.horizon[1].year + 1)
    return [*feed_files(city, plan), *(f"busy/{v}.ics" for v in city.venues),
            *(f"freebusy/{n}.ics" for n in (*city.venues, *halls)), *(f"archive/{y}/city.ics" for y in years)]


def span_of(event: Component) -> Span | None:
    """First and last day of an event; none when it has no whole days."""
    try:
        first, end = (datetime.strptime(event.get(k), "%Y%m%d").date() for k in ("DTSTART", "DTEND"))
    except ValueError:
        return None
    return first, end - DAY


def number(event: Component) -> int:
    """SEQUENCE; -1 when there is none."""
    text = event.get("SEQUENCE")
    return int(text) if text.isascii() and text.isdigit() else -1


@dataclass
class Seen:
    """A calendar as it was read: its bytes, and those of each event by UID."""

    data: bytes
    events: dict[str, Component]
    raw: dict[str, bytes]


@dataclass
class ReleaseAudit(FeedAudit):
    """One release, read on a day.

    ``highest`` is the greatest SEQUENCE that any release read so far has shown of a UID; ``whole`` whether
    all calendars were read, or only some.
    """

    data: Mapping[Key, bytes] = field(default_factory=dict)
    today: date = date.min
    public: bool = True
    whole: bool = True
    seen: dict[Key, Seen] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.window = Window(self.today, self.city.horizon)
        self.every = self.plan
        if self.public:
            self.plan = {i: p for i, p in self.plan.items() if p.event.status == "definite"}

    def run(self) -> list[str]:
        """Every fault, in a readable line."""
        files = feed_files(self.city, self.plan)
        busy = {f"busy/{v}.ics": v for v in self.city.venues}
        due = {f for f, (events, always) in files.items() if always or any(map(self.is_due, events))} | busy.keys()
        known = set(addresses(self.city, self.every))
        for lang in LANGS:
            there = {path for own, path in self.data if own == lang}
            self.faults += [f"{lang}/{f} is missing" for f in sorted(due - there) if self.whole]
            self.faults += [f"{lang}/{f} is not a calendar of this plan" for f in sorted(there - known)]
            for name in sorted(there & known):
                self.released(lang, name, files.get(name, ([], True))[0], busy.get(name))
        for (lang, uid), copies in self.copies.items():
            if len(copies) > 1:
                self.faults.append(f"{uid}: its {lang} copies differ")
        names = list(self.phase_names.values())
        if any(len(n) != 1 for n in names):
            self.faults.append(f"a phase has not one name in each language: {dict(self.phase_names)}")
        self.faults += self.languages() if self.whole else ()
        for calendar in self.seen.values():
            for uid, event in calendar.events.items():
                self.highest[uid] = max(self.highest.get(uid, -1), number(event))
        return self.faults

    def is_due(self, p: Placement) -> bool:
        return any(map(self.window.must, p.phases.values()))

    def released(self, lang: str, name: str, events: list[Placement], busy_venue: str | None) -> None:
        """One calendar."""
        data, fault = self.data[lang, name], []
        calendar = parse(data, fault)
        kinds = [p.name for p in calendar.parts]
        if name.startswith("freebusy/"):
            fault += self.free_busy(name, calendar)
        else:
            fault += self.head(calendar)
            found = [p for p in calendar.parts if p.name == "VEVENT"]
            raw = BLOCK.findall(data)
            uids = [e.get("UID") for e in found]
            if len(set(uids)) < len(uids) or len(raw) != len(found):
                fault.append("a UID stands twice")
            if len(found) > MOST_EVENTS or len(data) > MOST_BYTES:
                fault.append(f"{len(found)} events, {len(data)} bytes")
            for event in found:
                fault += self.common(event)
            self.seen[lang, name] = Seen(data, dict(zip(uids, found, strict=True)), dict(zip(uids, raw, strict=False)))
            standing = [e for e in found if e.get("STATUS") != "CANCELLED"]
            for event in (e for e in found if e.get("STATUS") == "CANCELLED"):
                fault += self.cancelled(lang, event, named=busy_venue is None)
            if busy_venue is not None:
                fault += self.occupied(self.city.venues[busy_venue], found, standing)
            elif name.startswith("archive/"):
                year = int(name.split("/")[1])
                those = [p for p in self.plan.values() if p.show[0].year <= year <= p.show[1].year]
                fault += self.named(lang, False, those, standing, whole=True)
            else:
                fault += self.named(lang, name.startswith(("venues/", "halls/")), events, standing)
            if name.startswith("organizers/") and "VEVENT" not in kinds and self.hold_only(name):
                fault.append("tells of an organizer who has nothing but holds")
        self.faults += [f"{lang}/{name}: {text}" for text in fault]

    def hold_only(self, name: str) -> bool:
        """Whether all that an organizer has placed are holds, which nobody may know of."""
        files = feed_files(self.city, self.every)
        mine = files.get(name, ([], False))[0]
        return self.public and bool(mine) and all(p.event.status != "definite" for p in mine)

    def common(self, event: Component) -> Iterator[str]:
        """What every event of every calendar must have."""
        uid = event.get("UID")
        yield from (f"{uid}: {name} does not stand exactly once" for name in ONCE if len(event.all(name)) != 1)
        for name in ("DTSTART", "DTEND"):
            if any(p != ";VALUE=DATE" or not re.fullmatch(r"\d{8}", v) for p, v in event.all(name)):
                yield f"{uid}: {name} is not a VALUE=DATE"
        span = span_of(event)
        if number(event) < 0 or span is None or span[1] < span[0]:
            yield f"{uid}: SEQUENCE {event.get('SEQUENCE')}, or no whole days"
        stamps = [event.get(k) for k in ("CREATED", "LAST-MODIFIED", "DTSTAMP")]
        if not all(map(UTC_TIME.fullmatch, stamps)) or stamps[1] != stamps[2] or stamps[0] > stamps[1]:
            yield f"{uid}: stamps {stamps}"
        status, transp, busy = (event.get(k) for k in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"))
        want = {("CONFIRMED", "OPAQUE"): ("BUSY",), ("TENTATIVE", "OPAQUE"): ("TENTATIVE",), ("CANCELLED", "TRANSPARENT"): ("FREE",),
                ("CONFIRMED", "TRANSPARENT"): ("FREE",), ("TENTATIVE", "TRANSPARENT"): ("FREE", "TENTATIVE")}
        if busy not in want.get((status, transp), ()) or (self.public and status == "TENTATIVE"):
            yield f"{uid}: {status}, {transp} and {busy} do not go together"
        for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
            if not all(TEXT.fullmatch(v) for _, v in event.all(name)):
                yield f"{uid}: {name} is not escaped"
        if event.all("ATTENDEE") or event.all("ORGANIZER") or any(p.name == "VALARM" for p in event.parts):
            yield f"{uid}: has people or alarms"

    def named(self, lang: str, phases: bool, events: list[Placement], found: list[Component], *, whole: bool = False) -> Iterator[str]:
        """A calendar with names: just the phases due on this day, each told rightly."""
        every = {f"{p.event.id}-{phase}@{self.host}": (p, phase, span) for p in events
                 for phase, span in p.phases.items() if phases or phase == "show"}
        due = {u for u, (_, _, span) in every.items() if whole or self.window.must(span)}
        uids = {e.get("UID") for e in found}
        yield from (f"{uid} is missing" for uid in sorted(due - uids))
        yield from (f"{uid} does not belong here" for uid in sorted(uids) if uid not in every
                    or not (whole or self.window.may(every[uid][2])))
        for event in found:
            uid = event.get("UID")
            if uid not in every:
                continue
            bare = [x for x in event.properties if x[0] not in ("TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")]
            self.copies[lang, uid].add(tuple(sorted(bare)))
            if event.get("TRANSP") != ("OPAQUE" if phases else "TRANSPARENT"):
                yield f"{uid}: TRANSP {event.get('TRANSP')}"
            yield from (f"{uid}: {text}" for text in self.words(lang, event, *every[uid]))

    def cancelled(self, lang: str, event: Component, *, named: bool) -> Iterator[str]:
        """Not past yet, marked in words, and raised."""
        uid, span = event.get("UID"), span_of(event)
        if span is None or span[1] < self.today:
            yield f"{uid}: cancelled, and past"
        if not unescape(event.get("SUMMARY")).startswith(CANCELLED[lang]):
            yield f"{uid}: cancelled, but called {event.get('SUMMARY')!r}"
        if number(event) < 1 and named:
            yield f"{uid}: cancelled with SEQUENCE {number(event)}"

    def events(self, key: Key) -> Mapping[str, Component]:
        """Events of a calendar by UID."""
        return self.seen[key].events if key in self.seen else {}

    def occupied(self, venue: Venue, found: list[Component], standing: list[Component]) -> Iterator[str]:
        """A calendar without names: the occupied days, and nothing that tells of whom."""
        for event in found:
            yield from (f"{event.get('UID')}: {text}" for text in self.leaks(event))
        spans = [(s, e.get("STATUS"), e.get("LOCATION")) for e in standing if (s := span_of(e))]
        for n, (a, *kind) in enumerate(spans):
            yield from (f"{a[0]} and {b[0]} touch and are not merged" for b, *other in spans[n + 1:]
                        if kind == other and a[0] <= b[1] + DAY and b[0] <= a[1] + DAY)
        here = [p for p in self.plan.values() if p.venue is venue]
        least = {d for p in here if p.halls for d in days(p.tenancy) if self.window.must((d, d))}
        told, most = {d for s, *_ in spans for d in days(s)}, {d for p in here for d in days(p.tenancy)}
        if not least <= told <= most:
            yield f"days that are not as in the plan: {sorted(map(str, (least - told) | (told - most)))}"

    def free_busy(self, name: str, calendar: Component) -> Iterator[str]:
        """One VFREEBUSY and nothing else, whose periods are the occupied days in UTC."""
        if [p.name for p in calendar.parts] != ["VFREEBUSY"]:
            yield f"components {[p.name for p in calendar.parts]}"
            return
        zone, told = ZoneInfo(self.city.timezone), set()
        for _, value in calendar.parts[0].all("FREEBUSY"):
            for period in value.split(","):
                ends = [datetime.strptime(t, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone) for t in period.split("/")]
                if any((t.hour, t.minute, t.second) != (0, 0, 0) for t in ends) or len(ends) != 2:
                    yield f"{period} does not begin and end at midnight in the city"
                    return
                told |= set(days((ends[0].date(), ends[1].date() - DAY)))
        venue, _, hall = Path(name).stem.partition("--")
        here = [p for p in self.plan.values() if p.venue.id == venue and (not hall or hall in {h.id for h in p.halls})]
        least, most = ({d for p in here if p.halls or not held for d in days(p.tenancy)} for held in (True, False))
        if not least <= told <= most:
            yield f"days that are not as in the plan: {sorted(map(str, (least - told) | (told - most)))}"

    def languages(self) -> Iterator[str]:
        """Both languages have the same entries, revisions and days."""
        facts = ("SEQUENCE", "DTSTAMP", "CREATED", "DTSTART", "DTEND", "STATUS", "TRANSP")
        for name in sorted({path for _, path in self.seen}):
            zh, en = ({uid: [e.get(k) for k in facts] for uid, e in self.events((lang, name)).items()} for lang in LANGS)
            if zh != en:
                yield f"{name}: the languages differ in {sorted(u for u in zh.keys() | en.keys() if zh.get(u) != en.get(u))}"
