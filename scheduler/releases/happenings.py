"""What a new release means for each event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.entry import CONFIRMED
from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.releases.stays import Stay, stays

KINDS = (
    "cancelled", "moved", "venue", "halls", "new", "back", "confirmed", "held", "setup",
    "renamed", "details", "over",
)  # fmt: skip
"""Everything that can happen to an event, what concerns most people first.

``back`` was cancelled and stands again; ``held`` was definite and is a hold again; ``setup`` has
other move-in or move-out days only; ``over`` is past, and no plan lists it any more.
"""


@dataclass(frozen=True)
class Happening:
    """An event that a release changes.

    Parameters
    ----------
    kinds
        Of `KINDS`, in that order; several when an event is, say, moved and confirmed.
    before, after
        ``None`` where it does not stand.
    """

    event_id: str
    kinds: tuple[str, ...]
    before: Stay | None
    after: Stay | None

    @property
    def stay(self) -> Stay:
        """How it stands now, else how it last stood."""
        found = self.after or self.before
        assert found
        return found


def happenings(before: Release | None, after: Release, today: Day) -> tuple[Happening, ...]:
    """Events that differ, by the first day concerned, then by id."""
    found = list(_all(before, after, today))
    found.sort(key=lambda h: (min(s.tenancy.start for s in (h.before, h.after) if s), h.event_id))
    return tuple(found)


def _all(before: Release | None, after: Release, today: Day) -> Iterator[Happening]:
    old, new = stays(before.entries if before else ()), stays(after.entries)
    gone = {left.entry.subject.id for left in before.left if not left.public} if before else set()
    for event_id, now in new.items():
        was = old.get(event_id)
        kinds = _kinds(was, now) if was else ("back" if event_id in gone else "new",)
        if kinds:
            yield Happening(event_id, kinds, was, now)
    for event_id, was in old.items():
        if event_id not in new:
            kind = "over" if was.tenancy.end <= today else "cancelled"
            yield Happening(event_id, (kind,), was, None)


def _kinds(was: Stay, now: Stay) -> tuple[str, ...]:
    found = set(_place_and_days(was, now))
    if was.status != now.status:
        found.add("confirmed" if now.status == CONFIRMED else "held")
    if was.subject.name != now.subject.name:
        found.add("renamed")
    if was != now and not found:
        found.add("details")
    return tuple(kind for kind in KINDS if kind in found)


def _place_and_days(was: Stay, now: Stay) -> Iterator[str]:
    if was.show != now.show:
        yield "moved"
    elif was.phases != now.phases:
        yield "setup"
    if was.site.id != now.site.id:
        yield "venue"
    elif was.hall_ids != now.hall_ids:
        yield "halls"
