"""The error family: what each failure means and which exit status it gets.

Infeasible inputs are no error: they are a status of a solve, with reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import bidirectional, category

from scheduler.domain.text import Text

TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Bidirectional classes of the characters that turn the text after them."""


class SchedulerError(Exception):
    """Root of every error the product raises on purpose.

    Attributes
    ----------
    exit_code : int
        Exit status of the command that meets the error.
    """

    exit_code = 2


class UsageError(SchedulerError):
    """A command was asked for something that does not exist or cannot be combined."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True)
class Fault:
    """One thing wrong (or doubtful) in an input file.

    Parameters
    ----------
    file
        Path inside the workspace.
    row
        The spreadsheet's row (header = 1); ``None`` for YAML and calendars.
    column
        Column name, or the path inside a YAML file.
    value
        The offending value as it was read.
    message
        What was expected and what to do, in both languages.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: Text

    def line(self, lang: str) -> str:
        """One line for people: ``events.csv:14 move_in_days "-2" must be >= 0``."""
        where = self.file if self.row is None else f"{self.file}:{self.row}"
        parts = [where]
        if self.column:
            parts.append(self.column)
        if self.value is not None:
            shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
            parts.append(f'"{shown}"')
        # Names of files and keys are as much the input's as its values are.
        return visible(" ".join(parts) + " " + self.message.get(lang))


def visible(text: str) -> str:
    """`text` with control characters spelled out, which a terminal would obey.

    So are those that turn the direction of what follows, to the end of the line.
    """

    def obeyed(c: str) -> bool:
        return category(c) == "Cc" or bidirectional(c) in TURNING

    return "".join(c.encode("unicode_escape").decode() if obeyed(c) else c for c in text)


class InputError(SchedulerError):
    """Inputs that cannot be used; lists all faults at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f.line("en") for f in self.faults))


class AuditMismatch(SchedulerError):
    """The model and the audit disagree about a plan: a bug of ours, always loud."""

    exit_code = 70
