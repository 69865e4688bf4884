"""What a release changes, as it is handed to words, pages and scripts."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.releases.entry_changes import EntryChange
from scheduler.releases.happenings import Happening


@dataclass(frozen=True)
class FeedChange:
    """A feed whose entries differ.

    Parameters
    ----------
    path
        As ``halls/hongdao--h1.ics``.
    public
        Whether this is its public form, with definite events only.
    changes
        By first day and UID.
    """

    path: str
    public: bool
    changes: tuple[EntryChange, ...]

    def count(self, kind: str) -> int:
        """Entries of one kind of change."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True)
class Consequences:
    """Everything that differs between two releases.

    Parameters
    ----------
    before, after
        Their numbers; `before` is ``None`` for the first release.
    events
        By the first day concerned.
    feeds
        Public forms first, then by path; only those that differ.
    """

    before: int | None
    after: int
    events: tuple[Happening, ...]
    feeds: tuple[FeedChange, ...]
