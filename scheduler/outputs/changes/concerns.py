"""What a release means to one venue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.entry import CONFIRMED
from scheduler.domain.text import Text
from scheduler.releases.consequences import Consequences
from scheduler.releases.happenings import Happening
from scheduler.releases.stays import Stay


@dataclass(frozen=True)
class Concern:
    """An event that changes at a venue.

    Parameters
    ----------
    kinds
        As of a happening, but for an event that changes the venue: to the one it ``leaves`` and
        for the other it ``arrives``.
    before, after
        How it stood and stands at this very venue; ``None`` where it does not.
    elsewhere
        Name of the other venue of an event that changes it. Empty for a hold, of which only its
        own venue shall know.
    """

    event_id: str
    kinds: tuple[str, ...]
    before: Stay | None
    after: Stay | None
    elsewhere: Text = Text()

    @property
    def stay(self) -> Stay:
        """How it stands here now, else how it last stood here."""
        found = self.after or self.before
        assert found
        return found

    def at(self, hall_id: str) -> str | None:
        """What happens to it in one hall, as one kind; ``None`` if nothing does."""
        old = bool(self.before and hall_id in self.before.hall_ids)
        new = bool(self.after and hall_id in self.after.hall_ids)
        if old and new:
            return next((kind for kind in self.kinds if kind != "halls"), None)
        if new:
            return "arrives" if "halls" in self.kinds else self.kinds[0]
        if old:
            return "leaves" if "halls" in self.kinds else self.kinds[0]
        return None


def concerns(found: Consequences, venue_id: str) -> tuple[Concern, ...]:
    """Events that change at a venue, in the order of days."""
    return tuple(c for happening in found.events for c in _concern(happening, venue_id))


def _concern(h: Happening, venue_id: str) -> Iterator[Concern]:
    before = h.before if h.before and h.before.site.id == venue_id else None
    after = h.after if h.after and h.after.site.id == venue_id else None
    if not before and not after:
        return
    if "venue" not in h.kinds:
        yield Concern(h.event_id, h.kinds, before, after)
        return
    word, other = ("arrives", h.before) if after else ("leaves", h.after)
    # Its other days are the other venue's business; a status or a name still counts here.
    kinds = (word, *(k for k in h.kinds if k in ("confirmed", "held", "renamed")))
    assert other
    known = other.site.name if other.status == CONFIRMED else Text()
    yield Concern(h.event_id, kinds, before, after, known)
