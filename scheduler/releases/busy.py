"""How the occupied days of venues live from one release to the next.

A span of days, not an event, is what has a state here; so its revisions tell of no event. Steps:

1. Touching spans of what stands at a venue are merged, publicly those of definite events alone.
2. A span that stood before with the same status keeps its state; with another, SEQUENCE + 1.
3. A span that stands no more is cancelled, SEQUENCE + 1. It is remembered for ever, so that no
   later revision of it seems older; feeds drop it when it is past.

Worked example: days 1-4 and 5-9 of two events are one span, 1-9. The second event moves away: 1-4
is new with SEQUENCE 0, and 1-9 is cancelled with SEQUENCE 1. It comes back: 1-9 stands with
SEQUENCE 2, and 1-4 is cancelled.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from scheduler.domain.entry import CANCELLED, CONFIRMED, Entry, State
from scheduler.domain.occupied import Occupied, occupied_spans
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Span, iso

Key = tuple[str, Span, bool]


def busy_after(
    previous: Release | None, entries: Iterable[Entry], published: datetime
) -> tuple[Occupied, ...]:
    """What the busy feeds of the next release show."""
    last = previous.busy if previous else ()
    old: dict[Key, Occupied] = {(o.venue_id, o.span, o.public): o for o in last}
    found: list[Occupied] = []
    for (venue_id, public), here in _by_feed(entries).items():
        for span, status in occupied_spans(here):
            was = old.pop((venue_id, span, public), None)
            fresh = State(0, published, published)
            made = was or Occupied(venue_id, span, status, fresh, public)
            found.append(_with(made, status, published))
    found += (_with(o, CANCELLED, published) for o in old.values())
    return tuple(sorted(found, key=lambda o: (o.venue_id, not o.public, o.span)))


def busy_uid(directory: Directory, venue_id: str, span: Span) -> str:
    """UID of a venue's occupied days, whoever is there."""
    domain = directory.domain
    days = f"{directory.city_id}\n{venue_id}\n{iso(span.start)}/{iso(span.last)}"
    return f"{hmac.new(domain.encode(), days.encode(), sha256).hexdigest()[:32]}@{domain}"


def _by_feed(entries: Iterable[Entry]) -> dict[tuple[str, bool], list[Entry]]:
    by: dict[tuple[str, bool], list[Entry]] = defaultdict(list)
    for entry in entries:
        by[entry.site.id, False].append(entry)
        if entry.status == CONFIRMED:
            by[entry.site.id, True].append(entry)
    return by


def _with(days: Occupied, status: str, published: datetime) -> Occupied:
    if days.status == status:
        return days
    state = replace(days.state, sequence=days.state.sequence + 1, modified=published)
    return replace(days, status=status, state=state)
