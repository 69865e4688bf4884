"""``feeds``: the calendars of a release, or of a plan that is still a draft."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options, publishing
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults, show_files, warn_illegal
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import UsageError


@options.command("feeds")
@click.argument("plan", type=options.FILE, metavar="[PLAN]", required=False)
@click.option("--release", type=options.Number(1, 10**9, whole=True), metavar="N")
@options.out
@click.option("--private", is_flag=True)
@click.option("--twins", is_flag=True)
@click.option("--phases", metavar="in,show,out|all")
@click.option("--cancelled", metavar="0|1")
@click.option("--from", "from", metavar="DATE")
@click.option("--to", metavar="DATE")
@publishing.db
@publishing.today
def command(
    screen: Screen, workspace: Path, plan: Path | None, release: int | None, out: Path | None,
    private: bool, twins: bool, db: str | None, today: Day | None, **wished: str | None,
) -> int:  # fmt: skip
    """0 when written, also for a plan that breaks hard rules; a warning tells of it."""
    folder = out or workspace / "out"
    wishes = {name: value for name, value in wished.items() if value is not None}
    if plan is None:
        return _of_release(screen, workspace, db, folder, release, today, private, twins, wishes)
    if release is not None or private or twins or today is not None or wishes:
        raise UsageError(
            Text(
                "方案的日历只是草案；--release、--private、--twins、--today 与 --phases、"
                "--cancelled、--from、--to 只用于已发布的版本。",
                "Calendars of a plan are drafts; --release, --private, --twins, --today and "
                "--phases, --cancelled, --from, --to are for releases only.",
            )
        )
    found = workflow.opened(workspace, plan)
    assert found.audit is not None
    warn_illegal(screen, found)
    files = workflow.feeds(folder, found)
    screen.answer({"ok": found.audit.ok, "files": [str(f) for f in files]})
    show_files(screen, files)
    return 0


def _of_release(
    screen: Screen, workspace: Path, db: str | None, out: Path, release: int | None,
    today: Day | None, private: bool, twins: bool, wishes: dict[str, str],
) -> int:  # fmt: skip
    from scheduler.outputs.ical.asked import feed_options
    from scheduler.workflow.feeding import feed_files

    wanted = feed_options(wishes)
    fed = feed_files(
        workspace, db, out, release, today, private=private, twins=twins, options=wanted
    )
    counts = {kind: fed.count(kind) for kind in ("changed", "kept", "removed")}
    warnings = fed.warnings
    show_faults(screen, (), warnings)
    screen.out(screen.say("feeds-of", release=fed.release, **counts))
    show_files(screen, fed.folders)
    files = [str(folder) for folder in fed.folders]
    oversized = [fault.file for fault in warnings]
    screen.answer(
        {"ok": True, "release": fed.release, "files": files, **counts, "oversized": oversized}
    )
    return 0
