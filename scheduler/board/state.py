"""A working plan at one moment, and how it came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

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
class Timeline:
    """A board with the steps before it, and those that were undone.

    Parameters
    ----------
    version
        Entries of the ledger that led here; undoing is an entry, too.
    past, future
        Boards that can be gone back to, nearest last.
    """

    board: Board
    version: int = 0
    past: tuple[Board, ...] = ()
    future: tuple[Board, ...] = ()

    def edited(self, board: Board) -> Timeline:
        """After a further step; what was undone is gone."""
        return Timeline(board, self.version + 1, (*self.past, self.board)[-KEPT:])

    def undone(self) -> Timeline:
        """One step back; there must be one."""
        board, past = self.past[-1], self.past[:-1]
        return Timeline(board, self.version + 1, past, (*self.future, self.board))

    def redone(self) -> Timeline:
        """One step forward again; there must be one."""
        board, future = self.future[-1], self.future[:-1]
        return Timeline(board, self.version + 1, (*self.past, self.board), future)

    def renamed(self) -> Timeline:
        """The same board under another title, which is told in a list and not here."""
        return replace(self, version=self.version + 1)
