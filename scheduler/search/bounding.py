"""Bounds all that a better plan may use by a mixed-integer program over an outline."""

from __future__ import annotations

from scheduler.cpsat.hallwise import affordable, hallwise
from scheduler.cpsat.matrix import Mask
from scheduler.cpsat.model import Model
from scheduler.cpsat.relaxation import Relaxation
from scheduler.search.rounds import Rounds

LAST_S = 2.0
"""Seconds before the end at which the program is asked for what it has."""

MOST_ENTRIES = 4_000_000
"""Entries of an outline up to which the program has all of its rows: of a thousand events it would
take more memory than all else, and come to less in the same time."""


def bound(rounds: Rounds, model: Model, outline: Relaxation, origin: str) -> None:
    """Raise the bound by programs over what a better plan may use; search on meanwhile.

    Where all rows are too many, the first has those that were ever broken, some tenth, and the
    next has those, too, that the one before breaks, until none are or the time is over. Once
    that is solved, it is run again with halls told apart where they were short in an aim.

    Parameters
    ----------
    model, outline
        An outline of the whole city, and its relaxation.
    """
    best, asked = rounds.best, outline.program
    few = outline.matrix.rows.nnz <= MOST_ENTRIES
    areas: dict[str, Mask] = {}
    while not rounds.done:
        free = outline.could_be_in(best.most - 1)
        wide = hallwise(model, outline.matrix if few else asked.asked, free, areas)
        run = rounds.program(wide.matrix, wide.free, best.clock.left - LAST_S)
        rounds.meanwhile(run)
        # What it did not look at costs as much as the best plan or more; and that the plan is
        # best is not for a program in floating point to say.
        best.raise_bound(min(run.bound, best.most - 1), origin)
        if not run.proven or run.values is None:
            return
        if few or not asked.heed(run.values[: len(free)]):
            if areas:
                return
            areas = affordable(model, free, rounds.short.areas)
            if not areas:
                return
