"""``report``: the page, the workbook and the sheets of a plan."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_files, warn_illegal


@options.command("report")
@options.plan
@options.out
@click.option("--pdf", type=options.FILE, metavar="FILE")
def command(
    screen: Screen, workspace: Path, plan: Path, out: Path | None, pdf: Path | None
) -> int:
    """0 when written, also for a plan that breaks hard rules; a warning tells of it.

    With ``--pdf`` alone, nothing else is written.
    """
    found = workflow.opened(workspace, plan)
    assert found.audit is not None
    warn_illegal(screen, found)
    files = [workflow.pdf(pdf, found, screen.lang, plan.name)] if pdf else []
    if out or not pdf:
        files += workflow.report(out or workspace / "out", found, screen.lang)
    screen.answer({"ok": found.audit.ok, "files": [str(f) for f in files]})
    show_files(screen, files)
    return 0
