"""When this process began, so that a time limit counts what loading took."""

from __future__ import annotations

import os
import time
from pathlib import Path

INTERPRETER_S = 0.15
"""Seconds that the interpreter and the first imports take, where no system tells."""

LONGEST_S = 10.0
"""An older process was something else before (a shell that waited, say) and tells nothing."""


def process_began() -> float:
    """Reading of ``time.perf_counter`` at which the process began; an estimate outside Linux."""
    age = _age()
    known = age is not None and 0 <= age <= LONGEST_S
    return time.perf_counter() - (age if age is not None and known else INTERPRETER_S)


def _age() -> float | None:
    """Seconds since the process began, to hundredths; ``None`` where /proc does not say."""
    try:
        started = Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]
        up = Path("/proc/uptime").read_text().split()[0]
        return float(up) - int(started) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None
