"""A working plan is what follows from its start and the entries of its ledger."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.board.edits import done
from scheduler.board.state import Board, Timeline
from scheduler.domain.ledger import REDO, TITLE, UNDO, Entry


def grown(timeline: Timeline, entry: Entry) -> Timeline:
    """A timeline after an entry that was accepted before."""
    if entry.kind == UNDO:
        return timeline.undone()
    if entry.kind == REDO:
        return timeline.redone()
    if entry.kind == TITLE:
        return timeline.renamed()
    return timeline.edited(done(timeline.board, entry.edits, anew=False))


def replayed(start: Board, entries: Iterable[Entry]) -> Timeline:
    """What follows from a start and all entries since."""
    timeline = Timeline(start)
    for entry in entries:
        timeline = grown(timeline, entry)
    return timeline
