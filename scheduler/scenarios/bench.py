"""The files of a workspace on the bench, while a scenario changes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading.faults import nearest, with_guess
from scheduler.loading.sources import Sources
from scheduler.loading.tables import Row, Table
from scheduler.scenarios.script import Origin
from scheduler.scenarios.tree import Tree

NO_VENUE = Text("没有此场馆", "is no venue's id")
NO_HALL = Text("该场馆没有此展厅", "is no hall of this venue")
NO_EVENT = Text("没有此 id 的活动", "is no event's id")


class Bench:
    """Sources being edited; `cells` tells where each new cell of the event table was written.

    Attributes
    ----------
    calendars
        Those that have been read, by name; the policy lists those that count.
    added, dropped
        Events by id, with the places that add or drop them.
    faults, doubts
        Of changes, besides those that judging what they make will find.
    """

    def __init__(self, sources: Sources) -> None:
        # A scenario is asked of a sound workspace, so that all files are there.
        assert sources.venues and sources.policy and sources.events
        self.sources = sources
        self.venues, self.policy = Tree(sources.venues), Tree(sources.policy)
        self.columns = dict.fromkeys(sources.events.columns)
        self.rows = {row.cells["id"]: row for row in sources.events.rows}
        self.next_row = max((row.number for row in self.rows.values()), default=1) + 1
        self.calendars = {file.name: file for file in sources.neighbours}
        self.cells: dict[tuple[int, str], Origin] = {}
        self.added: dict[str, Origin] = {}
        self.dropped: dict[str, Origin] = {}
        self.faults: list[Fault] = []
        self.doubts: list[Fault] = []

    @property
    def listed(self) -> list[str]:
        """Names of the calendars that count."""
        node = self.policy.at(("neighbours", "files"))
        return [n for n in node if isinstance(n, str)] if isinstance(node, list) else []

    def refuse(self, origin: Origin, message: Text, value: object = None) -> None:
        """Note a fault of a change."""
        self.faults.append(origin.fault(message, value))

    def unknown(self, origin: Origin, message: Text, value: str, known: Iterable[str]) -> None:
        """Note an id that does not exist."""
        self.refuse(origin, with_guess(message, nearest(value, known)), value)

    def set_cells(self, row: Row, cells: dict[str, tuple[str, Origin]]) -> Row:
        """Change cells of a row; the new row comes back."""
        self.columns |= dict.fromkeys(cells)
        self.cells |= {(row.number, column): origin for column, (_, origin) in cells.items()}
        changed = row.cells | {column: text for column, (text, _) in cells.items()}
        return Row(row.number, changed)

    def edited(self, input_hash: str) -> Sources:
        """The sources as they are now."""
        table = Table(tuple(self.columns), tuple(self.rows.values()))
        return replace(
            self.sources,
            venues=self.venues.edited(),
            policy=self.policy.edited(),
            events=table,
            neighbours=tuple(self.calendars[n] for n in self.listed if n in self.calendars),
            input_hash=input_hash,
        )
