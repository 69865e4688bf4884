"""Feeds of a release: bytes from the release, the day, the language and the audience alone.

A feed's `modified` moves whenever its bytes do and never goes back: it is the time of the release
that last changed it, or the last midnight at which the window rolled over one of its entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.entry import PHASE_KEYS, Entry
from scheduler.domain.feedpaths import CITY, venue_path
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Day, Span
from scheduler.outputs.ical import words
from scheduler.outputs.ical.asked import PLAIN, FeedOptions
from scheduler.outputs.ical.busy import busy_of, busy_vevent
from scheduler.outputs.ical.catalogue import (
    Feed,
    archive_feed,
    busy_feed,
    catalogue,
    freebusy_feeds,
)
from scheduler.outputs.ical.freebusy import vfreebusy
from scheduler.outputs.ical.lines import Lines
from scheduler.outputs.ical.twins import FORMS
from scheduler.outputs.ical.vcalendar import render_calendar
from scheduler.outputs.ical.vevent import framed
from scheduler.releases.freebusy import times_of
from scheduler.releases.members import (
    in_year,
    members,
    members_in_full,
    readable,
    years_of,
)
from scheduler.releases.told import Seen, stamp_of
from scheduler.releases.window import Window, midnight, window_of


@dataclass(frozen=True)
class Rendered:
    """A feed's bytes.

    Parameters
    ----------
    path
        As ``halls/hongdao--h1.ics``; ends like the form.
    name
        Title of the calendar, in the feed's language.
    modified
        UTC, whole seconds: Last-Modified.
    """

    path: str
    name: str
    data: bytes
    modified: datetime


def feed_paths(release: Release, *, public: bool = False) -> tuple[str, ...]:
    """Paths of all feeds; publicly, organizers of nothing definite have none."""
    directory = readable(release, public=public)
    return tuple(job.feed.path for job in _jobs(directory, "en"))


def render_feed(
    release: Release, path: str, lang: str, today: Day, *, public: bool,
    options: FeedOptions = PLAIN,
) -> Rendered | None:  # fmt: skip
    """Render one feed; ``None`` if there is no such feed.

    Parameters
    ----------
    path
        As by `feed_paths`, whatever the form.
    today
        In the city's time zone.
    public
        Definite events only; else everything.
    """
    desk = _Desk(release, lang, today, public, options)
    job = next((job for job in _jobs(desk.directory, lang) if job.feed.path == path), None)
    if job is None:
        return None
    carried = members if _own_phases(job, options) else members_in_full
    return desk.rendered(job, carried(release, public=public, only=job.source).get(job.source, []))


def render_all(
    release: Release, lang: str, today: Day, *, public: bool, options: FeedOptions = PLAIN
) -> Iterator[Rendered]:
    """Render every feed in one form; lines of entries are built once."""
    desk = _Desk(release, lang, today, public, options)
    carried = members(release, public=public)
    full = {} if options.phases is None else members_in_full(release, public=public)
    for job in _jobs(desk.directory, lang):
        those = carried if _own_phases(job, options) else full
        yield desk.rendered(job, those.get(job.source, []))


def seen_today(
    release: Release, today: Day, *, public: bool
) -> Iterator[tuple[str, list[Entry]]]:
    """Feeds of entries that people subscribe to, by path, with what they show; nothing rendered."""
    directory = readable(release, public=public)
    window = window_of(directory, today)
    for path, entries in members(release, public=public).items():
        yield path, [e for e in entries if window.shows(e.span, e.status)]


def _own_phases(job: _Job, options: FeedOptions) -> bool:
    """Whether a feed is made of what it carries by itself."""
    return options.phases is None or job.feed.opaque


@dataclass(frozen=True)
class _Job:
    """A feed, the feed whose entries it is made of, and how."""

    feed: Feed
    source: str
    kind: str = "entries"
    place: str = ""
    year: int = 0


def _jobs(directory: Directory, lang: str) -> Iterator[_Job]:
    for feed in catalogue(directory, lang):
        yield _Job(feed, feed.path)
    for venue, _ in directory.venues:
        yield _Job(busy_feed(venue, lang), venue_path(venue.id), "busy", venue.id)
    for feed, source in freebusy_feeds(directory, lang):
        yield _Job(feed, source, "freebusy")
    for year in years_of(directory):
        yield _Job(archive_feed(directory, year, lang), CITY, "archive", year=year)


class _Desk:
    """Where the feeds of a release are made, for one language, day and audience."""

    def __init__(
        self, release: Release, lang: str, today: Day, public: bool, options: FeedOptions
    ) -> None:
        self.release, self.lang, self.today = release, lang, today
        self.public, self.options = public, options
        self.directory = readable(release, public=public)
        self.lines = Lines(self.directory, lang)
        self.busy = busy_of(release, self.directory, public=public)

    def rendered(self, job: _Job, entries: list[Entry]) -> Rendered:
        """Make a feed of its entries, which are in order."""
        window = window_of(self.directory, self.today, rolling=job.kind in ("entries", "busy"))
        if job.kind == "busy":
            body, seen = self._busy(job.place, window)
        elif job.kind == "freebusy":
            body, seen = self._freebusy(job.feed.path, entries), []
        else:
            chosen = in_year(entries, job.year) if job.year else entries
            body, seen = self._entries(job.feed, chosen, window)
        modified = self._modified(job, window, seen)
        note = "" if self.public else words.PRIVATE.get(self.lang)
        about = f"{job.feed.about} {note}".strip()
        name = job.feed.name
        data = render_calendar(self.directory, self.lang, name, about, modified, body)
        form = self.options.form
        path = f"{job.feed.path.removesuffix('.ics')}.{form}"
        return Rendered(path, name, FORMS[form](data), modified)

    def _entries(
        self, feed: Feed, entries: list[Entry], window: Window
    ) -> tuple[list[bytes], Seen]:
        phases = self.options.phases or PHASE_KEYS
        chosen = [e for e in entries if e.phase in phases and self.options.wants(e.span, e.status)]
        body = [
            framed(self.lines.of(e), e.status, opaque=feed.opaque)
            for e in chosen
            if window.shows(e.span, e.status)
        ]
        return body, [(e.span, e.status) for e in chosen]

    def _busy(self, venue_id: str, window: Window) -> tuple[list[bytes], Seen]:
        days = self.busy.get(venue_id, [])
        chosen = [b for b in days if self.options.wants(b.span, b.status)]
        body = [busy_vevent(b, self.lang) for b in chosen if window.shows(b.span, b.status)]
        return body, [(b.span, b.status) for b in chosen]

    def _freebusy(self, path: str, entries: list[Entry]) -> list[bytes]:
        wanted = Span.inclusive(self.options.first, self.options.last)
        times = times_of(self.directory, entries).common(wanted)
        stamp = stamp_of(self.release, (path, self.public))
        return [vfreebusy(self.directory, path, times, stamp)]

    def _modified(self, job: _Job, window: Window, seen: Seen) -> datetime:
        """When a reader last saw something else here.

        Of phases that the feed does not carry by itself no stamp is kept: they may have changed
        with any release.
        """
        own = _own_phases(job, self.options)
        stamp = stamp_of(self.release, (job.feed.path, self.public))
        moment, rolled = stamp if own else self.release.published, window.rolled(seen)
        return moment if rolled is None else max(moment, midnight(self.directory, rolled))
