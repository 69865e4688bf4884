"""Conflicts as they are told: what contradicts what, and what would end it."""

from __future__ import annotations

from collections.abc import Iterable
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

    @property
    def where(self) -> str:
        """File, row and column as faults have it; blank for what no file says."""
        if self.file is None:
            return ""
        row = "" if self.row is None else f":{self.row}"
        return f"{self.file}{row} {self.column}"


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

    @property
    def where(self) -> str:
        """File, event and column; without a column the whole row."""
        return " ".join(filter(None, (self.file, self.id, self.column)))

    @property
    def shown(self) -> str:
        """The value on one line; blank where a cell is emptied."""
        return _plain(self.value)


def _plain(value: Value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_plain(v)}" for k, v in value.items())
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Remedy:
    """Changes of the inputs after which there is a plan, and their price in points."""

    price: int
    edits: tuple[Edit, ...]
    text: Text

    @property
    def rank(self) -> tuple[int, int, str]:
        """Cheapest first, then those of fewer edits."""
        return self.price, len(self.edits), self.text.en


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

    @property
    def told(self) -> tuple[Member, ...]:
        """The facts, then the arithmetic, which no file says."""
        return (*self.members, *map(Member, self.counts))


def ways_out(conflicts: Iterable[Conflict]) -> tuple[Remedy, ...]:
    """The remedies of all conflicts, each once, cheapest first."""
    every = {repr(r.edits): r for c in conflicts for r in c.remedies}
    return tuple(sorted(every.values(), key=lambda r: r.rank))
