"""``validate``: every fault of the inputs at once."""

from __future__ import annotations

from pathlib import Path

from scheduler import workflow
from scheduler.cli.options import command as make
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults
from scheduler.errors import InputError
from scheduler.outputs.answers import validation_answer


@make("validate")
def command(screen: Screen, workspace: Path) -> int:
    """0 when the inputs can be used, else 2; warnings change nothing."""
    found = workflow.validate(workspace)
    screen.answer(validation_answer(found.errors, found.warnings))
    show_faults(screen, found.errors, found.warnings)
    if not found.errors:
        screen.out(screen.say("valid"))
    return InputError.exit_code if found.errors else 0
