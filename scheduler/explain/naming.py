"""Lists of names, not too long to read."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.text import Text

MOST_NAMES = 8
"""Names in a sentence; a reason lists all its subjects besides."""


def names(texts: Sequence[Text]) -> Text:
    """The first names, and how many more there are."""
    if not texts:
        return Text("无", "none")
    zh = "、".join(t.get("zh") for t in texts[:MOST_NAMES])
    en = ", ".join(t.get("en") for t in texts[:MOST_NAMES])
    more = len(texts) - MOST_NAMES
    return Text(f"{zh}等 {len(texts)} 个", f"{en} and {more} more") if more > 0 else Text(zh, en)
