"""Content lines exactly as they stand in a file, whatever is wrong with them.

A library would repair what it reads, and so hide what other readers stumble over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_VALUE = r'(?:"[^"]*"|[^";:,]*)'
_HEAD = re.compile(rf"([A-Za-z0-9-]+)((?:;[^;:=\s]+={_VALUE}(?:,{_VALUE})*)*):", re.DOTALL)
_PARAMETER = re.compile(r";([^;:=\s]+)=((?:\"[^\"]*\"|[^\";])*)")
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Physical:
    """A line of the file.

    Parameters
    ----------
    number
        1 for the first.
    data
        Without its end.
    end
        The end as it stands: CRLF, LF, or nothing in the last line.
    """

    number: int
    data: bytes
    end: bytes

    @property
    def folded(self) -> bool:
        """Whether it continues the line before."""
        return self.data[:1] in (b" ", b"\t")


@dataclass(frozen=True, slots=True)
class Line:
    """An unfolded content line.

    Parameters
    ----------
    number
        That of its first physical line.
    name
        In upper case; empty if this is no content line.
    params
        Names in upper case, values without quotes.
    value
        As written, escapes and all; bytes that are no UTF-8 read as U+FFFD.
    """

    number: int
    name: str
    params: tuple[tuple[str, str], ...]
    value: str

    def param(self, name: str) -> str:
        """A parameter's value, empty if there is none."""
        return next((value for key, value in self.params if key == name), "")


def physical(data: bytes) -> Iterator[Physical]:
    """Lines of a file, without a byte order mark."""
    parts = data.removeprefix(BOM).split(b"\n")
    for number, part in enumerate(parts, 1):
        last = number == len(parts)
        if last and not part:
            return
        end = b"" if last else b"\n"
        if part.endswith(b"\r") and not last:
            part, end = part[:-1], b"\r\n"
        yield Physical(number, part, end)


def unfolded(lines: tuple[Physical, ...]) -> Iterator[Line]:
    """Content lines; blank lines are left out."""
    number, parts = 0, list[bytes]()
    for line in lines:
        if line.folded and parts:
            parts.append(line.data[1:])
        elif line.data.strip():
            if parts:
                yield _parsed(number, b"".join(parts))
            number, parts = line.number, [line.data]
    if parts:
        yield _parsed(number, b"".join(parts))


def _parsed(number: int, data: bytes) -> Line:
    text = data.decode("utf-8", "replace")
    head = _HEAD.match(text)
    if head is None:
        return Line(number, "", (), text)
    params = tuple(
        (key.upper(), value.replace('"', "")) for key, value in _PARAMETER.findall(head[2])
    )
    return Line(number, head[1].upper(), params, text[head.end() :])
