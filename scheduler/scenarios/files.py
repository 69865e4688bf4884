"""Files that a scenario names: inside the workspace, whatever is written."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from scheduler.domain.paths import real
from scheduler.domain.text import Text

OUTSIDE = Text(
    "须为工作区之内的相对路径，不含“..”", "must be a path inside the workspace, without .."
)
ELSEWHERE = Text(
    "此情景文件不在工作区内，base 须与它同一文件夹或在其下，不含“..”",
    "must be a path beside or below this file, which lies outside the workspace, without ..",
)


def inside(home: Path, folder: Path, name: str) -> Path | None:
    """The file `name` beside `folder`'s; ``None`` when it is or leads out of `home`.

    Refused on every system alike: absolute paths, drives, UNC names, ``..`` and NUL.
    """
    windows, posix = PureWindowsPath(name), PurePosixPath(name)
    if "\0" in name or posix.is_absolute() or windows.drive or windows.root:
        return None
    if ".." in (*windows.parts, *posix.parts):
        return None
    path = folder / name
    try:
        found = real(path).is_relative_to(real(home))
    # A name that no system could have.
    except ValueError:
        return None
    return path if found else None
