"""What happens to a calendar entry in a feed, and which of its facts differ."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from scheduler.domain.entry import CANCELLED, Entry

KINDS = ("appears", "returns", "changes", "cancelled", "vanishes")
"""What a subscriber sees; ``returns`` was shown as cancelled, ``vanishes`` is past."""

FIELDS = (
    "dates", "venue", "halls", "status", "name", "organizers", "industries", "theme", "kind",
    "level", "address", "page", "revision",
)  # fmt: skip
"""Facts of an entry; ``page`` is its address on the web; ``revision`` where nothing
differs but SEQUENCE and stamps."""


@dataclass(frozen=True)
class EntryChange:
    """One entry as a feed showed it and as it shows it now.

    Parameters
    ----------
    kind
        Of `KINDS`.
    fields
        Of `FIELDS`, in that order; empty for an entry that appears or vanishes.
    before, after
        ``None`` where the feed does not show it.
    """

    kind: str
    fields: tuple[str, ...]
    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """As it is shown now, else as it was last shown."""
        found = self.after or self.before
        assert found
        return found


def entry_change(
    before: Entry | None, after: Entry | None, extra: Set[str] = frozenset()
) -> EntryChange:
    """What happens to an entry that differs, in one feed.

    Parameters
    ----------
    extra
        Fields that differ though the entries are equal.
    """
    if before and after:
        found = {*_differing(before, after), *extra} or {"revision"}
        fields = tuple(name for name in FIELDS if name in found)
        return EntryChange(_kind(before, after), fields, before, after)
    if after is None:
        return EntryChange("vanishes", (), before, None)
    return EntryChange("cancelled" if after.status == CANCELLED else "appears", (), None, after)


def _kind(before: Entry, after: Entry) -> str:
    if before.status != CANCELLED and after.status == CANCELLED:
        return "cancelled"
    if before.status == CANCELLED and after.status != CANCELLED:
        return "returns"
    return "changes"


def _differing(a: Entry, b: Entry) -> Iterator[str]:
    if a.span != b.span:
        yield "dates"
    if a.site.id != b.site.id or a.site.name != b.site.name:
        yield "venue"
    elif a.site != b.site:
        yield "address"
    if a.halls != b.halls:
        yield "halls"
    if a.status != b.status:
        yield "status"
    for name in ("name", "organizers", "industries", "theme", "kind", "level"):
        if getattr(a.subject, name) != getattr(b.subject, name):
            yield name
