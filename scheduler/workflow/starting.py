"""Begins a workspace for another city."""

from __future__ import annotations

from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs import bundle


def init(folder: Path) -> list[Path]:
    """Write a small starting workspace for another city.

    Raises
    ------
    UsageError
        When `folder` is there and holds anything but hidden files.
    """
    from scheduler.starter import write_starter

    if folder.exists() and (not folder.is_dir() or any(folder.glob("[!.]*"))):
        raise UsageError(
            Text(
                f"“{folder}”不是空文件夹，请另选一个。",
                f'"{folder}" is not an empty folder. Choose another.',
            )
        )
    return bundle.install(folder, write_starter)
