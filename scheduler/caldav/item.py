"""Calendar entries as single items, each with a seal by which a stranger's edit is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

SEAL = "X-SCHEDULER-SEAL"
"""Property with the digest of what people see of the entry."""

_HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    b"PRODID:-//Convention calendar scheduler//Releases//EN\r\nCALSCALE:GREGORIAN\r\n"
)
_VEVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
_SEALED = (
    "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "STATUS", "LOCATION",
    "DESCRIPTION", "CATEGORIES", "URL", "TRANSP", "SEQUENCE", "ATTENDEE", "ORGANIZER",
)  # fmt: skip
"""What people see and change; servers add to the rest as they like."""


@dataclass(frozen=True)
class Item:
    """One entry, as it is to stand on the server.

    Parameters
    ----------
    data
        A VCALENDAR with this entry alone.
    seal
        Digest of what people see of it.
    """

    uid: str
    data: bytes
    seal: str

    @property
    def digest(self) -> str:
        """Of all its bytes; what is unchanged has the same."""
        return sha256(self.data).hexdigest()

    @property
    def name(self) -> str:
        """Last part of its address."""
        return address(self.uid)


def address(uid: str) -> str:
    """Last part of an item's address."""
    return quote(f"{uid}.ics", safe="@")


def items_of(calendar: bytes) -> dict[str, Item]:
    """Split a calendar of ours into items by UID."""
    return {item.uid: item for item in map(_item, _VEVENT.findall(calendar))}


def _item(vevent: bytes) -> Item:
    plain = _HEAD + vevent + b"END:VCALENDAR\r\n"
    uid, seal = _read(plain)
    line = f"{SEAL}:{seal}\r\n".encode()
    data = plain.replace(b"END:VEVENT\r\n", line + b"END:VEVENT\r\n")
    return Item(uid, data, seal)


def sealed(data: bytes) -> bool:
    """Whether an item on the server was once written by us."""
    return f"{SEAL}:".encode() in data


def seal_of(data: bytes) -> str | None:
    """Seal of an item on the server that still says what we once wrote, else ``None``.

    The seal covers values, not bytes, since servers write properties in an order of their own.
    """
    from icalendar import Calendar

    try:
        seals = [str(e.get(SEAL, "")) for e in Calendar.from_ical(data).walk("VEVENT")]
        return seals[0] if len(seals) == 1 and seals[0] == _read(data)[1] else None
    except ValueError:
        return None


def _read(data: bytes) -> tuple[str, str]:
    """UID and seal of an item's only entry."""
    from icalendar import Calendar

    entry = next(iter(Calendar.from_ical(data).walk("VEVENT")), None)
    if entry is None:
        raise ValueError("no VEVENT")
    facts = "\n".join(sorted(_facts(entry)))
    return str(entry.get("UID")), sha256(facts.encode("utf-8", "replace")).hexdigest()[:32]


def _facts(entry: object) -> Iterator[str]:
    """Sealed properties with their values, as the library writes them."""
    for name, value in entry.property_items(recursive=True, sorted=True):  # type: ignore[attr-defined]
        if name == "BEGIN" or name in _SEALED:
            text = value.to_ical() if hasattr(value, "to_ical") else value
            yield f"{name}:{text.decode() if isinstance(text, bytes) else text}"
