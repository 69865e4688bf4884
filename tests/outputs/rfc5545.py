"""A reader of calendar files that forgives nothing: RFC 5545 by the letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

LINE = re.compile(r"([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[A-Za-z0-9-]+)*):(.*)", re.DOTALL)
ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass
class Component:
    """BEGIN to END: property lines in order, then components."""

    name: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)

    def raw(self, name: str) -> str:
        """Value as written; exactly one such property must be there."""
        (value,) = (value for key, value in self.lines if key == name)
        return value

    def text(self, name: str) -> str:
        """Unescaped TEXT value."""
        return unescape(self.raw(name))

    def texts(self, name: str) -> list[str]:
        """Unescaped list of TEXT values."""
        return [unescape(part) for part in re.findall(r"((?:[^,\\]|\\.)+)", self.raw(name))]

    def has(self, name: str) -> bool:
        """Whether there is such a property, whatever its parameters."""
        return any(key.split(";")[0] == name for key, _ in self.lines)

    @property
    def days(self) -> list[date]:
        """Days of a whole-day entry; the end is exclusive."""
        first, end = (
            date.fromisoformat(self.raw(f"{key};VALUE=DATE")) for key in ("DTSTART", "DTEND")
        )
        return [first + timedelta(i) for i in range((end - first).days)]


def unescape(value: str) -> str:
    """Unescape TEXT; only the four escapes of RFC 5545 3.3.11 are allowed."""
    assert re.fullmatch(r"(?:[^\\;,\x00-\x1f\x7f]|\\[\\;,nN])*", value), value
    return ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def unfold(data: bytes) -> list[str]:
    """Content lines; each physical line is at most 75 octets of whole characters."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    lines: list[str] = []
    for octets in physical:
        assert 0 < len(octets) <= 75
        line = octets.decode("utf-8")
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def parse(data: bytes) -> Component:
    """The one VCALENDAR of a file."""
    root = Component("")
    stack = [root]
    for line in unfold(data):
        match = LINE.fullmatch(line)
        assert match, line
        name, params, value = match.groups()
        if name == "BEGIN":
            stack[-1].children.append(Component(value))
            stack.append(stack[-1].children[-1])
        elif name == "END":
            assert stack.pop().name == value
        else:
            assert not stack[-1].children, "properties stand before components"
            stack[-1].lines.append((name + params, value))
    assert stack == [root]
    (calendar,) = root.children
    assert calendar.name == "VCALENDAR"
    assert calendar.children
    return calendar
