"""Text in columns, where a Chinese character is as wide as two Latin ones."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence

_WIDEST = 100
# A character of a script without spaces, with the marks that may not begin a line; else a word.
_PIECE = re.compile(
    r"[\u2e80-\uff00][，。、；：！？）”]*|[^\s\u2e80-\uff00，。、；：！？）”]+[，。、；：！？）”]*"
    r"|[，。、；：！？）”]+|\s+"
)


def columns() -> int:
    """Columns of the terminal, as far as text is good to read."""
    return min(_WIDEST, shutil.get_terminal_size().columns)


def width(text: str) -> int:
    """Columns that a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def pad(text: str, size: int) -> str:
    """`text` with spaces up to `size` columns; numbers stand to the right."""
    gap = " " * max(0, size - width(text))
    return gap + text if re.fullmatch(r"[+-]?[\d,.]+%?", text) else text + gap


def cut(text: str, size: int) -> str:
    """As much of `text` as `size` columns hold."""
    while width(text) > size:
        text = text[:-1]
    return text


def wrap(text: str, size: int) -> list[str]:
    """Lines of at most `size` columns; a longer word stands alone."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if width(lines[-1] + piece.rstrip()) > size and lines[-1].strip():
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def table(rows: Iterable[Sequence[str]], indent: int = 2) -> list[str]:
    """Rows with their cells below each other."""
    listed = [list(r) for r in rows]
    if not listed:
        return []
    sizes = [max(map(width, column)) for column in zip(*listed, strict=True)]
    lines = ("  ".join(map(pad, row, sizes)) for row in listed)
    return [(" " * indent + line).rstrip() for line in lines]


def definitions(rows: Iterable[tuple[str, str]], size: int) -> list[str]:
    """Terms to the left and their wrapped meanings to the right, as in a help page."""
    listed = list(rows)
    left = min(30, max((width(term) for term, _ in listed), default=0)) + 4
    lines: list[str] = []
    for term, meaning in listed:
        first, *rest = wrap(meaning, size - left)
        head = "  " + term
        if width(head) + 2 > left:
            lines.append(head)
            head = ""
        lines.append((head + " " * (left - width(head)) + first).rstrip())
        lines.extend(" " * left + line for line in rest)
    return lines
