"""Reads a workspace for its faults alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scheduler.errors import Fault, InputError
from scheduler.loading import WorkspaceError, load


@dataclass(frozen=True)
class Validation:
    """All that is wrong or doubtful in a workspace."""

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def validate(workspace: Path) -> Validation:
    """Read a workspace and tell every fault at once."""
    try:
        return Validation((), load(workspace).warnings)
    except WorkspaceError as error:
        return Validation(error.faults, error.warnings)
    except InputError as error:
        return Validation(error.faults, ())
