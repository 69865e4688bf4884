"""``feeds``: the calendars of a plan."""

from __future__ import annotations

from pathlib import Path

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_files, warn_illegal


@options.command("feeds")
@options.plan
@options.out
def command(screen: Screen, workspace: Path, plan: Path, out: Path | None) -> int:
    """0 when written, also for a plan that breaks hard rules; a warning tells of it."""
    found = workflow.opened(workspace, plan)
    assert found.audit is not None
    warn_illegal(screen, found)
    files = workflow.feeds(out or workspace / "out", found)
    screen.answer({"ok": found.audit.ok, "files": [str(f) for f in files]})
    show_files(screen, files)
    return 0
