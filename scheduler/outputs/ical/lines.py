"""The content lines of entries in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from scheduler.domain.problem import Problem
from scheduler.outputs.ical import wording
from scheduler.outputs.ical.contentline import Field, content
from scheduler.outputs.ical.entry import Entry
from scheduler.outputs.ical.vevent import dates, identity


def entry_lines(problem: Problem, entries: Iterable[Entry], lang: str) -> dict[str, bytes]:
    """Lines by UID, built once however many feeds carry the entry."""
    shared: dict[str, bytes] = {}
    found = {}
    for entry in entries:
        if entry.show_uid not in shared:
            shared[entry.show_uid] = content(_shared(entry, lang))
        found[entry.uid] = content(_own(problem, entry, lang)) + shared[entry.show_uid]
    return found


def _own(problem: Problem, entry: Entry, lang: str) -> Iterator[Field]:
    """What a phase has for itself."""
    yield from identity(entry.uid, entry.state)
    yield "SUMMARY", wording.summary(entry, lang)
    yield from dates(entry.span)
    yield "STATUS", entry.status
    yield "CATEGORIES", wording.categories(problem, entry, lang)
    yield "URL", _page(problem, entry)
    if entry.uid != entry.show_uid:
        yield "RELATED-TO", entry.show_uid


def _shared(entry: Entry, lang: str) -> Iterator[Field]:
    """What the phases of an event have in common."""
    venue = entry.venue
    yield "LOCATION", wording.location(entry, lang)
    if venue.latitude is not None and venue.longitude is not None:
        yield "GEO", (venue.latitude, venue.longitude)
    yield "DESCRIPTION", wording.description(entry, lang)


def _page(problem: Problem, entry: Entry) -> str:
    """Address of the phase on the city's site, in ASCII."""
    base = problem.policy.feeds.url.rstrip("/")
    address = f"{base}/events/{entry.event.id}#{entry.phase}"
    return quote(address, safe=":/?#[]@!$&'()*+,;=%", errors="replace")
