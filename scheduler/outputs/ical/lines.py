"""The content lines of entries in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from scheduler.domain.entry import Entry
from scheduler.domain.release import Directory
from scheduler.outputs.ical import wording
from scheduler.outputs.ical.contentline import Field, content
from scheduler.outputs.ical.vevent import dates, identity


def entry_lines(directory: Directory, entries: Iterable[Entry], lang: str) -> dict[str, bytes]:
    """Lines by UID, built once however many feeds carry the entry."""
    shared: dict[str, bytes] = {}
    found = {}
    for entry in entries:
        if entry.show_uid not in shared:
            shared[entry.show_uid] = content(_shared(entry, lang))
        found[entry.uid] = content(_own(directory, entry, lang)) + shared[entry.show_uid]
    return found


def _own(directory: Directory, entry: Entry, lang: str) -> Iterator[Field]:
    """What a phase has for itself."""
    yield from identity(entry.uid, entry.state)
    yield "SUMMARY", wording.summary(entry, lang)
    yield from dates(entry.span)
    yield "STATUS", entry.status
    yield "CATEGORIES", wording.categories(directory, entry, lang)
    yield "URL", _page(directory, entry)
    if entry.uid != entry.show_uid:
        yield "RELATED-TO", entry.show_uid


def _shared(entry: Entry, lang: str) -> Iterator[Field]:
    """What the phases of an event have in common."""
    site = entry.site
    yield "LOCATION", wording.location(entry, lang)
    if site.latitude is not None and site.longitude is not None:
        yield "GEO", (site.latitude, site.longitude)
    yield "DESCRIPTION", wording.description(entry, lang)


def _page(directory: Directory, entry: Entry) -> str:
    """Address of the phase on the city's site, in ASCII."""
    base = directory.url.rstrip("/")
    address = f"{base}/events/{entry.subject.id}#{entry.phase}"
    return quote(address, safe=":/?#[]@!$&'()*+,;=%", errors="replace")
