"""Dates and times of events, read without repairing them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from scheduler.doctor.lines import Line

_DATE = re.compile(r"\d{8}")
_TIME = re.compile(r"\d{8}T\d{6}Z?")


@dataclass(frozen=True, slots=True)
class Moment:
    """Value of DTSTART or DTEND.

    Parameters
    ----------
    at
        Clock time as written; midnight for a date.
    form
        ``date``, ``utc``, ``zoned`` (with TZID) or ``floating``.
    declared
        Whether ``VALUE=DATE`` stands before a date.
    """

    at: datetime
    form: str
    zone: str = ""
    declared: bool = True


def moment_of(line: Line | None) -> Moment | None:
    """Read a moment; ``None`` if it is absent or unreadable."""
    if line is None:
        return None
    text = line.value.strip()
    try:
        if _DATE.fullmatch(text):
            declared = line.param("VALUE").upper() == "DATE"
            return Moment(datetime.strptime(text, "%Y%m%d"), "date", declared=declared)
        if _TIME.fullmatch(text) and line.param("VALUE").upper() in ("", "DATE-TIME"):
            at = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")
            zone = line.param("TZID")
            form = "utc" if text.endswith("Z") else "zoned" if zone else "floating"
            return Moment(at, form, zone)
    except ValueError:
        pass
    return None
