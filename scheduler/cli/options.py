"""What commands have in common: options, values and how a run begins and fails."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scheduler.cli.base import Command, lang_of
from scheduler.cli.screen import Screen
from scheduler.cli.words import say
from scheduler.domain.span import FIRST_DAY, LAST_DAY, Day, day_of
from scheduler.domain.text import LANGS
from scheduler.errors import InputError, SchedulerError, UsageError

FORMATS = ("text", "json")
DAY_S = 86_400


class OneOf(click.ParamType[Any]):
    """One of a few words."""

    name = "word"

    def __init__(self, *values: str) -> None:
        self.values = values

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The words themselves."""
        return "[" + "|".join(self.values) + "]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the word."""
        if value not in self.values:
            self.fail(say(lang_of(ctx), "one-of", values=" / ".join(self.values)), param, ctx)
        return str(value)


class Number(click.ParamType[Any]):
    """A number within bounds, both included."""

    name = "number"

    def __init__(self, low: float, high: float, *, whole: bool = False) -> None:
        self.low, self.high, self.whole = low, high, whole

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read the number."""
        lang = lang_of(ctx)
        try:
            number = int(value) if self.whole else float(value)
        except ValueError:
            key = "not-whole" if self.whole else "not-number"
            self.fail(say(lang, key, value=value), param, ctx)
        if not self.low <= number <= self.high:
            self.fail(say(lang, "range", low=self.low, high=self.high), param, ctx)
        return number


class Dates(click.ParamType[Any]):
    """``FROM..TO``: first and last day; either may be blank."""

    name = "from..to"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Day, Day]:
        """Read both days."""
        first, dots, last = str(value).partition("..")
        try:
            span = (
                day_of(first.strip()) if first.strip() else FIRST_DAY,
                day_of(last.strip()) if last.strip() else LAST_DAY,
            )
        except ValueError:
            span = (1, 0)
        if not dots or span[0] > span[1]:
            self.fail(say(lang_of(ctx), "not-span", value=value), param, ctx)
        return span


class Date(click.ParamType[Any]):
    """A day as ``2021-05-01``."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Day:
        """Read the day."""
        try:
            return day_of(str(value).strip())
        except ValueError:
            self.fail(say(lang_of(ctx), "not-date", value=value), param, ctx)


FILE = click.Path(path_type=Path)
plan = click.argument("plan", type=FILE, metavar="PLAN")
near = click.option("--near", type=FILE, metavar="PLAN")
out = click.option("-o", "--out", type=FILE, metavar="FOLDER")
standing = click.option("--plan", type=FILE, metavar="PLAN")


def limits(seconds: float) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options of commands that search: most seconds (so many if not given), seed and threads."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option("--workers", type=Number(1, 256, whole=True), metavar="N"),
            click.option("--seed", type=Number(0, 2**31 - 1, whole=True), default=1, metavar="N"),
            click.option(
                "--time-limit", type=Number(0.001, 30 * DAY_S), default=seconds, metavar="S"
            ),
        ):
            function = option(function)
        return function

    return decorate


def shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that stand before and after its name alike."""
    for option in (
        click.option("--format", "format", type=OneOf(*FORMATS)),
        click.option("--lang", type=OneOf(*LANGS)),
        click.option("-w", "--workspace", type=FILE, metavar="FOLDER"),
    ):
        function = option(function)
    return function


def command(name: str) -> Callable[[Callable[..., int]], Command]:
    """Make a command of a function.

    The function gets a `Screen` and the workspace before its own arguments, and returns the exit
    status. An error of ours becomes words and its exit status here, nowhere else.
    """

    def decorate(function: Callable[..., int]) -> Command:
        @functools.wraps(function)
        @click.pass_context
        def run(ctx: click.Context, /, **given: Any) -> int:
            asked = {k: given.pop(k) or _before(ctx, k) for k in ("workspace", "lang", "format")}
            began = time.perf_counter() if ctx.obj is None else ctx.obj
            screen = Screen(lang_of(ctx), asked["format"] == "json", began)
            try:
                return function(screen, asked["workspace"] or Path(), **given)
            except SchedulerError as error:
                return fail(screen, error)

        return click.command(name, cls=Command)(shared(run))

    return decorate


def _before(ctx: click.Context, name: str) -> Any:
    """An option given before the command's name."""
    while ctx.parent is not None:
        ctx = ctx.parent
        if ctx.params.get(name):
            return ctx.params[name]
    return None


def fail(screen: Screen, error: SchedulerError) -> int:
    """Tell what went wrong; the exit status is the error's own."""
    from scheduler.cli.show import show_faults
    from scheduler.outputs.answers import validation_answer

    if isinstance(error, InputError):
        warnings = getattr(error, "warnings", ())
        show_faults(screen, error.faults, warnings)
        screen.answer(validation_answer(error.faults, warnings))
    elif isinstance(error, UsageError):
        screen.note(screen.say("error", message=error.message.get(screen.lang)))
    else:
        screen.note(screen.say("bug", what=error))
    return error.exit_code
