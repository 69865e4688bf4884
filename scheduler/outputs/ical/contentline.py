"""Content lines; the icalendar library types, escapes and folds each of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache

Field = tuple[str, Hashable]

SAFE = ":/?#[]@!$&'()*+,;=%"
"""Letters of an address that are not encoded, besides letters and digits."""


def content(fields: Iterable[Field]) -> bytes:
    """Content lines of some properties, in the order given."""
    return b"".join(_line(name, value) for name, value in fields)


def forget() -> None:
    """Drop the lines that are kept, to measure from nothing."""
    _line.cache_clear()


@lru_cache(maxsize=16_384)
def _line(name: str, value: Hashable) -> bytes:
    """One property; kept, since entries, languages and feeds have most lines in common.

    The kind of component does not matter: it is VEVENT because there the library knows the type
    of every property used here but those that RFC 5545 lacks, which are all texts.
    """
    from icalendar import Event, vText

    known = not name.startswith(("NAME", "X-"))
    component = Event()
    component.add(name, value if known else vText(str(value)))
    data: bytes = component.content_line(name, component[name], sorted=False).to_ical()
    return data + b"\r\n"
