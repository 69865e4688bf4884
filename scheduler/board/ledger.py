"""A working plan is what follows from its start and the entries of its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from scheduler.board.edits import done
from scheduler.board.state import Board, Step, Timeline
from scheduler.domain.ledger import REDO, TITLE, UNDO, Entry


def grown(timeline: Timeline, entry: Entry) -> Timeline:
    """A timeline after an entry that was accepted before."""
    if entry.kind == UNDO:
        return undone(timeline, _named(entry), anew=False)
    if entry.kind == REDO:
        return redone(timeline, _named(entry), anew=False)
    if entry.kind == TITLE:
        return timeline.renamed()
    board = done(timeline.board, entry.edits, anew=False)
    return timeline.edited(board, entry.who, entry.edits)


def replayed(start: Board, entries: Iterable[Entry]) -> Timeline:
    """What follows from a start and all entries since."""
    timeline = Timeline(start)
    for entry in entries:
        timeline = grown(timeline, entry)
    return timeline


def own(steps: Sequence[Step], who: str) -> Step:
    """The nearest step of somebody; where nobody is asked for a name, everybody's.

    Raises
    ------
    IndexError
        When there is none.
    """
    return [step for step in steps if not who or step.who in (who, "")][-1]


def undone(timeline: Timeline, version: int | None = None, *, anew: bool = True) -> Timeline:
    """A step taken back, while those that others made after it stay done.

    Parameters
    ----------
    version
        Name of the step; ``None`` for the last.
    anew
        False for what was accepted before, which is not judged again.

    Raises
    ------
    InputError
        When later steps build on it.
    IndexError
        When there is no step.
    """
    at = _place(timeline.past, version)
    if at == len(timeline.past) - 1:
        return timeline.undone()
    step, later = timeline.past[at], timeline.past[at + 1 :]
    board, kept = _without(step, later[0]), [*timeline.past[:at]]
    for each in later:
        kept.append(replace(each, board=board))
        board = done(board, each.edits, anew=anew)
    # What was undone before knows the step that goes now, too.
    future = tuple(replace(s, board=None) for s in (*timeline.future, step))
    return Timeline(board, timeline.version + 1, tuple(kept), future)


def redone(timeline: Timeline, version: int | None = None, *, anew: bool = True) -> Timeline:
    """A step that was undone, done again.

    Raises
    ------
    InputError
        When that is not possible any more.
    IndexError
        When there is no step.
    """
    at = _place(timeline.future, version)
    step = timeline.future[at]
    rest = (*timeline.future[:at], *timeline.future[at + 1 :])
    if at < len(rest):
        step, rest = replace(step, board=None), tuple(replace(s, board=None) for s in rest)
    board = done(timeline.board, step.edits, anew=anew) if step.board is None else None
    return replace(timeline, future=(*rest, step)).redone(board)


def _place(steps: Sequence[Step], version: int | None) -> int:
    if version is None:
        return len(steps) - 1 if steps else _none()
    found = [i for i, step in enumerate(steps) if step.version == version]
    return found[-1] if found else _none()


def _none() -> int:
    raise IndexError


def _without(step: Step, following: Step) -> Board:
    """The board before a step, on which later changes of the city get the numbers they had."""
    assert step.board is not None
    assert following.board is not None
    before, after = step.board.city, following.board.city
    if before.made == after.made:
        return step.board
    return replace(step.board, city=replace(before, made=after.made))


def _named(entry: Entry) -> int | None:
    named: Any = entry.edits[0].get("step") if entry.edits else None
    return named if isinstance(named, int) else None
