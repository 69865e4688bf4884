"""Times a command with all its children: wall seconds, memory, and how idle the machine was."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import re
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

TICK_S = 0.05


@dataclass(frozen=True)
class Timed:
    """How a command went.

    Attributes
    ----------
    wall_s : float
        From the start of the process to its exit.
    peak_mib : float
        Most resident memory of the process and all its descendants at one time, seen every 50 ms.
    others_cores : float or None
        Cores that other processes kept busy meanwhile, on average; None where the system does not say.
    killed : bool
        Whether it had to be ended.
    """

    wall_s: float
    peak_mib: float
    others_cores: float | None
    code: int
    killed: bool
    errors: str


def tree_mb(pid: int) -> float:
    """Resident memory of a process and its descendants, in MiB; 0 where /proc is not there.

    A child that has not begun its own program yet still has its parent's memory and counts nothing;
    so would one that never does, which no solver here has.
    """
    total, pending = 0.0, [(pid, b"")]
    while pending:
        one, above = pending.pop()
        folder = Path(f"/proc/{one}")
        try:
            command = (folder / "cmdline").read_bytes()
            status = (folder / "status").read_text()
            # Each thread has its own list of children.
            lists = [(task / "children").read_text() for task in (folder / "task").iterdir()]
        except OSError:
            continue
        if command == above:
            continue
        kib = next((x.split()[1] for x in status.splitlines() if x.startswith("VmRSS")), "0")
        total += int(kib) / 1024
        pending.extend((int(c), command) for text in lists for c in text.split())
    return total


def busy_s() -> float | None:
    """Seconds that all cores were busy since the machine started."""
    try:
        user, nice, system, _, _, irq, soft = map(int, Path("/proc/stat").read_text().split()[1:8])
    except (OSError, ValueError):
        return None
    return (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK")


def own_s() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    return sum(one.ru_utime + one.ru_stime for one in map(
        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def timed(command: Sequence[str], cwd: Path, cores: int, kill_after_s: float) -> Timed:
    """Run a command on so many cores; it is ended when it takes longer than that."""
    def pin() -> None:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])

    busy, own, began, peak, killed = busy_s(), own_s(), time.perf_counter(), 0.0, False
    with tempfile.TemporaryFile() as errors:
        run = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=errors, preexec_fn=pin,
                               start_new_session=True)
        while run.poll() is None:
            peak = max(peak, tree_mb(run.pid))
            if not killed and time.perf_counter() - began > kill_after_s:
                killed = True
                os.killpg(run.pid, signal.SIGKILL)
            time.sleep(TICK_S)
        wall = time.perf_counter() - began
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    after = busy_s()
    others = None if busy is None or after is None else max(0.0, (after - busy - own_s() + own) / wall)
    return Timed(round(wall, 2), round(peak, 1), None if others is None else round(others, 2),
                 run.returncode, killed, said)


def machine() -> str:
    """Cores, processor and memory: no names, no places."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    model, memory = platform.processor() or platform.machine(), ""
    with contextlib.suppress(OSError):
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        model = found[1].strip() if found else model
        found = re.search(r"MemTotal:\s*(\d+) kB", Path("/proc/meminfo").read_text())
        memory = f", {int(found[1]) / 2**20:.0f} GiB" if found else ""
    return f"{cores} cores, {model}{memory}"


def versions(packages: Sequence[str]) -> dict[str, str]:
    """Versions of Python and of the packages that are there."""
    found = {"python": platform.python_version()}
    for name in packages:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def today() -> str:
    """The date in UTC."""
    return datetime.now(UTC).date().isoformat()
