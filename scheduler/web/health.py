"""How the server is: what fails just now, told in the error log once, and again when it is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TextIO

from scheduler.domain.system_words import system_text
from scheduler.domain.text import Text
from scheduler.errors import visible

RELEASES, TOKENS, USES, RENDERING = "releases", "tokens", "uses", "rendering"
STORE = (RELEASES, TOKENS, USES)
"""Parts that ask the store."""

LATE_S = 60.0
"""Seconds without an answer after which the store counts as away."""

_FAILED = {
    RELEASES: Text("无法查询最新的发布：{why}", "The last release cannot be looked up: {why}"),
    TOKENS: Text("无法读取专用地址：{why}", "The private addresses cannot be read: {why}"),
    USES: Text(
        "无法记下专用地址的使用时间：{why}", "Uses of private addresses cannot be noted: {why}"
    ),
    RENDERING: Text(
        "无法生成新的日历，继续提供原有的：{why}",
        "New calendars cannot be made, the old ones are still served: {why}",
    ),
}
_AGAIN = {
    RELEASES: Text("又能查询最新的发布了。", "The last release can be looked up again."),
    TOKENS: Text("又能读取专用地址了。", "The private addresses can be read again."),
    USES: Text("又能记下专用地址的使用时间了。", "Uses of private addresses can be noted again."),
    RENDERING: Text("又能生成新的日历了。", "New calendars can be made again."),
}


class ErrorLog:
    """What goes wrong while serving, for the people who run the server, in their language."""

    def __init__(self, stream: TextIO | None, lang: str = "en") -> None:
        self.stream, self.lang = stream, lang

    def tell(self, text: Text) -> None:
        """Write a line; a log that cannot be written stops no calendar."""
        if self.stream is None:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        words = " ".join(text.get(self.lang).split())
        try:
            self.stream.write(f"{now} {words}\n")
            self.stream.flush()
        except (OSError, ValueError):
            return


class Health:
    """What fails just now, by part."""

    def __init__(
        self, log: ErrorLog | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.log, self.clock = log or ErrorLog(None), clock
        self._bad: dict[str, Text] = {}
        self._answered = clock()

    @contextmanager
    def watched(self, part: str) -> Iterator[None]:
        """Note whether a part works; its failure goes on to the caller."""
        try:
            yield
        except Exception as error:
            self._fails(part, reason(error))
            raise
        if part in (RELEASES, TOKENS):
            self._answered = self.clock()
        if self._bad.pop(part, None):
            self.log.tell(_AGAIN[part])

    @property
    def store(self) -> bool:
        """Whether the store answers, and did so lately."""
        late = self.clock() - self._answered > LATE_S
        return not late and not any(part in self._bad for part in STORE)

    @property
    def rendering(self) -> bool:
        """Whether the last release was rendered for the day."""
        return RENDERING not in self._bad

    def _fails(self, part: str, why: Text) -> None:
        # A failure lasts; it is told when it begins and when it becomes another one.
        if self._bad.get(part) != why:
            said = _FAILED[part]
            self.log.tell(Text(said.zh.format(why=why.zh), said.en.format(why=why.en)))
        self._bad[part] = why


def reason(error: Exception) -> Text:
    """Why something failed, in both languages as far as we know."""
    message = getattr(error, "message", None)
    if isinstance(message, Text):
        return message
    if isinstance(error, OSError):
        why = system_text(error)
        if not isinstance(error.filename, str):
            return why
        name = visible(error.filename.encode("utf-8", "backslashreplace").decode())
        return Text(f"{why.zh}：{name}", f"{why.en}: {name}")
    said = f"{type(error).__name__}: {error}"
    return Text(f"程序报告“{said}”", said)
