"""The model without its lets as a mixed-integer program, solved in a process of its own.

Its cutting planes close most of the gap that the linear relaxation leaves; halls are packed
afterwards. HiGHS, part of OR-Tools, does the work. A process of its own can be stopped at once,
whatever the solver is busy with, and leaves this one free to improve plans.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scheduler.cpsat.matrix import Ints, Mask, Matrix, part_of

LOG_LINE = re.compile(r"^\s[A-Za-z]?\s+\d+\s+\d+\s+\d+\s+\S+%\s+(\S+)\s")


@dataclass(frozen=True)
class MipOutcome:
    """What the program found.

    Attributes
    ----------
    values : array of int or None
        Best assignment of all variables; halls may still clash in it.
    bound : float
        No assignment of the part costs less; minus infinity when nothing was proven.
    proven : bool
        `values` is best, or there is no assignment at all.
    """

    values: Ints | None
    bound: float
    proven: bool


class MipRun:
    """A running program; `bound` follows the solver's log.

    Parameters
    ----------
    free
        Variables left; all others are zero.
    seconds
        Time limit of the solver's own; `stop` ends it sooner.
    """

    def __init__(self, matrix: Matrix, free: Mask, seconds: float, seed: int) -> None:
        self.bound = -np.inf
        self._matrix = matrix
        self._folder = tempfile.TemporaryDirectory(prefix="scheduler-")
        part = part_of(matrix, np.zeros(len(free), np.int64), free)
        self._kept = part.free
        folder = Path(self._folder.name)
        task, self._answer = folder / "task.npz", folder / "out.npz"
        np.savez(
            task,
            upper=matrix.upper[part.free],
            points=matrix.points[part.free],
            low=part.low,
            high=part.high,
            data=part.rows.data,
            indices=part.rows.indices,
            indptr=part.rows.indptr,
            constant=part.constant,
            broken=part.broken,
        )
        command = [sys.executable, "-m", "scheduler.cpsat.mip_process"]
        command += [str(task), str(self._answer), f"{max(0.5, seconds):.3f}", str(seed)]
        self._process = subprocess.Popen(
            command,
            # Never written to: it closes when this process dies, however it dies, and tells
            # the other to end.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            text=True,
            errors="replace",
            # A Ctrl-C on the terminal is for the main process, which then stops this one.
            start_new_session=sys.platform != "win32",
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            found = LOG_LINE.match(line)
            try:
                value = float(found.group(1)) if found else -np.inf
            except ValueError:
                continue
            if np.isfinite(value):
                self.bound = max(self.bound, value)

    @property
    def running(self) -> bool:
        """Whether the solver is still at work."""
        return self._process.poll() is None

    def outcome(self) -> MipOutcome:
        """What the finished (or stopped) solver found."""
        self.stop()
        if not self._answer.exists():
            return MipOutcome(None, self.bound, False)
        with np.load(self._answer) as answer:
            values = None
            if answer["values"].size:
                values = np.zeros(len(self._matrix.upper), np.int64)
                values[self._kept] = answer["values"]
            return MipOutcome(
                values, max(self.bound, float(answer["bound"])), bool(answer["proven"])
            )

    def stop(self) -> None:
        """End the solver if it still runs."""
        if self.running:
            self._process.terminate()
        self._process.wait()
        self._reader.join()
        if self._process.stdin is not None:
            self._process.stdin.close()

    def close(self) -> None:
        """Stop and remove all traces."""
        self.stop()
        self._folder.cleanup()

    def __enter__(self) -> MipRun:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
