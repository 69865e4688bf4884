"""``rollback``: an older release is published again."""

from __future__ import annotations

from pathlib import Path

from scheduler.cli import options, publishing, pushing
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults
from scheduler.domain.span import Day


@options.command("rollback")
@publishing.number
@publishing.message
@publishing.accept
@publishing.dry_run
@publishing.db
@publishing.today
@publishing.pages
@pushing.caldav
@pushing.login
@publishing.verbose
def command(
    screen: Screen,
    workspace: Path,
    number: int,
    message: str,
    accept: tuple[str, ...],
    dry_run: bool,
    db: str | None,
    today: Day | None,
    pages: Path | None,
    caldav: str | None,
    caldav_user: str | None,
    caldav_password_file: Path | None,
    verbose: bool,
) -> int:
    """0 when published, or when readers see just that already; 1 as of ``publish``."""
    from scheduler.workflow import accepting
    from scheduler.workflow import publishing as making

    who = caldav_user, caldav_password_file
    target = pushing.target(screen, caldav, *who) if caldav else None
    reasons = accepting.acceptances(accept)
    with making.store_of(workspace, db) as store:
        found = making.judged_again(workspace, store, number)
        assert found.audit is not None
        show_faults(screen, (), found.warnings)
        before = store.record(number).accepted
        refused, accepted = accepting.settled(found.problem, found.audit.hard, reasons, before)
        if refused:
            return publishing.refuse(screen, found.problem, refused)
        words = message or screen.say("rollback-message", release=number)
        made = making.rollback(store, number, words, accepted, today)
        return publishing.settle(
            screen, made, dry=dry_run, folder=pages, verbose=verbose, target=target
        )
