"""Why a working plan does not do what it is asked to."""

from __future__ import annotations

from scheduler.domain.ledger import Entry
from scheduler.domain.text import Text
from scheduler.errors import UsageError


class Missing(UsageError):
    """There is no such plan, release or file."""

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(message or Text("没有这个方案。", "There is no such plan."))


class Nothing(UsageError):
    """There is no step to undo or to do again."""

    def __init__(self) -> None:
        super().__init__(Text("您没有可以撤销或重做的步骤。", "You have no step to undo or redo."))


class Behind(UsageError):
    """An edit was made to an older version than the one that stands.

    Attributes
    ----------
    since : list of Entry
        What others did meanwhile.
    """

    def __init__(self, version: int, since: list[Entry]) -> None:
        super().__init__(
            Text("此方案已有新的改动，请先看过再改。",
                 "This plan was changed meanwhile; look at the changes, then edit again.")
        )  # fmt: skip
        self.version, self.since = version, since
