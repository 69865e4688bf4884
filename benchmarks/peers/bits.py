"""Sets of days as bits of one whole number: bit n is day n of the horizon.

A shift asks about other days, and one AND about all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def span(start: int, stop: int) -> int:
    """The days from `start` to before `stop`; days before the horizon are left out."""
    start = max(start, 0)
    return (1 << stop) - (1 << start) if start < stop else 0


def runs(free: int, length: int, days: int) -> int:
    """The days from which `length` days in a row are free; all days if that is 0."""
    if length == 0:
        return span(0, days)
    have = 1
    while have < length:
        step = min(have, length - have)
        free &= free >> step
        have += step
    return free


def numbers(bits: int) -> Iterator[int]:
    """The days of a set, ascending."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def mask(bits: int, days: int) -> NDArray[np.bool_]:
    """A set as an array of truths, one a day."""
    raw = np.frombuffer(bits.to_bytes(-(-days // 8), "little"), np.uint8)
    return np.unpackbits(raw, bitorder="little")[:days].astype(bool)


def nearest(bits: int, wish: int) -> int | None:
    """The day of the set nearest to the wish, the earlier one of two."""
    above, below = bits >> wish, bits & span(0, wish)
    late = wish + (above & -above).bit_length() - 1 if above else None
    early = below.bit_length() - 1 if below else None
    if late is None or early is None:
        return early if late is None else late
    return early if wish - early <= late - wish else late
