"""Writes the feeds of a release as files.

Not part of ``scheduler.workflow`` itself, since other commands need no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import Fault, UsageError
from scheduler.outputs import bundle
from scheduler.outputs.ical import oversized
from scheduler.outputs.ical.asked import PLAIN, FeedOptions
from scheduler.outputs.ical.static import Written, write_released
from scheduler.releases.lifecycle import today_in
from scheduler.workflow.publishing import store_of

PRIVATE = "feeds-private"
"""Folder of feeds with holds: beside that of public ones, so that nobody serves it by mistake."""


@dataclass(frozen=True)
class Fed:
    """What became of each folder of feeds."""

    release: int
    folders: dict[Path, Written]

    @property
    def warnings(self) -> list[Fault]:
        """Feeds too large for some calendar services."""
        return [fault for folder in self.folders for fault in oversized(folder)]

    def count(self, kind: str) -> int:
        """Files that were ``changed``, ``kept`` or ``removed``."""
        return sum(len(getattr(written, kind)) for written in self.folders.values())


def feed_files(
    workspace: Path, db: str | None, out: Path, number: int | None = None,
    today: Day | None = None, *, private: bool = False, twins: bool = False,
    options: FeedOptions = PLAIN,
) -> Fed:  # fmt: skip
    """Write the public feeds of a release, and the private ones if asked for.

    Parameters
    ----------
    number
        The last release if not given.
    today
        In the city; by the clock if not given.
    options
        Of every feed.
    """
    with store_of(workspace, db) as store:
        release = store.last() if number is None else store.release(number)
    if release is None:
        raise UsageError(
            Text(
                "还没有发布过；请先用 scheduler publish。",
                "Nothing was published yet; use scheduler publish first.",
            )
        )
    day = today_in(release.directory, datetime.now(UTC)) if today is None else today
    folders = {out / bundle.FEEDS: True} | ({out / PRIVATE: False} if private else {})
    with bundle.telling(out):
        return Fed(
            release.number,
            {
                folder: write_released(
                    release, day, folder, public=public, twins=twins, options=options
                )
                for folder, public in folders.items()
            },
        )
