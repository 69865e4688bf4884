"""Conflicts as they are told: what contradicts what, and what would end it."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.reason import Reason
from scheduler.domain.text import Text

Value = str | int | None | list["Value"] | dict[str, "Value"]
"""What a cell or a key of a YAML file may hold."""


@dataclass(frozen=True)
class Member:
    """A fact of a conflict, and where it is written.

    Parameters
    ----------
    file, row, column
        The spreadsheet's row (header = 1) and column, or ``None`` and the path in a YAML file; all
        ``None`` for what no file says.
    """

    reason: Reason
    file: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Edit:
    """One change of an input file.

    Parameters
    ----------
    id
        The event whose row it is; ``None`` in a YAML file.
    column
        Column of the row, or path in the YAML file; ``None`` to delete the row.
    """

    file: str
    id: str | None
    column: str | None
    value: Value


@dataclass(frozen=True)
class Remedy:
    """Changes of the inputs after which there is a plan, and their price in points."""

    price: int
    edits: tuple[Edit, ...]
    text: Text


@dataclass(frozen=True)
class Conflict:
    """A minimal set of facts without a plan.

    Parameters
    ----------
    counts
        Arithmetic that shows it, where counting is enough.
    remedies
        Cheapest first; each ends all conflicts, not this one alone.
    """

    members: tuple[Member, ...]
    counts: tuple[Reason, ...] = ()
    remedies: tuple[Remedy, ...] = ()
