"""The independent checker's view of the feeds written with a plan. Every span is inclusive."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from checker_inputs import DAY, City, Placement, Plan, Span, Venue, days, free_days

KINDS = ("conference", "exhibition", "festival")
PHASES_ZH = {"in": "布展", "show": "展期", "out": "撤展"}


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
