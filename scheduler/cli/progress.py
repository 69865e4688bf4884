"""One line that tells where a search stands, rewritten in place on a terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scheduler.cli.layout import columns, cut, pad
from scheduler.cli.screen import Screen
from scheduler.workflow import OnProgress, Progress, silent

_TICK_S = 1.0

BAR = 30
"""Letters of a whole bar."""


@contextmanager
def progress(screen: Screen) -> Iterator[OnProgress]:
    """Give a listener for a search; it shows nothing unless standard error is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    last: list[Progress] = []

    def text(seconds: float) -> str:
        return line(screen, last[0], seconds) if last else ""

    def tell(news: Progress) -> None:
        last[:] = [news]
        drawn.draw()

    drawn = _Line(text)
    try:
        yield tell
    finally:
        drawn.close()


class _Line:
    """The line; a thread lets the seconds pass while there is no news.

    Parameters
    ----------
    text
        What it says after so many seconds; blank while there is nothing to say.
    """

    def __init__(self, text: Callable[[float], str]) -> None:
        self._text = text
        self._began = time.perf_counter()
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._ticker.start()

    def draw(self) -> None:
        """Show what it says by now, whichever thread asks."""
        if text := self._text(time.perf_counter() - self._began):
            self._write(text)

    def close(self) -> None:
        """Clear the line."""
        self._done.set()
        self._ticker.join()
        self._write("")

    def _tick(self) -> None:
        while not self._done.wait(_TICK_S):
            self.draw()

    def _write(self, text: str) -> None:
        room = columns() - 1  # a full last column would start a new line
        with self._lock:
            sys.stderr.write("\r" + pad(cut(text, room), room) + ("" if text else "\r"))
            sys.stderr.flush()


def line(screen: Screen, news: Progress, seconds: float) -> str:
    """The line's text."""
    gap = news.gap
    return screen.say(
        "progress",
        phase=screen.say(f"phase.{news.phase}"),
        best="–" if news.best is None else f"{news.best:,}",
        bound="–" if news.bound is None else f"{news.bound:,}",
        gap="–" if gap is None else f"{gap:.2%}",
        seconds=f"{seconds:.0f}",
    )


@contextmanager
def bar(screen: Screen) -> Iterator[Callable[[int, int], None]]:
    """Give a listener for jobs done of all; it draws a bar on a terminal and else nothing."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    last: list[tuple[int, int]] = []

    def text(seconds: float) -> str:
        return filled(screen, *last[0], seconds) if last else ""

    def tell(done: int, total: int) -> None:
        last[:] = [(done, total)]
        drawn.draw()

    drawn = _Line(text)
    try:
        yield tell
    finally:
        drawn.close()


def filled(screen: Screen, done: int, total: int, seconds: float) -> str:
    """The bar's text."""
    size = BAR * done // max(1, total)
    marks = "#" * size + "-" * (BAR - size)
    return screen.say("bar", bar=marks, done=done, total=total, seconds=f"{seconds:.0f}")
