"""Work that goes on while something else is solved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock


@contextmanager
def beside(work: Callable[[Callable[[], bool]], None]) -> Iterator[Lock]:
    """Do some work in another thread until the block is over; what it raises is raised here.

    Solvers give up the interpreter's lock, so both go on; the block must leave alone what the
    work changes. Where the block is itself at work in Python, the two would only halve each
    other's speed: while it holds the lock that it gets, the work rests.

    Parameters
    ----------
    work
        Gets a function that says whether the block still goes on; it returns once the work may.
    """
    over, resting = Event(), Lock()

    def go_on() -> bool:
        with resting:
            return not over.is_set()

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work, go_on)
        try:
            yield resting
        finally:
            over.set()
            working.result()
