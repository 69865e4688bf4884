"""Feeds as files: a folder that is replaced whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.domain.paths import real
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.domain.text import LANGS, Text
from scheduler.errors import UsageError
from scheduler.outputs.ical.feeds import calendars

_CALENDARS = (".ics", ".json", ".xml")


def write_feeds(problem: Problem, roster: Roster, folder: Path) -> list[Path]:
    """Write the draft feeds of a plan, in place of whatever `folder` held.

    Readers find the old files or the new ones, never a part; on failure the old ones stay.

    Returns
    -------
    list of Path
        The files, Chinese ones first.

    Raises
    ------
    UsageError
        When `folder` holds anything but calendars.
    """
    target = real(folder)  # of a link, the folder it leads to is replaced
    refuse_others(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    # A sibling is on the same disk, so that both moves are renames.
    with TemporaryDirectory(
        dir=target.parent, prefix=f".{target.name}-", ignore_cleanup_errors=True
    ) as work:
        written = list(_write(problem, roster, Path(work, "new")))
        _exchange(Path(work, "new"), target, Path(work, "old"))
    return [folder / path for path in written]


def refuse_others(target: Path) -> None:
    """Stop before a mistyped folder is replaced with all that is in it.

    Raises
    ------
    UsageError
        When `target` holds anything but calendars.
    """
    if target.is_dir():
        ours = all(p.name in LANGS or p.suffix in _CALENDARS for p in target.glob("[!.]*"))
    else:
        ours = not target.exists()
    if not ours:
        raise UsageError(
            Text(
                f"“{target.name}”不是日历文件夹，其中有其他文件；请换一个位置。",
                f'"{target.name}" holds other things than calendars. Choose another folder.',
            )
        )


def _write(problem: Problem, roster: Roster, folder: Path) -> Iterator[Path]:
    for lang in LANGS:
        for name, data in calendars(problem, roster, lang):
            path = folder / lang / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            yield path.relative_to(folder)


def _exchange(new: Path, target: Path, old: Path) -> None:
    """Put `new` in the place of `target`; no system renames a folder over a full one."""
    if not target.exists():
        new.rename(target)
        return
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise
