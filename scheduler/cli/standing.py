"""The plan that a question is about, and what is said of it."""

from __future__ import annotations

from pathlib import Path

from scheduler import workflow
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults


def standing_plan(
    screen: Screen,
    workspace: Path,
    plan: Path | None,
    params: workflow.SolveParams,
    tell: workflow.OnProgress,
    missing: str = "no-standing",
) -> workflow.Stands:
    """Open the plan that is asked about, and tell which one it is.

    Parameters
    ----------
    missing
        Key of what is told before one is solved for.
    """
    found = workflow.standing(
        workspace, plan, params, tell,
        ready=lambda warnings: show_faults(screen, (), warnings),
        missing=lambda path: screen.note(screen.say(missing, path=path)),
    )  # fmt: skip
    if plan is None and found.source is not None:
        screen.note(screen.say("standing", path=found.source))
    if found.judged.hard:
        screen.note(screen.say("illegal-output", n=len(found.judged.hard)))
    return found
