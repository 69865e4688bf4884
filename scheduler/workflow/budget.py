"""How a time limit is shared out: what comes after the search keeps its seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from scheduler.domain.problem import Problem

BASE_S, EVENT_S, HALL_S = 0.3, 0.006, 0.003
"""Writing everything and leaving: seconds at least, for each event and each hall."""

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
    def of(cls, problem: Problem, began: float, limit_s: float) -> Budget:
        """What the outputs of a problem take by its size."""
        halls = sum(len(v.halls) for v in problem.venues)
        writing = BASE_S + EVENT_S * len(problem.events) + HALL_S * halls
        explaining = min(EXPLAIN_MOST_S, EXPLAIN_SHARE * limit_s)
        share = min(1.0, MOST_SHARE * limit_s / (writing + explaining))
        return cls(began, limit_s, share * writing, share * explaining)

    @property
    def reserve_s(self) -> float:
        """Seconds that the search leaves."""
        return self.writing_s + self.explaining_s

    @property
    def left_to_explain(self) -> float:
        """Seconds from now until writing has to begin; what is kept for it even if that is late."""
        left = self.began + self.limit_s - self.writing_s - time.perf_counter()
        return max(self.explaining_s, left)
