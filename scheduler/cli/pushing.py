"""What commands that push to a CalDAV server have in common."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.cli.layout import columns, cut, table
from scheduler.cli.options import FILE
from scheduler.cli.screen import Screen
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import UsageError

if TYPE_CHECKING:
    from scheduler.store import Store
    from scheduler.workflow.pushing import Pushed, Pushing

PASSWORD = "SCHEDULER_CALDAV_PASSWORD"

caldav = click.option("--caldav", metavar="URL")


def login(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say who writes."""
    for option in (
        click.option("--caldav-password-file", type=FILE, metavar="FILE"),
        click.option("--caldav-user", metavar="USER"),
    ):
        function = option(function)
    return function


@dataclass(frozen=True)
class Target:
    """Where a release is pushed to, and as whom."""

    url: str
    login: tuple[str, str] | None

    def push(
        self, screen: Screen, store: Store, release: int | None = None, *,
        today: Day | None = None, force: bool = False,
    ) -> Pushing:  # fmt: skip
        """Push a release of a store, the last one if not told."""
        from scheduler.workflow.pushing import push_stored

        return push_stored(
            store, self.url, self.login, screen.lang, release=release, today=today, force=force,
            tell=progress(screen),
        )  # fmt: skip


def target(screen: Screen, url: str, user: str | None, file: Path | None) -> Target:
    """Check everything about a server that can be checked without asking it.

    Raises
    ------
    UsageError
        For a wrong address, and a user without a password.
    """
    from scheduler.workflow.pushing import checked, unprotected

    secret = password(user, file)
    login = (user, secret) if user and secret else None
    if unprotected(checked(url)) and login:
        screen.note(screen.say("plain-password"))
    return Target(url, login)


def password(user: str | None, file: Path | None) -> str | None:
    """Password of a user, from a file (its first line) or the environment.

    Raises
    ------
    UsageError
        When there is a user and no password, or the other way round.
    """
    found = _first_line(file) if file else os.environ.get(PASSWORD)
    if user and not found:
        raise UsageError(
            Text(
                f"缺少密码：请用 --caldav-password-file 或环境变量 {PASSWORD}。",
                f"The password is missing: use --caldav-password-file or the variable {PASSWORD}.",
            )
        )
    if file and not user:
        raise UsageError(Text("缺少 --caldav-user", "--caldav-user is missing."))
    return found if user else None


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            Text(f"无法读取密码文件 {file}", f"The password file {file} cannot be read.")
        ) from None
    return lines[0] if lines else ""


def progress(screen: Screen) -> Callable[[Pushed], None]:
    """Give a listener that tells how far a push is; silent unless on a terminal."""
    if not sys.stderr.isatty():
        return lambda pushed: None

    def tell(pushed: Pushed) -> None:
        done = pushed.done
        count = done.written + done.deleted + done.same + len(done.edited)
        text = cut(screen.say("pushing", name=pushed.name, count=f"{count:,}"), columns() - 1)
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    return tell


def show_pushing(screen: Screen, found: Pushing) -> None:
    """Calendars and what was done in each, what others edited, and why it ended early."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    screen.out(screen.say("pushed", release=found.release))
    screen.out(table(_rows(screen, found)))
    edited = [(c.name, uid) for c in found.calendars for uid in c.done.edited]
    if edited:
        screen.note(screen.say("pushed-edited", count=len(edited)))
        screen.note(table(edited))
    if found.stopped:
        screen.note(screen.say("error", message=found.stopped.message.get(screen.lang)))


def _rows(screen: Screen, found: Pushing) -> Iterator[tuple[str, ...]]:
    heads = ("venue", "written", "deleted", "unchanged", "edited")
    yield tuple(screen.say(f"pushed.{head}") for head in heads)
    for c in found.calendars:
        counts = (c.done.written, c.done.deleted, c.done.same, len(c.done.edited))
        made = screen.say("in-brackets", text=screen.say("pushed.made")) if c.done.made else ""
        yield (f"{c.name}{made}", *(f"{n:,}" for n in counts))
