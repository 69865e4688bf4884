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


@contextmanager
def progress(screen: Screen) -> Iterator[OnProgress]:
    """Give a listener for a search; it shows nothing unless standard error is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    line = _Line(screen)
    try:
        yield line.tell
    finally:
        line.close()


class _Line:
    """The line; a thread lets the seconds pass while the search has no news."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._began = time.perf_counter()
        self._last: Progress | None = None
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._ticker.start()

    def tell(self, news: Progress) -> None:
        """News from the search, from any of its threads."""
        self._last = news
        self._draw()

    def close(self) -> None:
        """Clear the line."""
        self._done.set()
        self._ticker.join()
        self._write("")

    def _tick(self) -> None:
        while not self._done.wait(_TICK_S):
            self._draw()

    def _draw(self) -> None:
        if self._last:
            self._write(line(self._screen, self._last, time.perf_counter() - self._began))

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
    began = time.perf_counter()

    def draw(done: int, total: int) -> None:
        size = 30 * done // max(1, total)
        seconds = time.perf_counter() - began
        text = screen.say(
            "bar", bar="#" * size + "-" * (30 - size), done=done, total=total,
            seconds=f"{seconds:.0f}",
        )  # fmt: skip
        sys.stderr.write("\r" + cut(text, columns() - 1))
        sys.stderr.flush()

    try:
        yield draw
    finally:
        sys.stderr.write("\r" + " " * (columns() - 1) + "\r")
        sys.stderr.flush()
