"""Occupied days of a venue, for people who may not know by whom."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from scheduler.domain.entry import CANCELLED, CONFIRMED, DRAFT, TENTATIVE, Entry, State
from scheduler.domain.release import Directory
from scheduler.domain.span import Span, iso
from scheduler.outputs.ical import words
from scheduler.outputs.ical.contentline import content
from scheduler.outputs.ical.vevent import dates, framed, identity


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
    """Touching spans of a venue's entries merged; cancelled ones occupy nothing.

    A UID is the HMAC of the city, venue and days alone, so no event can be told from it.
    """
    held = [e for e in entries if e.status != CANCELLED]
    runs: list[tuple[Span, bool, datetime]] = []
    for e in sorted(held, key=lambda e: e.span):
        span, tentative, stamp = e.span, e.status == TENTATIVE, e.state.modified
        if runs and span.start <= runs[-1][0].end:
            before, so_far, newest = runs.pop()
            span = Span(before.start, max(before.end, span.end))
            tentative, stamp = tentative and so_far, max(stamp, newest)
        runs.append((span, tentative, stamp))
    return [
        Busy(
            busy_uid(directory, venue_id, span), span,
            TENTATIVE if tentative else CONFIRMED, State(0, stamp, stamp),
        )
        for span, tentative, stamp in runs
    ]  # fmt: skip


def busy_vevent(busy: Busy, lang: str) -> bytes:
    """Render the VEVENT; it has no name, place, address, description or category."""
    word = words.TENTATIVELY_BUSY if busy.status == TENTATIVE else words.BUSY
    name = words.MARKS[CANCELLED].get(lang) if busy.status == CANCELLED else ""
    named = (("SUMMARY", name + word.get(lang)), ("STATUS", busy.status))
    lines = content((*identity(busy.uid, busy.state), *dates(busy.span), *named))
    return framed(lines, busy.status, opaque=True)


def busy_uid(directory: Directory, venue_id: str, span: Span) -> str:
    """UID of a venue's occupied days, whoever is there."""
    domain = directory.domain
    days = f"{directory.city_id}\n{venue_id}\n{iso(span.start)}/{iso(span.last)}"
    return f"{hmac.new(domain.encode(), days.encode(), sha256).hexdigest()[:32]}@{domain}"
