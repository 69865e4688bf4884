"""Feeds of a release as files for any web server: only what changed is written.

A file's time is the feed's Last-Modified, since that is what web servers make of it, so it keeps
still while the bytes do, moves when they do and never goes back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.domain.paths import real
from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.domain.text import LANGS
from scheduler.outputs.ical.asked import PLAIN, FeedOptions
from scheduler.outputs.ical.folder import refuse_others
from scheduler.outputs.ical.released import render_all
from scheduler.outputs.ical.twins import FORMS

_PART = ".part"


@dataclass
class Written:
    """Files of a folder by what became of them, each by its path."""

    changed: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)


def write_released(
    release: Release, today: Day, folder: Path, *, public: bool, twins: bool = False,
    options: FeedOptions = PLAIN,
) -> Written:  # fmt: skip
    """Bring a folder of feeds up to date, in all languages.

    Each file is replaced in one step, so a reader finds it old or new, never in part. When this
    stops midway, what is left to do is done the next time.

    Parameters
    ----------
    twins
        Whether jCal and xCal files stand beside each calendar.
    options
        Of every feed; its form is that of the file.

    Raises
    ------
    UsageError
        When `folder` holds anything but calendars.
    """
    refuse_others(real(folder))
    found = Written()
    for lang in LANGS:
        for made in render_all(release, lang, today, public=public, options=options):
            for form in FORMS if twins else ("ics",):
                path = (folder / lang / made.path).with_suffix(f".{form}")
                moment = int(made.modified.timestamp())
                changed = _put(path, FORMS[form](made.data), moment)
                (found.changed if changed else found.kept).append(path)
    wanted = {*found.changed, *found.kept}
    for path in list(_files(folder)):
        if path not in wanted:
            path.unlink()
            found.removed.append(path)
    return found


def _put(path: Path, data: bytes, modified: int) -> bool:
    """Write a file unless it has these bytes already."""
    try:
        if path.read_bytes() == data:
            return False
        # Later than before, whatever clock the older file had its time from.
        modified = max(modified, int(path.stat().st_mtime) + 1)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + _PART)
    part.write_bytes(data)
    os.utime(part, (modified, modified))
    part.replace(path)
    return True


def _files(folder: Path) -> Iterator[Path]:
    """Calendars of languages, and what an interrupted run left."""
    suffixes = {f".{form}" for form in FORMS} | {_PART}
    for lang in LANGS:
        yield from (p for p in sorted((folder / lang).rglob("*")) if p.suffix in suffixes)
