"""Text fit for a calendar line: what one reader would choke on, no reader gets."""

from __future__ import annotations

import re

from scheduler.domain.text import Text

# Besides CR LF, Python's and others' line splitters break at VT, FF, NEL, LS and PS, so a raw one
# inside a value would cut the line in two for them.
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")


def many_lines(text: str) -> str:
    """Text without control characters; every kind of line break becomes a newline.

    Halves of surrogate pairs are joined, lone ones become U+FFFD: UTF-8 has no place for them.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", _BREAKS.sub("\n", whole).replace("\t", " ")).strip()


def one_line(text: str) -> str:
    """Text as by `many_lines`, its lines joined by single spaces."""
    parts = (part.strip() for part in many_lines(text).split("\n"))
    return " ".join(part for part in parts if part)


def title(name: Text, lang: str, fallback: str) -> str:
    """Name in one line; `fallback` (an id) when nothing printable is left of it."""
    return one_line(name.get(lang)) or fallback
