"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from scheduler.doctor.feed import Component
from scheduler.doctor.lines import Line
from scheduler.domain.text import Text

Seen = TypeVar("Seen")

DEFECT, WARNING, NOTE = "defect", "warning", "note"
SEVERITIES = (DEFECT, WARNING, NOTE)

READERS = (
    "icalendar", "ical (Home Assistant)", "ics", "vobject", "recurring-ical-events",
    "x-wr-timezone", "ical.js", "node-ical", "libical", "sabre/vobject", "ruby-icalendar",
    "KCalendarCore", "vdirsyncer", "khal", "calcurse", "Radicale", "Thunderbird", "Evolution",
)  # fmt: skip
"""The readers that were measured, in the order of `Clients.measured`."""


@dataclass(frozen=True)
class Clients:
    """Who stumbles over something.

    Parameters
    ----------
    measured
        A letter for each of `READERS`: ``.`` reads as meant, ``d`` reads otherwise, ``X`` refuses
        the whole feed, ``-`` not reached. Empty: it was not measured.
    reported
        What vendors or issue reports say; not tried by us.
    """

    measured: str = ""
    reported: Text = Text()

    def those(self, letter: str) -> tuple[str, ...]:
        """Readers that were measured to behave so."""
        return tuple(r for r, seen in zip(READERS, self.measured, strict=False) if seen == letter)


@dataclass(frozen=True)
class Hit:
    """One place where a check strikes.

    Parameters
    ----------
    line
        Number of the line in the file, from 1; ``None`` for the whole file.
    uid
        Of the event; empty if there is none.
    value
        What stands there.
    """

    line: int | None = None
    uid: str = ""
    value: str = ""


@dataclass(frozen=True)
class Check(Generic[Seen]):
    """One oddity of feeds: what is wrong, who misreads it, what to do.

    Parameters
    ----------
    find
        Places where what was seen (a feed, two copies of one, a visit to an address) has it.
    """

    id: str
    severity: str
    wrong: Text
    remedy: Text
    clients: Clients
    find: Callable[[Seen], Iterator[Hit]]


def check(
    name: str, severity: str, wrong: Text, remedy: Text, clients: Clients | None = None
) -> Callable[[Callable[[Seen], Iterator[Hit]]], Check[Seen]]:
    """Make a page of a function that finds the places."""

    def decorate(find: Callable[[Seen], Iterator[Hit]]) -> Check[Seen]:
        return Check(name, severity, wrong, remedy, clients or Clients(), find)

    return decorate


def at(owner: Component, line: Line | None = None, value: str | None = None) -> Hit:
    """The place of a property, or of its component."""
    number = line.number if line else owner.number
    shown = value if value is not None else line.value if line else ""
    return Hit(number, owner.value("UID"), shown)
