"""The city of a working plan: files as they were when it began, and changes made since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from scheduler.board.incoming import as_csv, merged, read_events
from scheduler.board.own_files import keep_inside
from scheduler.domain.problem import Problem
from scheduler.errors import Fault
from scheduler.loading.busy_files import LIST
from scheduler.loading.faults import Ledger
from scheduler.loading.load import Loaded, judge
from scheduler.loading.sources import (
    EVENTS_CSV,
    EVENTS_XLSX,
    POLICY,
    VENUES,
    Sources,
    input_hash,
    read_sources,
)
from scheduler.loading.tables import Table

if TYPE_CHECKING:
    from scheduler.scenarios.script import Script

NAME = "edits"
"""What stands for the file of changes in messages."""

T = TypeVar("T")
Change = Mapping[str, Any]
"""A change of a scenario file: a map of one key."""

TITLES = {"title_zh": "排期板上的改动", "title_en": "Changes made on the board"}
"""Title of the changes where they stand for a scenario file."""

OF_EVENTS = frozenset({"add_event", "drop_event", "change_event", "book", "unbook"})
"""Changes of single events."""


@dataclass(frozen=True)
class City:
    """A workspace and numbered changes to it.

    Parameters
    ----------
    changes
        As in a scenario file, by the number under which each can be taken back.
    made
        Changes ever made; a number is never used again.
    imported
        Content of the table of events that replaced the one that the plan began with.
    began
        The sources that the plan began with, where another table replaced their events.
    calendars
        Content of the neighbours' calendars that changes add, by their names.
    before
        The problem before the last change; what is equal in both is the same object, by which
        a judge knows what it need not judge anew.
    """

    sources: Sources
    changes: Mapping[int, Change] = field(default_factory=dict)
    made: int = 0
    imported: bytes | None = None
    began: Sources | None = None
    calendars: Mapping[str, bytes] = field(default_factory=dict)
    before: Problem | None = field(default=None, compare=False, repr=False)

    def changed(self, *more: Change) -> City:
        """The city with further changes."""
        numbered = {self.made + i: change for i, change in enumerate(more, 1)}
        changes = {**self.changes, **numbered}
        return replace(self, changes=changes, made=self.made + len(more), before=self._latest)

    def without(self, number: int) -> City:
        """The city with a change taken back."""
        kept = {n: change for n, change in self.changes.items() if n != number}
        return replace(self, changes=kept, before=self._latest)

    def with_events(self, data: bytes, chosen: Collection[str] | None = None) -> City:
        """The city with another table of events, in place of all changes of single events.

        Parameters
        ----------
        chosen
            Events that are taken over from it, or dropped as it has them not; the others stay as
            they are. ``None`` for all.

        Raises
        ------
        InputError
            When it is no table, or has no such events.
        """
        name, table = read_events(data)
        if chosen is not None:
            table = merged(self.events, table, chosen)
            data = as_csv(table)
        began = self.began or self.sources
        hashed = input_hash([(began.input_hash, b""), (name, data)])
        sources = replace(self.sources, events=table, events_file=name, input_hash=hashed)
        kept = {n: c for n, c in self.changes.items() if OF_EVENTS.isdisjoint(c)}
        return replace(
            self, sources=sources, changes=kept, imported=data, began=began, before=self._latest
        )

    def with_calendars(self, calendars: Mapping[str, bytes]) -> City:
        """The city with calendars that changes may add; known ones stay as they are."""
        return replace(self, calendars={**calendars, **self.calendars}, before=self._latest)

    @property
    def events(self) -> Table:
        """Rows of the events as they stand, changed ones with their changes."""
        of_events = {n: c for n, c in self.changes.items() if not OF_EVENTS.isdisjoint(c)}
        table = self.sources.events
        if of_events:
            from scheduler.scenarios.apply import changed_sources

            alone = replace(self, changes=of_events)
            table = changed_sources(self.sources, alone.script).events
        assert table is not None  # a plan only begins with all files
        return table

    @property
    def script(self) -> Script:
        """The changes as a scenario."""
        from scheduler.scenarios.read import script_of

        content = {**TITLES, "changes": list(self.changes.values())}
        return script_of(content, NAME, calendars=self.calendars)

    @cached_property
    def loaded(self) -> Loaded:
        """The problem, and what is doubtful about it.

        Raises
        ------
        InputError
            When the changes make no sound city.
        """
        found = self._loaded()
        if self.before is None:
            return found
        return replace(found, problem=settled(found.problem, self.before))

    def _loaded(self) -> Loaded:
        if not self.changes:
            return judge(self.sources, Ledger())
        # Not at the top: most plans change nothing.
        from scheduler.scenarios.apply import changed

        made = changed(self.sources, self.script)
        return Loaded(made.problem, made.warnings)

    @property
    def _latest(self) -> Problem | None:
        """The problem, if it was asked for, which takes a while."""
        loaded: Loaded | None = self.__dict__.get("loaded")
        return self.before if loaded is None else loaded.problem

    @property
    def problem(self) -> Problem:
        """All that the plan is judged by."""
        return self.loaded.problem

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is doubtful about the city."""
        return self.loaded.warnings


def settled(new: Problem, old: Problem) -> Problem:
    """A problem with the events and venues of another one in place of its own equal ones."""
    events = tuple(_same(e, old.event_by_id.get(e.id)) for e in new.events)
    venues = tuple(_same(v, old.venue_by_id.get(v.id)) for v in new.venues)
    return replace(new, events=events, venues=venues, policy=_same(new.policy, old.policy))


def _same(new: T, old: T | None) -> T:
    return new if old is None or old != new else old


Files = Mapping[str, bytes]
"""A workspace's input files by their path inside it."""


def files_of(workspace: Path) -> dict[str, bytes]:
    """Read every input file of a workspace, which must be there.

    Raises
    ------
    InputError
        When one cannot be read, or is a link that leads out of the workspace.
    """
    ledger = Ledger()
    keep_inside(workspace, VENUES, EVENTS_CSV, EVENTS_XLSX, POLICY, LIST)
    sources = read_sources(workspace, ledger)
    ledger.raise_faults()
    names = [VENUES, sources.events_file, POLICY, *(n.name for n in sources.neighbours)]
    if sources.busy:
        names += [LIST, *(b.kept.file for b in sources.busy)]
    keep_inside(workspace, *names)
    return {name: (workspace / name).read_bytes() for name in names}


def sources_of(files: Files) -> Sources:
    """What files hold that were kept.

    Raises
    ------
    InputError
        When they cannot be read.
    """
    ledger = Ledger()
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        sources = read_sources(Path(folder), ledger)
    ledger.raise_faults()
    return sources
