"""How much a process gives way to others when there are more of them than cores."""

from __future__ import annotations

import os
import sys

SOLVING = 15
"""Of a solve: a core that the server needs is its own but for a thirtieth, and a machine that
other programs keep busy for hours still lets a solve go on, which 19 would hardly do."""

DRAWING = 5
"""Of what somebody will soon ask for."""


def give_way(steps: int) -> None:
    """Have this process wait for those of usual priority.

    Parameters
    ----------
    steps
        Of niceness, 0 to 19; Windows knows one lower priority, which gives way in any case.
    """
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(steps)
