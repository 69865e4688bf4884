"""The ledger of a working plan: what was done to it, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

EDIT, UNDO, REDO = "edit", "undo", "redo"


@dataclass(frozen=True)
class Entry:
    """One step.

    Parameters
    ----------
    version
        1 for the first.
    who
        Name of the account; blank where nobody is asked for one.
    kind
        ``edit``, ``undo`` or ``redo``; the latter two hold no edits, or one of the key ``step``:
        the version of the step, where that is not the nearest.
    """

    version: int
    when: datetime
    who: str
    kind: str
    edits: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class PlanHead:
    """A working plan in a list.

    Parameters
    ----------
    origin
        What it began from: ``file``, ``empty``, ``release:N`` or ``plan:ID``.
    version
        Entries of its ledger.
    changed
        When the last one was made.
    """

    id: int
    title: str
    origin: str
    who: str
    created: datetime
    version: int
    changed: datetime
