"""``publish``: a plan becomes a release."""

from __future__ import annotations

from pathlib import Path

from scheduler import workflow
from scheduler.cli import options, publishing, pushing
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults
from scheduler.domain.span import Day


@options.command("publish")
@options.plan
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
    plan: Path,
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
    """0 when published, or when there is nothing new; 1 when refused, overtaken or not pushed."""
    from scheduler.workflow import accepting
    from scheduler.workflow import publishing as making

    who = caldav_user, caldav_password_file
    target = pushing.target(screen, caldav, *who) if caldav else None
    reasons = accepting.acceptances(accept)
    found = workflow.opened(workspace, plan)
    assert found.audit is not None
    show_faults(screen, (), found.warnings)
    refused, accepted = accepting.settled(found.problem, found.audit.hard, reasons)
    if refused:
        return publishing.refuse(screen, found.problem, refused)
    with making.store_to_publish(workspace, db, dry=dry_run) as store:
        made = making.publication(store, found, message, accepted, today)
        return publishing.settle(
            screen, made, dry=dry_run, folder=pages, verbose=verbose, target=target
        )
