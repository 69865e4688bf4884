"""Days of a fictional city's horizon as numbers, and sets of days as bits of one whole number.

Bit n is day n, so that a shift asks about other days and one AND about all of them at once: placing
ten thousand events takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from benchmarks.workspace import HOLIDAYS

FIRST, LAST = date(2021, 4, 1), date(2021, 12, 31)
DAYS = (LAST - FIRST).days + 1
PEAK_MONTHS = (5, 9, 10)


def day(number: int) -> date:
    """Return the date of a day of the horizon."""
    return FIRST + timedelta(number)


def month(number: int) -> int:
    """Return the month of a day of the horizon."""
    return day(number).month


def span(start: int, stop: int) -> int:
    """Return the days of the horizon from `start` to before `stop`."""
    start, stop = max(start, 0), min(stop, DAYS)
    return (1 << stop) - (1 << start) if start < stop else 0


def dated(spans_of_days: Iterable[tuple[date, date | None]]) -> int:
    """Return the days of the horizon in one of the spans; both ends belong to a span."""
    bits = 0
    for first, last in spans_of_days:
        bits |= span((first - FIRST).days, ((last or LAST) - FIRST).days + 1)
    return bits


def spans(free: int, length: int) -> int:
    """Return the days from which `length` days in a row are free; all days if that is 0."""
    if length == 0:
        return ALL
    have = 1
    while have < length:
        step = min(have, length - have)
        free &= free >> step
        have += step
    return free


def overlap(bits: int, first: int, length: int) -> int:
    """Return how many of the days first … first + length - 1 are in the set."""
    return (bits & span(first, first + length)).bit_count()


def nearest(bits: int, wish: int) -> int | None:
    """Return the day of the set nearest to the wish, the earlier one of two."""
    above, below = bits >> wish, bits & ((1 << wish) - 1)
    late = wish + (above & -above).bit_length() - 1 if above else None
    early = below.bit_length() - 1 if below else None
    if late is None or early is None:
        return early if late is None else late
    return early if wish - early <= late - wish else late


ALL = span(0, DAYS)
WORKDAY_BITS = sum(1 << n for n in range(DAYS) if day(n).weekday() < 5)
PEAK_BITS = sum(1 << n for n in range(DAYS) if month(n) in PEAK_MONTHS)
HOLIDAY_BITS = dated(HOLIDAYS)
