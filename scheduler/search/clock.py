"""Time and interruption of one solve."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Stop:
    """Whether somebody said stop (Ctrl-C or SIGTERM)."""

    said: bool = False


@dataclass
class Clock:
    """Seconds by phase, the deadline, and whether somebody said stop.

    Parameters
    ----------
    limit_s
        Seconds from `began` until the search is over.
    began
        Reading of ``time.perf_counter``.
    effort
        What the solvers may still work, in their own deterministic seconds.
    """

    limit_s: float
    began: float = field(default_factory=time.perf_counter)
    effort: float = math.inf
    timings: dict[str, float] = field(default_factory=dict)
    stop: Stop = field(default_factory=Stop)
    _mark: float = field(default_factory=time.perf_counter)

    def lap(self, phase: str) -> None:
        """Book the time since the last lap under `phase`."""
        now = time.perf_counter()
        self.timings[phase] = round(self.timings.get(phase, 0.0) + now - self._mark, 3)
        self._mark = now

    @property
    def stopped(self) -> bool:
        """Whether somebody said stop."""
        return self.stop.said

    @property
    def seconds(self) -> float:
        """Seconds since the clock began."""
        return time.perf_counter() - self.began

    @property
    def left(self) -> float:
        """Seconds until the deadline, never negative."""
        return max(0.0, self.limit_s - self.seconds)

    @property
    def over(self) -> bool:
        """Whether to stop now."""
        return self.stopped or self.left <= 0 or self.effort <= 0

    def share(self, part: float) -> float:
        """A part of the seconds left; all of them where effort is what ends the search."""
        return self.left if math.isfinite(self.effort) else self.left * part

    def short_of(self, seconds: float) -> bool:
        """Whether the search is over, or less time is left than something is likely to take.

        Where effort ends the search, seconds that were measured decide nothing: they differ from
        one machine to another, and what is found must not.
        """
        return self.over or (not math.isfinite(self.effort) and self.left < seconds)

    def spend(self, effort: float) -> None:
        """Count what a solver has worked."""
        self.effort -= effort


@contextmanager
def interruptible(stop: Stop) -> Iterator[None]:
    """Let the first Ctrl-C (or SIGTERM) say stop; a second breaks off.

    Nothing is raised for the first, for libraries that are being loaded swallow it or make other
    errors of it; whoever has nothing to keep yet must look at `stop` and break off.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    broken_off: list[int] = []

    def heard(number: int, frame: FrameType | None) -> None:
        if stop.said:
            broken_off.append(number)
            raise KeyboardInterrupt
        stop.said = True

    before = {n: signal.signal(n, heard) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except Exception as error:
        if broken_off:
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def unless_broken_off(stop: Stop, work: Callable[[], T], otherwise: Callable[[], T]) -> T:
    """What `work` gives; `otherwise` once a second Ctrl-C breaks it off, for the answer stands."""
    try:
        with interruptible(stop):
            return work()
    except KeyboardInterrupt:
        return otherwise()
