"""What a working plan begins from, and how that is kept."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scheduler.board.city import City, Files, sources_of
from scheduler.board.state import Board
from scheduler.domain.plan import Placement
from scheduler.domain.problem import Problem
from scheduler.domain.span import day_of, iso

Json = dict[str, Any]


@dataclass(frozen=True)
class Start:
    """Input files, placements, locks, and changes of the city by their numbers.

    Parameters
    ----------
    imported
        Content of a table that replaced the files' events.
    calendars
        Content of calendars that changes add.
    """

    files: Files
    places: tuple[Placement, ...] = ()
    locks: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[int, Any] = field(default_factory=dict)
    made: int = 0
    imported: bytes | None = None
    calendars: Files = field(default_factory=dict)

    @classmethod
    def of(cls, files: Files, board: Board) -> Start:
        """A plan that begins where another one stands."""
        city = board.city
        places = tuple(board.places.values())
        return cls(files, places, board.locks, city.changes, city.made, city.imported,
                   city.calendars)  # fmt: skip

    def board(self) -> Board:
        """The board at the beginning."""
        city = City(sources_of(self.files))
        if self.imported is not None:
            city = city.with_events(self.imported)
        calendars = dict(self.calendars)
        city = replace(city, changes=dict(self.changes), made=self.made, calendars=calendars)
        return Board(city, {p.event_id: p for p in self.places}, dict(self.locks))

    def kept(self) -> Json:
        """All of it for JSON."""
        return {
            "files": coded(self.files),
            "places": [place_kept(p) for p in self.places],
            "locks": dict(self.locks),
            "changes": [[number, change] for number, change in self.changes.items()],
            "made": self.made,
            "imported": self.imported and b64encode(self.imported).decode(),
            "calendars": coded(self.calendars),
        }

    @classmethod
    def read(cls, said: Json) -> Start:
        """A start that was written by `kept`."""
        files, calendars = decoded(said["files"]), decoded(said.get("calendars", {}))
        changes = {int(number): change for number, change in said["changes"]}
        places = tuple(places_of(said["places"]))
        # Plans begun by older versions do not say it.
        imported = said.get("imported")
        table = b64decode(imported) if imported else None
        return cls(files, places, said["locks"], changes, said["made"], table, calendars)


def coded(files: Files) -> Json:
    """Files as JSON can hold them."""
    return {name: b64encode(data).decode() for name, data in files.items()}


def decoded(said: Mapping[str, str]) -> dict[str, bytes]:
    """Files that were written by `coded`."""
    return {name: b64decode(data) for name, data in said.items()}


def booked(problem: Problem) -> dict[str, str]:
    """Locks to begin with: bookings that stand, with their halls where those are booked."""
    return {
        e.id: "both" if e.booked_halls else "dates"
        for e in problem.events if e.booked_start is not None
    }  # fmt: skip


def place_kept(placement: Placement) -> Json:
    """A placement as edits and plan.json have it."""
    return {
        "event_id": placement.event_id, "venue_id": placement.venue_id,
        "hall_ids": list(placement.hall_ids), "show_first": iso(placement.show_first),
    }  # fmt: skip


def places_of(rows: Iterable[Mapping[str, Any]]) -> Iterable[Placement]:
    """Placements of rows with at least these four columns."""
    for row in rows:
        halls, first = tuple(row["hall_ids"]), day_of(row["show_first"])
        yield Placement(row["event_id"], row["venue_id"], halls, first)
