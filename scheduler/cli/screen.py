"""Where words go: answers to standard output, everything else to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

import click

from scheduler.cli.words import say
from scheduler.domain.text import Text


@dataclass(frozen=True)
class Screen:
    """Language and format of one command's run.

    Parameters
    ----------
    began
        Reading of ``time.perf_counter`` at which the process, or the command in it, began.
    """

    lang: str
    json: bool = False
    began: float = field(default_factory=time.perf_counter)

    def say(self, key: str, **facts: object) -> str:
        """A sentence in the person's language."""
        return say(self.lang, key, **facts)

    def name(self, text: Text, fallback: str = "") -> str:
        """A name in the person's language."""
        return text.get(self.lang) or fallback

    def out(self, lines: str | Iterable[str] = "") -> None:
        """Words for people; beside JSON they go to standard error."""
        for line in [lines] if isinstance(lines, str) else lines:
            click.echo(line, err=self.json)

    def note(self, lines: str | Iterable[str]) -> None:
        """Words that are no answer."""
        for line in [lines] if isinstance(lines, str) else lines:
            click.echo(line, err=True)

    def answer(self, data: object) -> None:
        """The answer in JSON, if that was asked for."""
        if self.json:
            from scheduler.outputs.answers import dumped

            click.echo(dumped(data), nl=False)


def use_utf8(*streams: TextIO) -> None:
    """Make consoles and pipes take Chinese, whatever the system's code page is."""
    for stream in streams or (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
