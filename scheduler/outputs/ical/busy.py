"""Occupied days of a venue, for people who may not know by whom."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from scheduler.domain.entry import CANCELLED, DRAFT, TENTATIVE, Entry
from scheduler.domain.release import Directory
from scheduler.domain.span import Span, iso
from scheduler.outputs.ical import words
from scheduler.outputs.ical.contentline import content
from scheduler.outputs.ical.vevent import dates, framed, identity


@dataclass(frozen=True)
class Busy:
    """Days on which something is at a venue; all of it tentative, or not."""

    uid: str
    span: Span
    tentative: bool


def busy_days(directory: Directory, venue_id: str, entries: Iterable[Entry]) -> list[Busy]:
    """Touching spans of a venue's entries merged; cancelled ones occupy nothing.

    A UID is the HMAC of the city, venue and days alone, so no event can be told from it.
    """
    held = [e for e in entries if e.status != CANCELLED]
    runs: list[tuple[Span, bool]] = []
    for span, tentative in sorted((e.span, e.status == TENTATIVE) for e in held):
        if runs and span.start <= runs[-1][0].end:
            before, so_far = runs.pop()
            joined = Span(before.start, max(before.end, span.end))
            runs.append((joined, so_far and tentative))
        else:
            runs.append((span, tentative))
    return [Busy(_uid(directory, venue_id, span), span, tentative) for span, tentative in runs]


def busy_vevent(busy: Busy, lang: str) -> bytes:
    """Render the VEVENT; it has no name, place, address, description or category."""
    status = "TENTATIVE" if busy.tentative else "CONFIRMED"
    word = words.TENTATIVELY_BUSY if busy.tentative else words.BUSY
    named = (("SUMMARY", word.get(lang)), ("STATUS", status))
    lines = content((*identity(busy.uid, DRAFT), *dates(busy.span), *named))
    return framed(lines, status, opaque=True)


def _uid(directory: Directory, venue_id: str, span: Span) -> str:
    domain = directory.domain
    days = f"{directory.city_id}\n{venue_id}\n{iso(span.start)}/{iso(span.last)}"
    return f"{hmac.new(domain.encode(), days.encode(), sha256).hexdigest()[:32]}@{domain}"
