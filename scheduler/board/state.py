"""A working plan at one moment, and how it came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from scheduler.board.city import City
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem

LOCKS = ("dates", "halls", "both")
"""What of an event a solve must not change."""

KEPT = 500
"""Steps that can be undone at most."""


@dataclass(frozen=True)
class Board:
    """A city, where its events stand, and what of that is locked.

    Parameters
    ----------
    places
        Placements by event, in the order in which they were made; other events are parked.
    locks
        ``dates``, ``halls`` or ``both`` by event.
    """

    city: City
    places: Mapping[str, Placement] = field(default_factory=dict)
    locks: Mapping[str, str] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """All that the plan is judged by."""
        return self.city.problem

    @property
    def plan(self) -> Plan:
        """The placements of events that the city has; others wait for theirs to come back."""
        known = self.problem.event_by_id
        return Plan(tuple(p for e, p in self.places.items() if e in known))

    def placed(self, placements: Iterable[Placement]) -> Board:
        """The board with events placed, anew if need be."""
        return replace(self, places={**self.places, **{p.event_id: p for p in placements}})

    def parked(self, event_ids: Iterable[str]) -> Board:
        """The board with events taken off it."""
        gone = set(event_ids)
        return replace(self, places={e: p for e, p in self.places.items() if e not in gone})

    def locked(self, event_id: str, what: str | None) -> Board:
        """The board with a lock set, or taken off by ``None``."""
        rest = {e: w for e, w in self.locks.items() if e != event_id}
        return replace(self, locks={**rest, event_id: what} if what else rest)


@dataclass(frozen=True)
class Step:
    """What somebody did at once.

    Parameters
    ----------
    board
        Of a step that stands the board before it; of one that was undone the board after it, or
        ``None`` when other steps were taken back since, so that it has to be done anew.
    version
        The version that it first led to: its name for good.
    """

    board: Board | None
    version: int = 0
    who: str = ""
    edits: tuple[Mapping[str, Any], ...] = ()


def whose(steps: Iterable[Step]) -> list[str]:
    """Who can take such steps back or do them again; a blank name is anybody."""
    return sorted({step.who for step in steps})


@dataclass(frozen=True)
class Timeline:
    """A board with the steps before it, and those that were undone.

    Parameters
    ----------
    version
        Entries of the ledger that led here; undoing is an entry, too.
    past, future
        Steps that can be undone, and done again, nearest last.
    """

    board: Board
    version: int = 0
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    def edited(
        self, board: Board, who: str = "", edits: Sequence[Mapping[str, Any]] = ()
    ) -> Timeline:
        """After a further step; what was undone is gone."""
        step = Step(self.board, self.version + 1, who, tuple(edits))
        return Timeline(board, self.version + 1, (*self.past, step)[-KEPT:])

    def undone(self) -> Timeline:
        """One step back; there must be one."""
        step, past = self.past[-1], self.past[:-1]
        assert step.board is not None
        future = (*self.future, replace(step, board=self.board))
        return Timeline(step.board, self.version + 1, past, future)

    def redone(self, board: Board | None = None) -> Timeline:
        """One step forward again; there must be one, and a board for one that lost its own."""
        step, future = self.future[-1], self.future[:-1]
        after = step.board or board
        assert after is not None
        past = (*self.past, replace(step, board=self.board))
        return Timeline(after, self.version + 1, past, future)

    def renamed(self) -> Timeline:
        """The same board under another title, which is told in a list and not here."""
        return replace(self, version=self.version + 1)
