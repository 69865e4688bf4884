"""The ledger of a working plan: what was done to it, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

EDIT, UNDO, REDO, TITLE = "edit", "undo", "redo", "title"


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
        ``edit``, ``undo``, ``redo`` (these two hold no edits, or one of the key ``step``: the
        version of the step, where that is not the nearest), or ``title``, which holds the new one
        and is no step to be undone.
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
    title
        Blank for a plan that nobody has named.
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
