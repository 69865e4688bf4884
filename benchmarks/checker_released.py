"""The independent checker's view of the calendars of releases, by contract.md and feeds.md alone.

It shares no line with the scheduler. Given are steps in order, a plan and what was then read::

    python benchmarks/checker_released.py WORKSPACE PLAN FEEDS [PLAN FEEDS …] [--today DATE] [--private]

FEEDS is a folder with ``zh/`` and ``en/``, or the last one an address whose ``/feeds/`` is served;
that is asked for every calendar, and how it answers is judged, too (checker_served.py). Every fault
is a line. Exit status: 0 none was found, 1 one was, 2 wrong usage or unreadable input.
Every span is inclusive.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.append(str(Path(__file__).parent))

from checker_feeds import TEXT, Component, FeedAudit, feed_files, parse, unescape
from checker_inputs import DAY, City, Placement, Plan, Span, Venue, days, load, read_plan
from checker_rules import Ledger, place
from checker_served import Served

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
    """One release, read on a day; ``before`` is the one that was read before it.

    ``highest`` is the greatest SEQUENCE that any release read so far has shown of a UID.
    """

    data: Mapping[Key, bytes] = field(default_factory=dict)
    today: date = date.min
    public: bool = True
    before: ReleaseAudit | None = None
    seen: dict[Key, Seen] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.window = Window(self.today, self.city.horizon)
        self.every = self.plan
        if self.public:
            self.plan = {i: p for i, p in self.plan.items() if p.event.status == "definite"}
        self.highest = dict(self.before.highest) if self.before else {}

    def run(self) -> list[str]:
        """Every fault, in a readable line."""
        files = feed_files(self.city, self.plan)
        busy = {f"busy/{v}.ics": v for v in self.city.venues}
        due = {f for f, (events, always) in files.items() if always or any(map(self.is_due, events))} | busy.keys()
        known = set(addresses(self.city, self.every))
        for lang in LANGS:
            there = {path for own, path in self.data if own == lang}
            self.faults += [f"{lang}/{f} is missing" for f in sorted(due - there)]
            self.faults += [f"{lang}/{f} is not a calendar of this plan" for f in sorted(there - known)]
            for name in sorted(there & known):
                self.released(lang, name, files.get(name, ([], True))[0], busy.get(name))
        for (lang, uid), copies in self.copies.items():
            if len(copies) > 1:
                self.faults.append(f"{uid}: its {lang} copies differ")
        names = list(self.phase_names.values())
        if any(len(n) != 1 for n in names):
            self.faults.append(f"a phase has not one name in each language: {dict(self.phase_names)}")
        self.faults += self.languages()
        if self.before:
            self.faults += [f"{lang}/{name}: {text}" for (lang, name) in sorted(self.before.seen.keys() | self.seen.keys())
                            for text in self.lives(self.before, (lang, name))]
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
                fault += self.cancelled(lang, name, event, named=busy_venue is None)
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

    def cancelled(self, lang: str, name: str, event: Component, *, named: bool) -> Iterator[str]:
        """Not past yet, marked in words, raised, and shown here before."""
        uid, span = event.get("UID"), span_of(event)
        if span is None or span[1] < self.today:
            yield f"{uid}: cancelled, and past"
        if not unescape(event.get("SUMMARY")).startswith(CANCELLED[lang]):
            yield f"{uid}: cancelled, but called {event.get('SUMMARY')!r}"
        if number(event) < 1 and named:
            yield f"{uid}: cancelled with SEQUENCE {number(event)}"
        if self.before and not name.startswith("archive/") and uid not in self.before.events((lang, name)):
            yield f"{uid}: cancelled, but never shown here"

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

    def lives(self, before: ReleaseAudit, key: Key) -> Iterator[str]:
        """What became of each entry of a calendar since the release before."""
        old, new = before.events(key), self.events(key)
        for uid, was in old.items():
            now = new.get(uid)
            span = span_of(was)
            if now is None:
                gone = span is None or span[1] < self.today or not self.window.must(span)
                if not gone:
                    yield f"{uid} has vanished and was not cancelled"
                continue
            yield from (f"{uid}: {text}" for text in self.changed(was, now))
            if self.same(before, uid, was, now) and before.seen[key].raw[uid] != self.seen[key].raw[uid]:
                yield f"{uid}: nothing has changed but its bytes"
        for uid in new.keys() - old.keys():
            yield from self.appeared(uid, new[uid])
        same = key in before.seen and key in self.seen and before.seen[key].raw == self.seen[key].raw
        if same and before.seen[key].data != self.seen[key].data:
            yield "its entries are the same, its bytes are not"

    def changed(self, was: Component, now: Component) -> Iterator[str]:
        """Revisions and stamps only grow, and do so when there is something to tell."""
        told = [[unescape(e.get(k)) for k in ("DTSTART", "DTEND", "STATUS", "LOCATION")] for e in (was, now)]
        if number(now) < number(was) or (told[0] != told[1] and number(now) == number(was)):
            yield f"SEQUENCE from {number(was)} to {number(now)}: {told[0]} became {told[1]}"
        if was.get("CREATED") != now.get("CREATED"):
            yield "CREATED has changed"
        stamps = was.get("LAST-MODIFIED"), now.get("LAST-MODIFIED")
        if stamps[1] < stamps[0] or (was.properties != now.properties and stamps[0] == stamps[1]):
            yield f"it has changed, LAST-MODIFIED from {stamps[0]} to {stamps[1]}"

    def same(self, before: ReleaseAudit, uid: str, was: Component, now: Component) -> bool:
        """Whether the plans say the same of an entry, or it was and is cancelled."""
        if was.get("STATUS") == "CANCELLED":
            return now.get("STATUS") == "CANCELLED"
        name = uid.split("@")[0].rpartition("-")[0]
        p, q = before.plan.get(name), self.plan.get(name)
        if p is None or q is None:
            return False
        return (p.venue.id, [h.id for h in p.halls], p.phases) == (q.venue.id, [h.id for h in q.halls], q.phases)

    def appeared(self, uid: str, event: Component) -> Iterator[str]:
        """A new entry begins at 0; one that comes back tops all that was ever shown of it."""
        assert self.before
        highest, elsewhere = self.before.highest.get(uid), any(uid in s.events for s in self.before.seen.values())
        if highest is None and self.before.window.whole == self.window.whole and (
            number(event) != 0 or event.get("CREATED") != event.get("LAST-MODIFIED")
        ):
            yield f"{uid}: new, with SEQUENCE {number(event)}"
        if highest is not None and number(event) <= highest and not elsewhere:
            yield f"{uid}: back with SEQUENCE {number(event)}, after {highest}"


def check(workspace: Path, steps: Sequence[tuple[Path, str]], today: date, *, public: bool = True) -> list[str]:
    """Faults of releases that were read one after the other."""
    city, audit, faults = load(workspace), None, []
    for n, (plan_file, feeds) in enumerate(steps, 1):
        plan = place(city, read_plan(plan_file)[0], Ledger())
        if feeds.startswith(("http://", "https://")):
            served = Served(feeds)
            data = served.read([(lang, path) for lang in LANGS for path in addresses(city, plan)])
            faults += [f"step {n}: {text}" for text in served.faults]
        else:
            data = read_folder(Path(feeds))
        audit = ReleaseAudit(city, plan, Path(), data=data, today=today, public=public, before=audit)
        faults += [f"step {n}: {text}" for text in audit.run()]
    return faults


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Check the calendars of releases by contract.md and feeds.md alone.")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("steps", nargs="+", metavar="PLAN FEEDS")
    parser.add_argument("--today", type=date.fromisoformat, help="day in the city (default: now)")
    parser.add_argument("--private", action="store_true", help="the calendars with holds")
    args = parser.parse_args(argv)
    if len(args.steps) % 2:
        parser.error("each PLAN needs its FEEDS")
    try:
        zone = ZoneInfo(load(args.workspace).timezone)
        today = args.today or datetime.now(zone).date()
        steps = [(Path(plan), feeds) for plan, feeds in zip(args.steps[::2], args.steps[1::2], strict=True)]
        faults = check(args.workspace, steps, today, public=not args.private)
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        print(f"cannot read the input: {error!r}", file=sys.stderr)
        return 2
    print("\n".join(faults) or f"{len(steps)} steps, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
