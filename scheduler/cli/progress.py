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

    def note(self, text: str) -> None:
        """Have something on a line of its own, above."""
        room = columns() - 1
        with self._lock:
            sys.stderr.write("\r" + " " * room + "\r" + text + "\n")
        self.draw()

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


class Bar:
    """Listener for jobs done of all; it draws a bar on a terminal and else nothing."""

    def __init__(self, screen: Screen) -> None:
        self._screen, self._last = screen, (0, 0)
        self._line = _Line(self._text) if sys.stderr.isatty() else None

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._last = done, total
        if self._line:
            self._line.draw()

    def note(self, text: str) -> None:
        """Words that are no answer, on a line of their own."""
        if self._line:
            self._line.note(text)
        else:
            self._screen.note(text)

    def close(self) -> None:
        """Clear the line."""
        if self._line:
            self._line.close()

    def _text(self, seconds: float) -> str:
        return filled(self._screen, *self._last, seconds) if self._last[1] else ""


@contextmanager
def bar(screen: Screen) -> Iterator[Bar]:
    """Give a bar, which is gone afterwards."""
    drawn = Bar(screen)
    try:
        yield drawn
    finally:
        drawn.close()


def filled(screen: Screen, done: int, total: int, seconds: float) -> str:
    """The bar's text."""
    size = BAR * done // max(1, total)
    marks = "#" * size + "-" * (BAR - size)
    return screen.say("bar", bar=marks, done=done, total=total, seconds=f"{seconds:.0f}")
