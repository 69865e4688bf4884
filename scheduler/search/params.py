"""What a solve may use, and what it tells while it runs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from scheduler.cores import usable_cores
from scheduler.domain.plan import Plan
from scheduler.search.clock import Stop


@dataclass(frozen=True)
class SolveParams:
    """Limits and seed of a solve.

    Parameters
    ----------
    time_limit_s
        Wall seconds for all from `began` on: loading, search, and what comes after it.
    reserve_s
        Seconds of the limit that the search leaves for what comes after it.
    began
        Reading of ``time.perf_counter`` that seconds count from; ``None`` is the call.
    certify
        Have an OPTIMAL proven again by a second configuration, in what is left of the time.
    stop
        Says when to end early.
    effort
        Deterministic seconds that the solvers may work, so that one worker finds the same plan
        and bound on any machine; `time_limit_s` then only guards against a machine too slow.
    gap
        Relative gap at which the search may stop; 0 is proven best.
    workers
        Search threads; ``None`` is one for each usable core, at most 8.
    start
        A plan to start from, legal or not: what of it is still possible is taken over.
    floor
        Points that no plan costs less than, as the caller has proven; ``None`` is not known.
    """

    time_limit_s: float = 600.0
    gap: float = 0.0
    seed: int = 1
    workers: int | None = None
    start: Plan | None = None
    floor: int | None = None
    reserve_s: float = 0.0
    began: float | None = None
    certify: bool = False
    effort: float = math.inf
    stop: Stop = field(default_factory=Stop, compare=False)

    @property
    def threads(self) -> int:
        """Search threads in force."""
        return self.workers or min(8, usable_cores())


@dataclass(frozen=True)
class Progress:
    """Where a running solve stands.

    Parameters
    ----------
    phase
        ``build`` or ``search``.
    best, bound
        Cost of the incumbent and the proven bound; ``None`` when there is none yet.
    seconds
        Since the solve began, or the process where that is known.
    """

    phase: str
    best: int | None
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """Relative gap."""
        if self.best is None or self.bound is None:
            return None
        return (self.best - self.bound) / max(1, abs(self.best))


OnProgress = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Tell nobody."""
