"""The consequences of a release: what changes for events, and for readers of each feed.

Both releases are looked at on one and the same day, so that what is told is what the release
does, and not what the calendar does by itself (an entry that leaves the window, say). A VEVENT
of a feed differs between the two releases if and only if it is named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scheduler.domain.entry import Entry
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.releases.consequences import Consequences, FeedChange
from scheduler.releases.entry_changes import EntryChange, entry_change
from scheduler.releases.happenings import happenings
from scheduler.releases.shown import BUSY, shown


def consequences(before: Release | None, after: Release, today: Day) -> Consequences:
    """Compare two releases; `before` is ``None`` when nothing was published yet."""
    feeds = (change for public in (True, False) for change in _feeds(before, after, today, public))
    number = before.number if before else None
    return Consequences(number, after.number, happenings(before, after, today), tuple(feeds))


def _feeds(
    before: Release | None, after: Release, today: Day, public: bool
) -> Iterator[FeedChange]:
    old, new = shown(before, today, public=public), shown(after, today, public=public)
    pairs = _Pairs(before.directory if before else after.directory, after.directory)
    for path in sorted({*old, *new}):
        changes = list(pairs.compared(old.get(path, {}), new.get(path, {})))
        if changes:
            changes.sort(key=lambda change: change.entry.order)
            yield FeedChange(path, public, tuple(changes))


class _Pairs:
    """Compares entries, each pair once however many feeds carry it.

    Entries know their industries by slug, and their page by the city's address: a release that
    renames an industry changes its entries though they are equal.
    """

    def __init__(self, before: Directory, after: Directory) -> None:
        self.site_moved = before.url != after.url
        a, b = before.industries, after.industries
        self.renamed = {slug for slug in {*a, *b} if a.get(slug, Text()) != b.get(slug, Text())}
        self.known: dict[tuple[int, int], EntryChange | None] = {}

    def compared(
        self, old: Mapping[str, Entry], new: Mapping[str, Entry]
    ) -> Iterator[EntryChange]:
        """Entries of one feed that differ."""
        for uid in {**old, **new}:
            a, b = old.get(uid), new.get(uid)
            pair = id(a), id(b)
            if pair not in self.known:
                self.known[pair] = self._change(a, b)
            if found := self.known[pair]:
                yield found

    def _change(self, a: Entry | None, b: Entry | None) -> EntryChange | None:
        if a and b:
            named = not self.renamed.isdisjoint(b.subject.industries)
            extra = {"industries"} if named else set()
            if self.site_moved and b.phase != BUSY:
                extra.add("page")
            return entry_change(a, b, extra) if a != b or extra else None
        return entry_change(a, b)
