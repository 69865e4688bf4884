"""Halls from one to another: ``N1-N4``, ``1—5号馆``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from scheduler.domain.venue import Venue

_TO = re.compile(r"\s*(?:[-‐‑–—−~〜至到]|\bto\b)\s*")
_NUMBER = re.compile(r"\s*[A-Za-z]*\d+[A-Za-z]*", re.ASCII)
_ENDS = re.compile(r"[^\W_]+?(?:[-‐‑–—−~〜至到]|\s+to\s+)[^\W_]+")

Find = Callable[[str], str | None]
"""The hall of an id or a name."""


def stretch(venue: Venue, text: str, find: Find) -> tuple[str, ...]:
    """The neighbours of one run from one hall to another; empty when the text tells none.

    What follows the second number belongs to the first as well: ``1-5号馆`` begins at ``1号馆``.
    """
    text = unicodedata.normalize("NFKC", text)
    for to in _TO.finditer(text):
        left, right = text[: to.start()], text[to.end() :]
        tail = _NUMBER.sub("", right, count=1)
        first, last = find(left) or find(left + tail), find(right)
        for run in venue.runs:
            if first in run and last in run and first != last:
                a, b = sorted((run.index(first), run.index(last)))
                return tuple(run[a : b + 1])
    return ()


def stretches(venue: Venue, text: str, find: Find) -> Iterator[tuple[str, ...]]:
    """Yield every such stretch that stands within a longer text."""
    for ends in _ENDS.finditer(unicodedata.normalize("NFKC", text)):
        found = stretch(venue, ends[0], find)
        if found:
            yield found
