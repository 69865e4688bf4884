"""A feed as the doctor sees it: bytes, lines, and components with what is wrong in their frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.doctor.lines import BOM, Line, Physical, physical, unfolded
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError

MOST_BYTES = 16 * 2**20
MOST_LINES = 1_000_000
DEEPEST = 16


@dataclass(slots=True)
class Component:
    """A component; `closed` says whether its END was found."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)
    closed: bool = False

    def all(self, name: str) -> list[Line]:
        """Every property of a name, in file order."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """The first property of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        """Value of the first property of a name, stripped; empty if there is none."""
        line = self.first(name)
        return line.value.strip() if line else ""

    def walk(self) -> Iterator[Component]:
        """The component itself and all inside it."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(one.children)


@dataclass(frozen=True)
class Feed:
    """A file that holds at least one VCALENDAR.

    Parameters
    ----------
    strays
        Lines that are no content lines, and ends without a beginning.
    outside
        Lines before, between and after the calendars.
    deep
        Components nested deeper than `DEEPEST`, which are not looked into.
    """

    name: str
    data: bytes
    physical: tuple[Physical, ...]
    calendars: tuple[Component, ...]
    strays: tuple[Line, ...]
    outside: tuple[Line, ...]
    deep: tuple[Line, ...]

    @cached_property
    def bom(self) -> bool:
        """Whether a byte order mark stands in front."""
        return self.data.startswith(BOM)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """All components of all calendars, in file order."""
        return tuple(one for calendar in self.calendars for one in calendar.walk())

    @cached_property
    def events(self) -> tuple[Component, ...]:
        """All VEVENTs."""
        return tuple(one for one in self.components if one.name == "VEVENT")

    @cached_property
    def zones(self) -> frozenset[str]:
        """Time zones that the feed defines."""
        return frozenset(c.value("TZID") for c in self.components if c.name == "VTIMEZONE")

    @cached_property
    def has_times(self) -> bool:
        """Whether any start of an event is a time."""
        return any("T" in event.value("DTSTART") for event in self.events)


def feed_of(name: str, data: bytes) -> Feed:
    """Take a file apart.

    Raises
    ------
    InputError
        When it is too large, or holds no calendar at all.
    """
    if len(data) > MOST_BYTES or data.count(b"\n") > MOST_LINES:
        message = Text(
            f"超过 {MOST_BYTES // 2**20} MB 或 {MOST_LINES} 行，未检查",
            f"is over {MOST_BYTES // 2**20} MB or {MOST_LINES} lines; it was not checked",
        )
        raise InputError([Fault(name, None, None, None, message)])
    lines = tuple(physical(data))
    builder = _Builder()
    for line in unfolded(lines):
        builder.add(line)
    if not builder.calendars:
        message = Text(
            "不是 iCalendar 日历：没有 BEGIN:VCALENDAR；请检查地址或重新导出",
            "is no iCalendar file: there is no BEGIN:VCALENDAR; check the address or export again",
        )
        raise InputError([Fault(name, None, None, None, message)])
    return Feed(
        name, data, lines, tuple(builder.calendars), tuple(builder.strays),
        tuple(builder.outside), tuple(builder.deep),
    )  # fmt: skip


class _Builder:
    """Nests components, and goes on after every mistake."""

    def __init__(self) -> None:
        self.calendars: list[Component] = []
        self.strays: list[Line] = []
        self.outside: list[Line] = []
        self.deep: list[Line] = []
        self._open: list[Component] = []
        self._skipped = 0

    def add(self, line: Line) -> None:
        """Put a line where it belongs."""
        if not line.name:
            self.strays.append(line)
        elif line.name == "BEGIN":
            self._begin(line)
        elif line.name == "END":
            self._end(line)
        elif self._skipped:
            return
        elif self._open:
            self._open[-1].lines.append(line)
        else:
            self.outside.append(line)

    def _begin(self, line: Line) -> None:
        name = line.value.strip().upper()
        if name == "VCALENDAR":
            # A calendar inside another one: the END of the first is missing.
            self._open, self._skipped = [], 0
        if len(self._open) == DEEPEST:
            self._skipped += 1
            self.deep.append(line)
        elif self._open:
            self._open[-1].children.append(one := Component(name, line.number))
            self._open.append(one)
        elif name == "VCALENDAR":
            self.calendars.append(one := Component(name, line.number))
            self._open.append(one)
        else:
            self.outside.append(line)

    def _end(self, line: Line) -> None:
        name = line.value.strip().upper()
        if self._skipped:
            self._skipped -= 1
            return
        if all(one.name != name for one in self._open):
            self.strays.append(line)
            return
        while self._open:
            one = self._open.pop()
            if one.name == name:
                one.closed = True
                return
