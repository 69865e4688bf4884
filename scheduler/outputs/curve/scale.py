"""A scale of points with round ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TICKS = 5
"""About how many there are."""

FLAT = 200
"""Part of the highest value that a tick is at least."""


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest tick.

    Attributes
    ----------
    ticks
        Round numbers, ascending, the first no higher than any value and the last no lower.
    """

    ticks: tuple[int, ...]

    @classmethod
    def over(cls, values: Sequence[int]) -> Scale:
        """The scale that holds some values; of 0 and 1 when there are none.

        >>> Scale.over([3233, 3701]).ticks
        (3200, 3400, 3600, 3800)
        >>> Scale.over([8287]).ticks
        (8250, 8300)
        """
        low, high = min(values, default=0), max(values, default=1)
        # Where all values are near one another, a point or two must not look like much.
        step = _round_up(max(1, -(-(high - low) // (TICKS - 1)), high // FLAT))
        first, last = low // step, -(-high // step)
        return cls(tuple(step * n for n in range(first, max(last, first + 1) + 1)))

    def share(self, value: float) -> float:
        """How far up a value lies: 0 at the lowest tick, 1 at the highest."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


def _round_up(step: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 and so on."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size >= step:
                return factor * size
        size *= 10
