"""What came of one scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from scheduler.domain.text import Text

FAILED = "failed"
"""Status of a scenario that was not solved at all, besides those of a solve."""

INPUT, LOST, BUG = "input", "lost", "bug"
"""Why: its file is wrong; whoever computed it went away twice; the program failed."""

AGAIN = (LOST, BUG)
"""Causes that the next run may find gone."""

TIMES = ("wall_s", "peak_mb", "tries")
"""Fields that tell of the computing and not of the scenario."""


@dataclass(frozen=True)
class Outcome:
    """The nearest plan of a scenario, or why there is none.

    Parameters
    ----------
    key
        Hash of the scenario.
    status
        One of a solve, or `FAILED`.
    cost, change
        Points of its plan in the changed city, and points for what moved.
    bound
        No plan has less of both together.
    moved, dropped, placed
        Events that stand elsewhere, no more, or only now; those that the scenario itself takes
        out or adds are none of them.
    late
        Whether wall time ended the search, so that another machine might find more.
    peak_mb
        Most memory of the worker up to then and of its solvers; 0 where no system tells.
    tries
        How often it was begun.
    """

    key: str
    name: str
    status: str
    cost: int | None = None
    change: int | None = None
    bound: int | None = None
    moved: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    late: bool = False
    cause: str = ""
    why_zh: str = ""
    why_en: str = ""
    wall_s: float = 0.0
    peak_mb: int = 0
    tries: int = 1

    @property
    def repaired(self) -> int | None:
        """Points of the plan, those for what moved included."""
        return None if self.cost is None or self.change is None else self.cost + self.change

    @property
    def settled(self) -> bool:
        """Whether solving it again would tell the same."""
        return self.cause not in AGAIN and not self.late

    def answer(self) -> dict[str, Any]:
        """As a line of a file."""
        return asdict(self)

    @classmethod
    def of(cls, data: object) -> Outcome:
        """From such a line; ``ValueError`` when it is none."""
        if not isinstance(data, Mapping) or set(data) != {f.name for f in fields(cls)}:
            raise ValueError("not an outcome")
        if not all(_fits(data[name], kinds) for name, kinds in KINDS.items()):
            raise ValueError("not an outcome")
        return cls(**{**data, **{name: tuple(data[name]) for name in LISTS}})


LISTS = ("moved", "dropped", "placed")

KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("key", "name", "status", "cause", "why_zh", "why_en"), (str,)),
    **dict.fromkeys(("cost", "change", "bound"), (int, type(None))),
    **dict.fromkeys(LISTS, (list, tuple)),
    "late": (bool,), "wall_s": (int, float), "peak_mb": (int,), "tries": (int,),
}  # fmt: skip
"""What the fields of a line hold."""


def _fits(value: object, kinds: tuple[type, ...]) -> bool:
    """Whether a field holds what it should; truth is no number."""
    if isinstance(value, (list, tuple)) and not all(isinstance(v, str) for v in value):
        return False
    return isinstance(value, kinds) and (not isinstance(value, bool) or kinds == (bool,))


def failed(key: str, name: str, cause: str, why: Text, tries: int = 1) -> Outcome:
    """A scenario that was not solved."""
    return Outcome(
        key, name, FAILED, cause=cause, why_zh=why.get("zh"), why_en=why.get("en"), tries=tries
    )
