"""Occupied days of a venue, for people who may not know by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.entry import CANCELLED, DRAFT, TENTATIVE, Entry, State
from scheduler.domain.occupied import occupied_spans
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Span
from scheduler.outputs.ical import words
from scheduler.outputs.ical.contentline import content
from scheduler.outputs.ical.vevent import dates, framed, identity
from scheduler.releases.busy import busy_uid


@dataclass(frozen=True)
class Busy:
    """Days on which something is at a venue.

    Parameters
    ----------
    status
        ``TENTATIVE`` if all that is there is; ``CANCELLED`` if the days are free again.
    """

    uid: str
    span: Span
    status: str
    state: State = DRAFT


def busy_days(directory: Directory, venue_id: str, entries: Iterable[Entry]) -> list[Busy]:
    """Busy days of a draft: touching spans merged; cancelled entries occupy nothing.

    A UID is the HMAC of the city, venue and days alone, so no event can be told from it.
    """
    return [
        Busy(busy_uid(directory, venue_id, span), span, status)
        for span, status in occupied_spans(entries)
    ]


def busy_of(release: Release, directory: Directory, *, public: bool) -> dict[str, list[Busy]]:
    """Busy days by venue, each in the state that the release remembers."""
    found: dict[str, list[Busy]] = defaultdict(list)
    for days in sorted(release.busy, key=lambda o: o.span):
        if days.public == public:
            uid = busy_uid(directory, days.venue_id, days.span)
            found[days.venue_id].append(Busy(uid, days.span, days.status, days.state))
    return found


def busy_vevent(busy: Busy, lang: str) -> bytes:
    """Render the VEVENT; it has no name, place, address, description or category."""
    word = words.TENTATIVELY_BUSY if busy.status == TENTATIVE else words.BUSY
    name = words.MARKS[CANCELLED].get(lang) if busy.status == CANCELLED else ""
    named = (("SUMMARY", name + word.get(lang)), ("STATUS", busy.status))
    lines = content((*identity(busy.uid, busy.state), *dates(busy.span), *named))
    return framed(lines, busy.status, opaque=True)
