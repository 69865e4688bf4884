"""The venues' pages as files."""

from __future__ import annotations

from pathlib import Path

from scheduler.domain.release import Release
from scheduler.domain.text import LANGS, Text
from scheduler.errors import UsageError
from scheduler.outputs import bundle
from scheduler.outputs.changes.pages import venue_pages
from scheduler.releases.consequences import Consequences


def write_pages(folder: Path, found: Consequences, release: Release) -> list[Path]:
    """Write the pages into `folder`, in place of older ones; other files there stay.

    Raises
    ------
    UsageError
        When the folder of a language holds anything but pages.
    """
    refuse_others(folder)
    return bundle.install(folder, lambda new: _fill(new, found, release))


def refuse_others(folder: Path) -> None:
    """Stop before calendars, say, are replaced by pages."""
    inside = (p for lang in LANGS for p in (folder / lang).rglob("*") if not p.is_dir())
    other = next((p for p in inside if p.suffix != ".html"), None)
    if other:
        raise UsageError(
            Text(
                f"“{other.parent}”中有网页之外的文件；请为变动页换一个文件夹。",
                f'"{other.parent}" holds other things than pages. Choose another folder for them.',
            )
        )


def _fill(folder: Path, found: Consequences, release: Release) -> None:
    for name, data in venue_pages(found, release):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
