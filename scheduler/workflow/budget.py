"""How a time limit is shared out: what comes after the search keeps its seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from scheduler.domain.problem import Problem

BASE_S, EVENT_S, HALL_S = 0.3, 0.002, 0.0013
"""Writing everything and leaving: seconds at least, for each event and each hall, as measured
from 100 to 3,000 events."""

LOAD_S, LOAD_EVENT_S = 0.8, 0.0003
"""Starting and loading on the same machine: seconds at least, and for each event."""

AMPLE, SLOWEST = 1.3, 3.0
"""Times what writing takes that is kept where loading took no longer than there, and at most."""

EXPLAIN_SHARE, EXPLAIN_MOST_S = 0.02, 10.0
"""Share of the limit that telling why events are left out may take, and its most seconds."""

MOST_SHARE = 0.5
"""Share of the limit that the search has at least."""


@dataclass(frozen=True)
class Budget:
    """Deadlines of one solve.

    Parameters
    ----------
    began
        Reading of ``time.perf_counter`` that the limit counts from.
    writing_s, explaining_s
        Seconds kept for the outputs, and before that for the explanations.
    """

    began: float
    limit_s: float
    writing_s: float
    explaining_s: float

    @classmethod
    def of(
        cls, problem: Problem, began: float, limit_s: float, load_s: float | None = None
    ) -> Budget:
        """What the outputs of a problem take by its size, and by how slow the machine is now.

        Parameters
        ----------
        load_s
            Seconds from the start until all was loaded, which tell that; ``None`` is not known,
            for which the most is kept.
        """
        halls = sum(len(v.halls) for v in problem.venues)
        usual = BASE_S + EVENT_S * len(problem.events) + HALL_S * halls
        writing = _slowness(len(problem.events), load_s) * usual
        explaining = min(EXPLAIN_MOST_S, EXPLAIN_SHARE * limit_s)
        most = MOST_SHARE * limit_s
        share = min(1.0, most / (writing + explaining))
        writing *= share
        return cls(began, limit_s, writing, min(share * explaining, most - writing))

    @property
    def reserve_s(self) -> float:
        """Seconds that the search leaves."""
        return self.writing_s + self.explaining_s

    @property
    def left_to_explain(self) -> float:
        """Seconds from now until writing has to begin; what is kept for it even if that is late."""
        left = self.began + self.limit_s - self.writing_s - time.perf_counter()
        return max(self.explaining_s, left)


def _slowness(events: int, load_s: float | None) -> float:
    """Times what writing usually takes that is to be kept for it."""
    if load_s is None:
        return SLOWEST
    times = load_s / (LOAD_S + LOAD_EVENT_S * events)
    return min(SLOWEST, AMPLE * max(1.0, times))
