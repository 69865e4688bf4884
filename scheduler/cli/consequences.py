"""How the consequences of a release are shown in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.domain.entry import Entry
from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.outputs.changes.answer import NOTHING, Figures
from scheduler.outputs.changes.feeds_page import entry_name
from scheduler.outputs.changes.words import AUDIENCES, ENTRY_CHANGES, FIELDS, HAPPENINGS, STATUSES
from scheduler.outputs.ical.text import title
from scheduler.outputs.labels import LIST
from scheduler.releases.consequences import Consequences, FeedChange
from scheduler.releases.entry_changes import KINDS, EntryChange
from scheduler.releases.happenings import KINDS as HAPPEN
from scheduler.releases.happenings import Happening
from scheduler.releases.stays import Stay

FEW = 60
"""Entries that are listed one by one without being asked for."""


def show_consequences(
    screen: Screen,
    found: Consequences,
    before: Figures = NOTHING,
    after: Figures = NOTHING,
    *,
    industries: Mapping[str, Text] = MappingProxyType({}),
    verbose: bool = False,
) -> None:
    """Events, figures and feeds that a release changes.

    Parameters
    ----------
    industries
        Names by slug.
    verbose
        List every entry of every feed, however many they are.
    """
    key = "release-first" if found.before is None else "release-against"
    screen.out(screen.say(key, after=found.after, before=found.before))
    screen.out(table(_figures(screen, before, after, industries)))
    _show_events(screen, found)
    _show_feeds(screen, found, verbose)


def _figures(
    screen: Screen, before: Figures, after: Figures, industries: Mapping[str, Text]
) -> Iterator[tuple[str, str]]:
    if after.cost is not None:
        yield screen.say("total-cost"), _step(before.cost, after.cost)
    for industry in {**after.coverage, **before.coverage}:
        name = title(industries.get(industry, Text()), screen.lang, industry)
        old, new = before.coverage.get(industry, {}), after.coverage.get(industry, {})
        for key, word in (("brand_events", "coverage-brands"), ("events", "coverage-events")):
            was = old.get(key, 0) if before.coverage else None
            if was != new.get(key, 0):
                yield screen.say(word, industry=name), _step(was, new.get(key, 0))


def _step(before: int | None, after: int) -> str:
    if before is None or before == after:
        return f"{after:,}"
    return f"{before:,} → {after:,} ({after - before:+,})"


def _show_events(screen: Screen, found: Consequences) -> None:
    n = len(found.events)
    screen.out(screen.say("events-change", n=n) if n else screen.say("events-same"))
    for kind in HAPPEN:
        # An event stands under the first thing that happens to it; the others are beside it.
        those = [h for h in found.events if h.kinds[0] == kind]
        if those:
            screen.out("  " + screen.say("kind-count", kind=_word(screen, kind), count=len(those)))
            screen.out(f"    {line}" for h in those for line in _told(screen, h))


def _told(screen: Screen, found: Happening) -> Iterator[str]:
    also = [_word(screen, kind) for kind in found.kinds[1:]]
    beside = screen.say("in-brackets", text=LIST.get(screen.lang).join(also)) if also else ""
    name = title(found.stay.subject.name, screen.lang, found.event_id)
    yield f"{name} ({found.event_id}){beside}"
    sides = [_place(screen, s) for s in (found.before, found.after) if s]
    yield "  " + " → ".join(dict.fromkeys(sides))


def _word(screen: Screen, kind: str) -> str:
    return screen.name(HAPPENINGS[kind])


def _place(screen: Screen, stay: Stay) -> str:
    halls = " ".join(stay.hall_ids)
    where = f"{_days(stay.show)} {stay.site.id} {halls}".rstrip()
    return f"{where} [{screen.name(STATUSES[stay.status])}]"


def _days(span: Span) -> str:
    return f"{iso(span.start)}–{iso(span.last)}"


def _show_feeds(screen: Screen, found: Consequences, verbose: bool) -> None:
    if not found.feeds:
        screen.out(screen.say("feeds-same"))
        return
    screen.out(screen.say("feeds-change", n=f"{len(found.feeds):,}"))
    entries = sum(len(feed.changes) for feed in found.feeds)
    if not verbose and entries > FEW:
        screen.out(table(_counted(screen, feed) for feed in found.feeds))
        screen.out(screen.say("feeds-verbose", count=f"{entries:,}"))
        return
    for feed in found.feeds:
        screen.out("  " + "  ".join(_counted(screen, feed)))
        screen.out(table((_entry(screen, c) for c in feed.changes), indent=4))


def _counted(screen: Screen, feed: FeedChange) -> tuple[str, str, str]:
    counts = [(ENTRY_CHANGES[kind], feed.count(kind)) for kind in KINDS]
    told = [screen.say("kind-count", kind=screen.name(w), count=f"{n:,}") for w, n in counts if n]
    return screen.name(AUDIENCES[feed.public]), feed.path, LIST.get(screen.lang).join(told)


def _entry(screen: Screen, change: EntryChange) -> tuple[str, str, str, str]:
    entry = change.entry
    fields = LIST.get(screen.lang).join(screen.name(FIELDS[f]) for f in change.fields)
    what = screen.name(ENTRY_CHANGES[change.kind])
    return what, entry_name(entry, screen.lang), _span(change), fields


def _span(change: EntryChange) -> str:
    sides: list[Entry] = [e for e in (change.before, change.after) if e]
    return " → ".join(dict.fromkeys(_days(e.span) for e in sides))
