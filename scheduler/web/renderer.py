"""A process of its own that renders calendars, so that answers never wait for it.

Rendering in a thread would hold the interpreter that answers requests. What is rendered comes
back item by item, since taking in a whole city at once would hold it, too.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.domain.text import LANGS, Text
from scheduler.jobs.priority import DRAWING, give_way
from scheduler.outputs.ical.notices import Notice, notices
from scheduler.outputs.ical.released import feed_paths, render_all, render_feed
from scheduler.web.health import reason
from scheduler.web.item import Item, made
from scheduler.web.wishes import Wish


class Releases(Protocol):
    """Where releases are read from."""

    def release(self, number: int) -> Release:
        """Give a release by its number."""


ENDED = Text("生成日历的进程已结束。", "The process that makes the calendars has ended.")

Opener = Callable[[], Releases]
"""Opens the store anew in the process that it is called in; can be pickled."""


@dataclass(frozen=True)
class Task:
    """What to render of a release: everything public besides the wishes, or the wishes only.

    Parameters
    ----------
    now
        UTC; ``None`` for the clock's.
    """

    number: int
    wishes: tuple[Wish, ...] = ()
    whole: bool = False
    now: datetime | None = None


@dataclass(frozen=True)
class Title:
    """What stands on top of a shelf; the first thing that a task yields.

    Parameters
    ----------
    paths
        Of all feeds that private addresses may open.
    """

    number: int
    today: Day
    timezone: str
    city: Text
    published: datetime
    paths: frozenset[str]


@dataclass(frozen=True)
class Rendered:
    """An item and the wish it answers; no item: there is no such calendar."""

    wish: Wish
    item: Item | None


class RenderingFailed(OSError):
    """The process failed or ended; the next task gets a new one."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def today_of(timezone: str, now: datetime) -> Day:
    """Day number in a time zone; the day rolls at its midnight."""
    return now.astimezone(ZoneInfo(timezone)).date().toordinal()


def rendered(release: Release, task: Task) -> Iterator[Title | Rendered | Notice]:
    """Do a task."""
    directory = release.directory
    today = today_of(directory.timezone, task.now or datetime.now(UTC))
    city = directory.city_name or Text(en=directory.city_id)
    yield Title(
        release.number, today, directory.timezone, city, release.published,
        frozenset(feed_paths(release)),
    )  # fmt: skip
    for lang in LANGS if task.whole else ():
        for file in render_all(release, lang, today, public=True):
            wish = Wish(lang, file.path, True, Wish.plain)
            item = made(file.path, file.name, file.data, file.modified, public=True)
            yield Rendered(wish, item)
    if task.whole:
        yield from notices(release)
    for wish in task.wishes:
        yield Rendered(wish, _one(release, wish, today))


def _one(release: Release, wish: Wish, today: Day) -> Item | None:
    file = render_feed(
        release, wish.path, wish.lang, today, public=wish.public, options=wish.options
    )
    if file is None:
        return None
    path = f"{wish.path.removesuffix('.ics')}.{wish.options.form}"
    return made(path, file.name, file.data, file.modified, public=wish.public)


class Renderer:
    """The process; started when first needed, and again should it have ended."""

    def __init__(self, opener: Opener) -> None:
        self.opener = opener
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def results(self, task: Task) -> Iterator[Title | Rendered | Notice]:
        """Have a task done; one at a time.

        Raises
        ------
        RenderingFailed
            When the process could not do it.
        """
        with self._lock:
            try:
                pipe = self._started()
                pipe.send(task)
                while (got := pipe.recv()) is not None:
                    if isinstance(got, Text):
                        raise RenderingFailed(got)
                    yield got
            except (EOFError, BrokenPipeError, ConnectionError) as error:
                self.close()
                raise RenderingFailed(ENDED) from error
            except GeneratorExit:
                self.close()  # what is still to come would be taken for the next answer
                raise

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.opener), daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe


def _work(pipe: Connection, opener: Opener) -> None:
    """Run in the process until the server closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    give_way(DRAWING)
    source, release = None, None
    while True:
        try:
            task: Any = pipe.recv()
        except EOFError:
            return
        try:
            source = source or opener()
            if release is None or release.number != task.number:
                release = source.release(task.number)
            for result in rendered(release, task):
                pipe.send(result)
            pipe.send(None)
        except Exception as error:  # told to the server, which goes on with what it has
            source = release = None
            try:
                pipe.send(reason(error))
            except OSError:  # the server has gone
                return
