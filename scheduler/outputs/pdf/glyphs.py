"""Letters that the sheets' font lacks: paper with boxes on it is of no use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import UsageError

MOST_TOLD = 5
"""Texts with such letters that are told; there may be hundreds."""


def check_letters(data: Any, font: Path) -> None:
    """See that a font has every letter of some data.

    Raises
    ------
    UsageError
        With the letters that it lacks, and the texts in which they stand.
    """
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        known = opened.getBestCmap()
    wrong: dict[str, str] = {}
    for text in _texts(data):
        lacking = "".join(dict.fromkeys(c for c in text if ord(c) not in known and c != "\n"))
        if lacking:
            wrong[text] = lacking
    if not wrong:
        return
    codes = sorted({f"U+{ord(c):04X}" for letters in wrong.values() for c in letters})
    named = [text if text.isprintable() else ascii(text) for text in list(wrong)[:MOST_TOLD]]
    raise UsageError(
        Text(
            f"PDF 的字体缺少字符 {'、'.join(codes)}，见：{'；'.join(named)}。请改用其他字符。",
            f"The font of the PDF lacks {', '.join(codes)}, in: {'; '.join(named)}. Write these "
            "with other letters.",
        )
    )


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
