"""``check``: any plan against every rule."""

from __future__ import annotations

from pathlib import Path

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults, show_judgement
from scheduler.outputs.answers import check_answer


@options.command("check")
@options.plan
@options.near
def command(screen: Screen, workspace: Path, plan: Path, near: Path | None) -> int:
    """0 when no hard rule is broken, else 1."""
    found = workflow.check(workspace, plan, near)
    assert found.audit is not None
    show_faults(screen, (), found.warnings)
    screen.answer(check_answer(found.problem, found.audit))
    show_judgement(screen, found)
    return 0 if found.audit.ok else 1
