"""Our own calendar files taken apart again, for their twins in other notations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Value = str | int | float | tuple["Value", ...]

_UNESCAPED = re.compile(r"\\(.)")
_TYPES = {
    "date": {"DTSTART", "DTEND"},
    "date-time": {"DTSTAMP", "LAST-MODIFIED", "CREATED"},
    "integer": {"SEQUENCE"},
    "uri": {"URL"},
    "duration": {"REFRESH-INTERVAL"},
    "utc-offset": {"TZOFFSETFROM", "TZOFFSETTO"},
    "float": {"GEO"},
    "period": {"FREEBUSY"},
}
_TYPE_OF = {name: kind for kind, names in _TYPES.items() for name in names}


@dataclass(frozen=True)
class Property:
    """A property with typed values.

    Parameters
    ----------
    type
        As RFC 7265 and RFC 6321 name it; ``unknown`` for names that begin with ``X-``.
    values
        Texts are unescaped, what is of an unknown type stands as in iCalendar; dates are as
        ``2021-05-01``, times as ``2021-05-01T02:00:00Z``; a period is its two ends.
    """

    name: str
    params: dict[str, str]
    type: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Component:
    """BEGIN to END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)


def parse(data: bytes) -> Component:
    """The calendar of a file as `render_calendar` writes it, which alone this can read."""
    root = Component("")
    stack = [root]
    for line in data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]:
        head, _, value = line.partition(":")
        if head == "BEGIN":
            stack[-1].children.append(Component(value))
            stack.append(stack[-1].children[-1])
        elif head == "END":
            stack.pop()
        else:
            stack[-1].properties.append(_property(head, value))
    return root.children[0]


def _property(head: str, value: str) -> Property:
    name, *params = head.split(";")
    given = dict(param.split("=", 1) for param in params)
    kind = "unknown" if name.startswith("X-") else _TYPE_OF.get(name, "text")
    declared = given.pop("VALUE", "").lower()
    if kind == "date" and declared != "date":
        kind = "date-time"
    return Property(name, given, kind, tuple(_values(name, kind, value)))


def _values(name: str, kind: str, value: str) -> Iterator[Value]:
    if name == "CATEGORIES":
        yield from (_text(part) for part in re.findall(r"(?:[^,\\]|\\.)+", value))
    elif kind == "text":
        yield _text(value)
    elif kind == "unknown":
        # As it stands: who knows no type cannot know what is escaped (RFC 7265, 5.1).
        yield value
    elif kind in ("date", "date-time"):
        yield _moment(value)
    elif kind == "integer":
        yield int(value)
    elif kind == "float":
        yield tuple(float(part) for part in value.split(";"))
    elif kind == "period":
        yield tuple(_moment(part) for part in value.split("/"))
    elif kind == "utc-offset":
        yield re.sub(r"(?<=\d)(?=(?:\d\d)+$)", ":", value)
    else:
        yield value


def _moment(value: str) -> str:
    day, _, time = value.partition("T")
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return f"{date}T{time[:2]}:{time[2:4]}:{time[4:]}" if time else date


def _text(value: str) -> str:
    # A newline is the only escape that stands for another character than its last.
    return _UNESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)
