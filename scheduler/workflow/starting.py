"""Begins a workspace for another city."""

from __future__ import annotations

from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs import bundle
from scheduler.outputs.answers import dumped


def init(folder: Path) -> list[Path]:
    """Write a small starting workspace for another city.

    Raises
    ------
    UsageError
        When `folder` is there and holds anything but hidden files.
    """
    from scheduler.scenarios.editor_schema import editor_schema
    from scheduler.starter import write_starter

    def fill(new: Path) -> None:
        write_starter(new)
        schema = new / "scenarios" / "scenario.schema.json"
        schema.write_text(dumped(editor_schema()), encoding="utf-8")

    if folder.exists() and (not folder.is_dir() or any(folder.glob("[!.]*"))):
        raise UsageError(
            Text(
                f"“{folder}”不是空文件夹，请另选一个。",
                f'"{folder}" is not an empty folder. Choose another.',
            )
        )
    return bundle.install(folder, fill)
