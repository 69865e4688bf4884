"""Memory that solvers leave behind, given back between the steps of a search."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give what is no longer used back to the system.

    Solvers work in threads of their own, whose freed memory the C library keeps for each: of a
    hundred events a third of all, of a thousand gigabytes. Costs milliseconds to some seconds.
    """
    gc.collect()
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def settle() -> None:
    """Take what stands now out of what `give_back` looks through; once in a process.

    Mostly modules: going through them takes longer than to solve a small city, and one process
    solves many of those, in a sweep for instance.
    """
    gc.collect()
    gc.freeze()


@cache
def _trim() -> Callable[[int], int] | None:
    """The C library's function for it; ``None`` where it has none."""
    if sys.platform != "linux":
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found
