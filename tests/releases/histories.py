"""Random histories of plans, and readers who follow the releases in various ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from scheduler.domain.entry import (
    CANCELLED,
    CONFIRMED,
    TENTATIVE,
    Entry,
    Room,
    Site,
    State,
    Subject,
)
from scheduler.domain.feedpaths import paths_of
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Day, Span, day_of
from scheduler.domain.text import Text
from scheduler.releases.lifecycle import new_states, next_release

DAY0 = day_of("2021-04-01")
START = datetime(2021, 3, 31, 20, tzinfo=UTC)
"""Already the first of April in the city."""

SITES = tuple(Site(v, Text(v, v)) for v in ("expo", "forum"))
ROOMS = tuple(Room(h, Text(h, h)) for h in ("h1", "h2", "h3"))
DIRECTORY = Directory(
    "bayport", Text("海港", "Bayport"), "Asia/Shanghai", "bayport.events.invalid",
    "https://events.invalid", Span(DAY0, DAY0 + 60),
    {"marine": Text("海洋", "Marine"), "food": Text("食品", "Food")},
    tuple((site, ROOMS) for site in SITES), ("甲", "乙"),
)  # fmt: skip


def entry(uid: str = "tea", **fields: object) -> Entry:
    """A definite show of three days, twenty days ahead."""
    subject = Subject(uid, Text(uid, uid), "exhibition", ("marine",), "", "", ("甲",))
    phase = str(fields.pop("phase", "show"))
    span = Span(DAY0 + 20, DAY0 + 23)
    name = f"{uid}-{phase}@{DIRECTORY.domain}"
    made = Entry(
        name, f"{uid}-show@{DIRECTORY.domain}", subject, SITES[0], ROOMS[:1], phase, span, CONFIRMED
    )
    about = {k: fields.pop(k) for k in tuple(fields) if hasattr(subject, k)}
    return replace(made, subject=replace(subject, **about), **fields)  # type: ignore[arg-type]


@dataclass
class Office:
    """A planner who publishes, and remembers what the store would."""

    now: datetime = START
    releases: list[Release] = field(default_factory=list)
    known: dict[str, State] = field(default_factory=dict)

    def publish(self, *drafts: Entry, directory: Directory = DIRECTORY) -> Release:
        last = self.releases[-1] if self.releases else None
        made = next_release(last, directory, drafts, self.now, "", self.known)
        self.known |= new_states(self.known, made)
        self.releases.append(made)
        return made

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)


Feed = tuple[str, bool]
"""Path, and whether it is the public form."""


def feeds_of(release: Release, today: Day) -> dict[Feed, dict[str, Entry]]:
    """What each feed shows, told again in the plainest way; no UID may be in one twice."""
    found: dict[Feed, dict[str, Entry]] = defaultdict(dict)

    def put(feed: Feed, shown: Entry) -> None:
        assert shown.uid not in found[feed], (feed, shown)
        found[feed][shown.uid] = shown

    for e in release.entries:
        for path in paths_of(e):
            put((path, False), e)
            if e.status == CONFIRMED:
                put((path, True), e)
    for left in release.left:
        assert left.entry.status == CANCELLED
        for path in left.paths:
            if left.entry.span.end > today:
                put((path, left.public), left.entry)
    return found


class Merging:
    """A reader by the letter of RFC 5546 2.1.5: takes later revisions, never drops an entry."""

    def __init__(self) -> None:
        self.held: dict[tuple[Feed, str], Entry] = {}

    def poll(self, release: Release, today: Day) -> None:
        for feed, entries in feeds_of(release, today).items():
            for uid, new in entries.items():
                old = self.held.get((feed, uid))
                if old is None or revision(new) > revision(old):
                    self.held[feed, uid] = new

    def stands(self, today: Day) -> dict[tuple[Feed, str], Entry]:
        """What it believes is still to come."""
        return {
            key: e for key, e in self.held.items() if e.status != CANCELLED and e.span.end > today
        }


def revision(e: Entry) -> tuple[int, datetime]:
    """What tells the later of two revisions."""
    return e.state.sequence, e.state.modified


def standing(feeds: dict[Feed, dict[str, Entry]], today: Day) -> dict[tuple[Feed, str], Entry]:
    """What a reader who starts now believes is still to come."""
    return {
        (feed, uid): e
        for feed, entries in feeds.items()
        for uid, e in entries.items()
        if e.status != CANCELLED and e.span.end > today
    }


@st.composite
def plans(draw: st.DrawFn) -> list[Entry]:
    """A plan of up to three events; an event keeps its id and little else."""
    listed: list[Entry] = []
    for uid in draw(st.lists(st.sampled_from(("tea", "boats", "wine")), unique=True)):
        start = DAY0 + draw(st.integers(1, 12))
        shared = {
            "site": draw(st.sampled_from(SITES)),
            "halls": tuple(h for h in ROOMS if draw(st.booleans())),
            "status": draw(st.sampled_from((CONFIRMED, TENTATIVE))),
            "name": Text(draw(st.sampled_from("茶船")), ""),
            "kind": draw(st.sampled_from(("exhibition", "festival"))),
            "industries": draw(st.sampled_from((("marine",), ("food", "marine")))),
            "organizers": draw(st.sampled_from((("甲",), ("乙",), ()))),
        }
        if draw(st.booleans()):
            listed.append(entry(uid, phase="in", span=Span(start - 1, start), **shared))
        listed.append(entry(uid, span=Span(start, start + 2), **shared))
    return draw(st.permutations(listed))


steps = st.lists(st.tuples(plans(), st.integers(-1, 4), st.booleans()), min_size=1, max_size=8)
"""Plans, days until the next, and whether an occasional reader polls then."""


def today_of(release: Release) -> Day:
    """Day in the city, eight hours ahead, on which a release was published."""
    return (release.published + timedelta(hours=8)).date().toordinal()


def all_shown(releases: Iterable[Release]) -> Iterable[tuple[Feed, Entry]]:
    """Everything any feed ever showed at the moment of a release, in order."""
    for release in releases:
        for feed, entries in feeds_of(release, today_of(release)).items():
            yield from ((feed, e) for e in entries.values())
