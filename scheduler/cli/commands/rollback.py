"""``rollback``: an older release is published again."""

from __future__ import annotations

from pathlib import Path

from scheduler.cli import options, publishing
from scheduler.cli.screen import Screen
from scheduler.domain.span import Day


@options.command("rollback")
@publishing.number
@publishing.message
@publishing.dry_run
@publishing.db
@publishing.today
@publishing.pages
@publishing.verbose
def command(
    screen: Screen,
    workspace: Path,
    number: int,
    message: str,
    dry_run: bool,
    db: str | None,
    today: Day | None,
    pages: Path | None,
    verbose: bool,
) -> int:
    """0 when published, or when readers see just that already."""
    from scheduler.workflow import publishing as making

    with making.store_of(workspace, db) as store:
        words = message or screen.say("rollback-message", release=number)
        made = making.rollback(store, number, words, today)
        publishing.show_accepted(screen, made.record.accepted)
        return publishing.settle(screen, made, dry=dry_run, folder=pages, verbose=verbose)
