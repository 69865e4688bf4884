"""How many cores there are to work on."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Cores that this process may use, which ``taskset`` or a container may make fewer."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    # Python 3.13 knows of the same on other systems.
    count = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1
