"""All calendars of a plan as pure bytes: the same plan, the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scheduler.domain.entry import DRAFT, Entry, draft_entries
from scheduler.domain.feedpaths import paths_of, venue_path
from scheduler.domain.problem import Problem
from scheduler.domain.release import Directory, directory_of
from scheduler.domain.roster import Roster
from scheduler.outputs.ical import words
from scheduler.outputs.ical.busy import busy_days, busy_vevent
from scheduler.outputs.ical.catalogue import Feed, busy_feed, catalogue
from scheduler.outputs.ical.lines import Lines
from scheduler.outputs.ical.vcalendar import render_calendar
from scheduler.outputs.ical.vevent import framed


def calendars(
    problem: Problem, roster: Roster, lang: str, note: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Draft feeds of a plan in a language, ``zh`` or ``en``; `note` ends their descriptions.

    Yields
    ------
    tuple of str and bytes
        Path inside the language's folder, as ``halls/hongdao--h1.ics``, and the file.
    """
    entries = draft_entries(problem, roster)
    return render(directory_of(problem), entries, lang, f"{words.DRAFT.get(lang)} {note}".rstrip())


def render(
    directory: Directory, entries: Iterable[Entry], lang: str, note: str
) -> Iterator[tuple[str, bytes]]:
    """Feeds of any entries; `note` ends each calendar's description."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    carried = _by_path(ordered)
    lines = Lines(directory, lang)

    def file(feed: Feed, vevents: Iterator[bytes]) -> tuple[str, bytes]:
        about, moment = f"{feed.about} {note}", DRAFT.modified
        return feed.path, render_calendar(directory, lang, feed.name, about, moment, vevents)

    for feed in catalogue(directory, lang):
        here = carried[feed.path]
        yield file(feed, (framed(lines.of(e), e.status, opaque=feed.opaque) for e in here))
    for venue, _ in directory.venues:
        busy = busy_days(directory, venue.id, carried[venue_path(venue.id)])
        yield file(busy_feed(venue, lang), (busy_vevent(b, lang) for b in busy))


def _by_path(ordered: list[Entry]) -> dict[str, list[Entry]]:
    """Entries of each feed, in one pass over the entries: feeds times entries is too many."""
    carried: dict[str, list[Entry]] = defaultdict(list)
    for entry in ordered:
        for path in paths_of(entry):
            carried[path].append(entry)
    return carried
