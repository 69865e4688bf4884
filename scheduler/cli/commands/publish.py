"""``publish``: a plan becomes a release."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options, publishing, pushing
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults, show_findings
from scheduler.domain.span import Day
from scheduler.outputs.answers import finding_answer


@options.command("publish")
@options.plan
@publishing.message
@click.option("--accept", multiple=True, metavar="RULE:REASON")
@publishing.dry_run
@publishing.db
@publishing.today
@publishing.pages
@click.option("--caldav", metavar="URL")
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
    from scheduler.workflow import publishing as making

    who = caldav_user, caldav_password_file
    target = pushing.target(screen, caldav, *who) if caldav else None
    reasons = making.acceptances(accept)
    found = workflow.opened(workspace, plan)
    show_faults(screen, (), found.warnings)
    refused = making.refusals(found, reasons)
    if refused:
        screen.out(screen.say("refused", n=len(refused)))
        show_findings(screen, found.problem, refused)
        screen.out(screen.say("refused-how", rule=refused[0].reason.rule))
        findings = [finding_answer(found.problem, f) for f in refused]
        screen.answer({"ok": False, "published": False, "refused": findings})
        return 1
    with making.store_to_publish(workspace, db, dry=dry_run) as store:
        made = making.publication(store, found, message, reasons, today)
        publishing.show_accepted(screen, made.record.accepted)
        return publishing.settle(
            screen, made, dry=dry_run, folder=pages, verbose=verbose, target=target
        )
