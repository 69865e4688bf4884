"""Which files the board reads: those that lie where they are looked for."""

from __future__ import annotations

from pathlib import Path

from scheduler.domain.paths import real
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError

LEADS_OUT = Text(
    "是指向文件夹之外的链接，服务器不读取；请把文件本身放在此处",
    "is a link that leads out of its folder, which the server does not follow; put the file "
    "itself there",
)


def keep_inside(folder: Path, *names: str) -> None:
    """Refuse links that lead out of a folder, which may itself be one.

    Raises
    ------
    InputError
        With a fault for each.
    """
    home = real(folder)
    out = [name for name in names if not _lies_in(home, folder / name)]
    if out:
        raise InputError([Fault(name, None, None, None, LEADS_OUT) for name in out])


def _lies_in(home: Path, path: Path) -> bool:
    return real(path).is_relative_to(home)
