"""The venues' pages as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scheduler.domain.release import Release
from scheduler.domain.text import LANGS, Text
from scheduler.errors import UsageError
from scheduler.outputs import bundle
from scheduler.outputs.changes.pages import venue_pages
from scheduler.releases.consequences import Consequences


def write_pages(
    folder: Path, found: Consequences, release: Release, commit: Callable[[], None] | None = None
) -> list[Path]:
    """Write the pages into `folder`, in place of older ones; other files there stay.

    Parameters
    ----------
    commit
        Called once all pages are on the disk and before they take their places: what it does is
        not done where pages cannot be written, and no page is there where it fails.

    Raises
    ------
    UsageError
        When the folder of a language holds anything but pages.
    """
    refuse_others(folder)

    def fill(new: Path) -> None:
        _fill(new, found, release)
        if commit:
            commit()

    return bundle.install(folder, fill)


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
