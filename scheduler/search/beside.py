"""Work that goes on while something else is solved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event


@contextmanager
def beside(work: Callable[[Callable[[], bool]], None]) -> Iterator[None]:
    """Do some work in another thread until the block is over; what it raises is raised here.

    Solvers give up the interpreter's lock, so both go on; the block must leave alone what the
    work changes.

    Parameters
    ----------
    work
        Gets a function that says whether the block still goes on.
    """
    over = Event()
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work, lambda: not over.is_set())
        try:
            yield
        finally:
            over.set()
            working.result()
