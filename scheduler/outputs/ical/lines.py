"""The content lines of entries in one language."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from scheduler.domain.entry import Entry, Room, Site, Subject
from scheduler.domain.release import Directory
from scheduler.outputs.ical import wording
from scheduler.outputs.ical.contentline import SAFE, Field, content
from scheduler.outputs.ical.vevent import dates, identity


class Lines:
    """Content lines of entries in a language, built once however many feeds carry the entry."""

    def __init__(self, directory: Directory, lang: str) -> None:
        self.directory, self.lang = directory, lang
        # By identity, since an entry that left some feeds shares its UID with the one that stands;
        # the entries are kept so that no other one can take an identity.
        self._known: dict[int, tuple[Entry, bytes]] = {}
        self._shared: dict[tuple[Subject, Site, tuple[Room, ...]], bytes] = {}

    def of(self, entry: Entry) -> bytes:
        """All lines of an entry but those that depend on the feed."""
        found = self._known.get(id(entry))
        if found is None:
            own = content(_own(self.directory, entry, self.lang))
            found = self._known[id(entry)] = entry, own + self._common(entry)
        return found[1]

    def _common(self, entry: Entry) -> bytes:
        key = entry.subject, entry.site, entry.halls
        if key not in self._shared:
            self._shared[key] = content(_shared(entry, self.lang))
        return self._shared[key]


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
    return quote(address, safe=SAFE, errors="replace")
