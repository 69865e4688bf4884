"""``caldav``: the calendars of a release on a CalDAV server."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.cli import options
from scheduler.cli.pushing import login, password, progress, show_pushing
from scheduler.cli.screen import Screen


@options.command("caldav")
@click.argument("action", type=options.OneOf("push"), metavar="push")
@click.argument("url", metavar="URL")
@click.option("--release", type=options.Number(1, 2**31 - 1, whole=True), metavar="N")
@login
@click.option("--today", type=options.Date(), metavar="DATE")
@click.option("--db", metavar="URL")
def command(
    screen: Screen,
    workspace: Path,
    action: str,
    url: str,
    release: int | None,
    caldav_user: str | None,
    caldav_password_file: Path | None,
    force: bool,
    today: int | None,
    db: str | None,
) -> int:
    """0 when the server has everything, 1 when it stopped or somebody edited an entry."""
    from scheduler.workflow.pushing import push_stored, pushing_answer, unprotected

    secret = password(caldav_user, caldav_password_file)
    who = (caldav_user, secret) if caldav_user and secret else None
    if who and unprotected(url):
        screen.note(screen.say("plain-password"))
    where = db or workspace / "scheduler.db"
    found = push_stored(
        where, url, who, screen.lang, release=release, today=today, force=force,
        tell=progress(screen),
    )  # fmt: skip
    screen.answer(pushing_answer(found))
    show_pushing(screen, found)
    return 0 if found.ok else 1
