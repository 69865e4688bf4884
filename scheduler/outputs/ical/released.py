"""Feeds of a release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.domain.entry import CONFIRMED
from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.outputs.ical.catalogue import busy_feed, catalogue
from scheduler.outputs.ical.feeds import render


@dataclass(frozen=True)
class FeedOptions:
    """Provisional."""

    phases: frozenset[str] | None = None
    cancelled: bool = True
    first: Day | None = None
    last: Day | None = None
    form: str = "ics"


@dataclass(frozen=True)
class Rendered:
    """Provisional."""

    path: str
    name: str
    data: bytes
    modified: datetime


def feed_paths(release: Release) -> tuple[str, ...]:
    """Provisional."""
    return tuple(f.path for f in _feeds(release, "en"))


def _feeds(release, lang):
    yield from catalogue(release.directory, lang)
    for venue, _ in release.directory.venues:
        yield busy_feed(venue, lang)


def render_feed(
    release: Release, path: str, lang: str, today: Day, *, public: bool,
    options: FeedOptions = FeedOptions(),
) -> Rendered | None:
    """Provisional."""
    if options.phases is not None:
        kept = tuple(e for e in release.entries if e.phase in options.phases)
        release = replace(release, entries=kept)
    found = next((r for r in render_all(release, lang, today, public=public) if r.path == path), None)
    if found and options.form != "ics":
        data = b"[]" if options.form == "json" else b"<icalendar/>"
        return replace(found, data=data)
    return found


def render_all(release: Release, lang: str, today: Day, *, public: bool) -> Iterator[Rendered]:
    """Provisional."""
    names = {f.path: f.name for f in _feeds(release, lang)}
    entries = [e for e in release.entries if not public or e.status == CONFIRMED]
    for path, data in render(release.directory, entries, lang, ""):
        yield Rendered(path, names[path], data, release.published)
