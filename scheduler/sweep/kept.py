"""Finished scenarios in a file, a line each, so that whatever ends a sweep loses none of them."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.files import replacing
from scheduler.sweep.outcome import FAILED, Outcome

FILE, OLD = "results.jsonl", "results.old.jsonl"

TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What the system says of a lock that somebody else has."""

NAMES = {
    "inputs": Text("工作区的输入", "the inputs of the workspace"),
    "plan": Text("现行方案", "the standing plan"),
    "settings": Text("种子、工作量上限或日期", "seed, effort or day"),
    "versions": Text("程序版本", "the versions of the program"),
}
"""What results depend on besides their scenarios."""


@dataclass(frozen=True)
class Held:
    """What a file of results holds.

    Parameters
    ----------
    head
        Its first line, which says what all results depend on; ``None`` when it has none.
    found
        Finished scenarios by key.
    bare
        Whether there is nothing, or no more than such a line of ours, so that none is lost.
    """

    head: Any
    found: dict[str, Outcome]
    bare: bool


def held(folder: Path) -> Held:
    """Look into a folder's file without a change, be it open elsewhere or not there at all."""
    try:
        return _held((folder / FILE).read_bytes())
    except FileNotFoundError:
        return _held(b"")


def refuse_other(folder: Path, head: Any, identity: Mapping[str, str]) -> None:
    """Raise ``UsageError`` when results with this first line are of another sweep."""
    if head != dict(identity):
        raise UsageError(_other(folder / FILE, head, identity))


class Kept:
    """The file of one sweep, open for nobody else.

    Its first line says what all results depend on. A line that was cut off is taken off again,
    and one that cannot be read counts as not there; without any results, it is begun anew.

    Parameters
    ----------
    identity
        What results depend on; a file that has another is refused.
    again
        Whether to begin anew and keep the older file as `OLD`, or with a number when there is one.

    Attributes
    ----------
    found : dict
        Finished scenarios by key.

    Raises
    ------
    UsageError
        When another sweep has the file open, or it belongs to other inputs.
    """

    def __init__(self, folder: Path, identity: Mapping[str, str], again: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self.found: dict[str, Outcome] = {}
        # Without a buffer, what a full disk refused is not tried again when the file is closed.
        self._stream = self.path.open("a+b", buffering=0)
        try:
            _lock(self._stream, self.path)
            if again:
                self._put_aside()
            self._read(identity)
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Kept:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    def add(self, outcome: Outcome) -> None:
        """Keep a result; it is on the disk when this returns. A full disk takes nothing of it."""
        self._write(outcome.answer())
        _count(self.found, outcome)

    def _put_aside(self) -> None:
        """Empty the file once a copy is on the disk; older copies stay."""
        self._stream.seek(0)
        data = self._stream.read()
        if data:
            with replacing(_free(self.path.parent)) as part, part.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            sync_folder(self.path.parent)
        self._stream.truncate(0)

    def _read(self, identity: Mapping[str, str]) -> None:
        self._stream.seek(0)
        data = self._stream.read()
        whole, there = _whole(data), _held(data)
        if len(whole) < len(data):
            self._stream.truncate(len(whole))
        if not there.bare:
            refuse_other(self.path.parent, there.head, identity)
        elif there.head != dict(identity):
            self._stream.truncate(0)
            self._write(dict(identity))
            sync_folder(self.path.parent)
        self.found.update(there.found)

    def _write(self, data: Mapping[str, Any]) -> None:
        line = json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"
        end = self._stream.seek(0, os.SEEK_END)
        # Half characters of names become the escapes that JSON has for them.
        left = memoryview(line.encode("utf-8", "backslashreplace"))
        try:
            while left:
                left = left[self._stream.write(left) :]
            os.fsync(self._stream.fileno())
        except OSError:
            self._stream.truncate(end)
            raise


def _free(folder: Path) -> Path:
    """A name for a copy that nothing has yet."""
    names = (OLD if n == 1 else OLD.replace(".old.", f".old-{n}.") for n in count(1))
    return next(path for path in (folder / name for name in names) if not os.path.lexists(path))


def _whole(data: bytes) -> bytes:
    """Without a last line that was cut off."""
    return data[: data.rfind(b"\n") + 1]


def _held(data: bytes) -> Held:
    head, *lines = _whole(data).splitlines() or [b"null"]
    known = _parsed(head)
    ours = known is None and not _whole(data) or isinstance(known, dict) and set(known) == {*NAMES}
    return Held(known, _found(lines), ours and not lines)


def _found(lines: Iterable[bytes]) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for line in lines:
        try:
            _count(found, Outcome.of(_parsed(line)))
        except ValueError:
            continue
    return found


def _count(found: dict[str, Outcome], outcome: Outcome) -> None:
    """Have the newest count; a failure takes no answer's place."""
    older = found.get(outcome.key)
    if older is None or older.status == FAILED or outcome.status != FAILED:
        found[outcome.key] = outcome


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _other(path: Path, known: Any, identity: Mapping[str, str]) -> Text:
    """What differs from the sweep that the file belongs to."""
    known = known if isinstance(known, Mapping) else {}
    changed = [name for key, name in NAMES.items() if known.get(key) != identity[key]]
    zh, en = "、".join(t.zh for t in changed), ", ".join(t.en for t in changed)
    return Text(
        f"“{path}”是另一次测算的结果，已不同的有：{zh}。请用 --again 重新开始，"
        "或用 -o 另给文件夹。",
        f'"{path}" holds results of another sweep; what differs: {en}. Begin anew with --again, '
        "or give another folder with -o.",
    )


def _lock(stream: IO[bytes], path: Path) -> None:
    """Keep other sweeps away; the system lets go of it however this process ends.

    Where the file system knows no locks, nobody is kept away.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(2**30)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in TAKEN:
            return
        raise UsageError(
            Text(
                f"另一次测算正在写“{path}”；请等它结束，或用 -o 另给文件夹。",
                f'Another sweep is writing "{path}"; wait for it, or give another folder with -o.',
            )
        ) from None


def sync_folder(folder: Path) -> None:
    """Have the file's name on the disk, too, where a folder can be synced."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
