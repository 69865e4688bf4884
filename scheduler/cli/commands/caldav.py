"""``caldav``: the calendars of a release on a CalDAV server."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.cli import options, publishing, pushing
from scheduler.cli.screen import Screen
from scheduler.domain.span import Day


@options.command("caldav")
@click.argument("action", type=options.OneOf("push"), metavar="push")
@click.argument("url", metavar="URL")
@click.option("--release", type=options.Number(1, 10**9, whole=True), metavar="N")
@pushing.login
@click.option("--force", is_flag=True)
@publishing.today
@publishing.db
def command(
    screen: Screen,
    workspace: Path,
    action: str,
    url: str,
    release: int | None,
    caldav_user: str | None,
    caldav_password_file: Path | None,
    force: bool,
    today: Day | None,
    db: str | None,
) -> int:
    """0 when the server has everything, 1 when it stopped or somebody edited an entry."""
    from scheduler.workflow.publishing import store_of
    from scheduler.workflow.pushing import pushing_answer

    target = pushing.target(screen, url, caldav_user, caldav_password_file)
    with store_of(workspace, db) as store:
        found = target.push(screen, store, release, today=today, force=force)
    screen.answer(pushing_answer(found))
    pushing.show_pushing(screen, found)
    return 0 if found.ok else 1
