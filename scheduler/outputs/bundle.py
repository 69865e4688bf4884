"""The output folder: several files that change together, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.domain.paths import real
from scheduler.domain.system_words import system_text
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.ical.folder import refuse_others

PLAN_CSV, PLAN_JSON = "plan.csv", "plan.json"
REPORT_HTML, REPORT_XLSX = "report.html", "report.xlsx"
FEEDS = "feeds"


def check_target(out: Path) -> None:
    """Tell before a long search that its results could not be written.

    Raises
    ------
    UsageError
        When `out` is a file or may not be written to, one of our files there is locked (open in
        Excel, say), or its ``feeds`` hold other things than calendars.
    """
    with telling(out):
        # A link to itself, or to nowhere, would seem to be a folder that can be made.
        there = next(p for p in (out, *out.absolute().parents) if p.is_symlink() or p.exists())
        there.stat()
        if not there.is_dir():
            raise UsageError(
                Text(f"“{there}”是文件，不是文件夹。", f'"{there}" is a file, not a folder.')
            )
        if not os.access(there, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))
        for name in (PLAN_CSV, PLAN_JSON, REPORT_HTML, REPORT_XLSX):
            if (out / name).exists():
                (out / name).open("r+b").close()
    refuse_others(real(out / FEEDS))


def install(
    out: Path, fill: Callable[[Path], None], retire: Mapping[str, str | None] | None = None
) -> list[Path]:
    """Write files and folders into `out`, in place of those of the same names.

    Steps: (1) `fill` writes everything into a new folder inside `out`, on the same disk; (2) what
    `retire` lists moves to its new name, ``None`` being oblivion; (3) each new thing is renamed
    into its place. When anything fails or is interrupted, all moves are taken back. Other
    people's files in `out` stay.

    Returns
    -------
    list of Path
        What was written, by name.
    """
    check_target(out)
    with telling(out), _folder(out), TemporaryDirectory(
        dir=out, prefix=".new-", ignore_cleanup_errors=True
    ) as work:
        new, old = Path(work, "new"), Path(work, "old")
        new.mkdir()
        old.mkdir()
        fill(new)
        names = sorted(p.name for p in new.iterdir())
        with _undoing() as move:
            for name, kept in (retire or {}).items():
                move(out / name, old / name)
                if kept:
                    move(out / kept, old / kept)
                    move(old / name, out / kept)
            for name in names:
                target = real(out / name)  # a linked folder keeps its link
                move(target, old / name)
                move(new / name, target)
    return [out / name for name in names]


Move = Callable[[Path, Path], None]


@contextmanager
def _undoing() -> Iterator[Move]:
    """Give a function that moves what exists; its moves are taken back on failure."""
    done: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        if source.exists():
            source.rename(target)
            done.append((source, target))

    try:
        yield move
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        raise


@contextmanager
def _folder(out: Path) -> Iterator[None]:
    """Make a folder with its parents; on failure those made vanish again."""
    made = [p for p in (out, *out.absolute().parents) if not p.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise


@contextmanager
def telling(out: Path) -> Iterator[None]:
    """Turn a refusal of the disk into a message."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name, why = error.filename or out, system_text(error)
        raise UsageError(
            Text(
                f"无法写入“{name}”（{why.zh}）。"
                "若文件已在其他程序中打开，请先关闭；或另选位置。",
                f'Cannot write "{name}" ({why.en}). '
                "Close it if it is open elsewhere, or choose another place.",
            )
        ) from None
