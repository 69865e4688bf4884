"""From a path to text: sizes, permissions and encodings."""

from __future__ import annotations

import codecs
import errno
import stat
from pathlib import Path

from scheduler.domain.system_words import system_text
from scheduler.domain.text import Text
from scheduler.errors import InputError
from scheduler.loading.faults import Ledger, fault

MAX_BYTES = 64 * 2**20
"""No input of a city comes near; a larger file is a mistake."""


def present(path: Path) -> bool:
    """Whether there is anything of that name, a link that leads nowhere included.

    Also where that cannot be told: whoever reads it is told why.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def read_bytes(path: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file.

    Raises
    ------
    InputError
        When it is missing, no file, too large or may not be read.
    """
    try:
        # Not `exists`, to which a link that leads to itself is a file that is missing.
        if not stat.S_ISREG(path.stat().st_mode):
            message = Text("不是普通文件，请换成文件", "is not a regular file; put a file there")
            raise InputError([fault(name, message)])
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    # ValueError: a NUL inside the path itself.
    except (FileNotFoundError, NotADirectoryError, ValueError):
        message = Text("文件不存在，请补上", "is missing; add the file")
        raise InputError([fault(name, message)]) from None
    except PermissionError:
        message = Text("无权读取，请更改文件权限", "may not be read; change its permissions")
        raise InputError([fault(name, message)]) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            message = Text("是指向自身的链接，请换成文件", "is a link to itself; put a file there")
            raise InputError([fault(name, message)]) from None
        why = system_text(error)
        message = Text(f"无法读取（{why.zh}）", f"cannot be read ({why.en})")
        raise InputError([fault(name, message)]) from None
    if len(data) > limit:
        mib = limit // 2**20
        message = Text(f"大于 {mib} MiB，请拆小", f"is larger than {mib} MiB; make it smaller")
        raise InputError([fault(name, message)])
    return data


def decode(data: bytes, name: str, ledger: Ledger, *, legacy: bool = False) -> str:
    """Text of a file: UTF-8, UTF-16 with its BOM or, where `legacy`, GB18030 with a warning.

    Raises
    ------
    InputError
        When no encoding fits, or the text holds NUL characters.
    """
    text = _decoded(data, name, ledger, legacy)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = Text(
            f"第 {line} 行含空字符（NUL），请另存为 UTF-8 文本",
            f"line {line} holds a NUL character; save it as UTF-8 text",
        )
        raise InputError([fault(name, message)])
    return text


def _decoded(data: bytes, name: str, ledger: Ledger, legacy: bool) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data, name, ledger)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if legacy and not _damaged_utf8(data):
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            pass
        else:
            _warn_encoding(name, "GB18030", ledger)
            return text
    message = Text(
        f"第 {line} 行不是 UTF-8，请另存为 UTF-8", f"line {line} is not UTF-8; save it as UTF-8"
    )
    raise InputError([fault(name, message)])


def _utf16(data: bytes, name: str, ledger: Ledger) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        message = Text("不是完整的 UTF-16，请另存为 UTF-8", "is broken UTF-16; save it as UTF-8")
        raise InputError([fault(name, message)]) from None
    _warn_encoding(name, "UTF-16", ledger)
    return text


def _warn_encoding(name: str, encoding: str, ledger: Ledger) -> None:
    ledger.warn(
        name,
        Text(
            f"按 {encoding} 编码读取，建议另存为 UTF-8",
            f"was read as {encoding}; better save it as UTF-8",
        ),
    )


def _damaged_utf8(data: bytes) -> bool:
    """Whether the bytes look like UTF-8 with a few broken characters.

    GB18030 accepts nearly all bytes, so one broken character would otherwise turn a whole
    UTF-8 file into silent nonsense. True GB18030 text seldom holds well-formed long sequences.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(1 for c in text if c >= "\u0800") - broken > broken
