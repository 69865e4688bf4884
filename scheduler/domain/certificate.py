"""What it takes to repeat a solve, and why its bound is to be believed."""

from __future__ import annotations

from dataclasses import dataclass

AGREES, NOT_FINISHED = "agrees", "not finished"


@dataclass(frozen=True)
class Confirmed:
    """A second opinion on a proof.

    Parameters
    ----------
    answer
        ``agrees``, or ``not finished`` when time ran out or somebody stopped it before.
    asked
        What had to have no solution, as ``cost <= 2240`` or ``any plan``.
    solver
        What was asked.
    seed, workers, presolve, strategies
        How CP-SAT was set up; no `strategies` are those it takes by itself.
    reused
        What it has in common with the first proof.
    """

    answer: str
    asked: str
    solver: str
    seed: int
    workers: int
    presolve: bool
    strategies: tuple[str, ...]
    reused: tuple[str, ...]


@dataclass(frozen=True)
class Certificate:
    """What a solve was told, and where its bound comes from.

    Parameters
    ----------
    workers
        Threads in force.
    certify
        Whether a second opinion was asked for.
    bound_origin
        What proved the bound; ``None`` without one.
    """

    time_limit_s: float
    gap: float
    seed: int
    workers: int
    certify: bool = False
    bound_origin: str | None = None
    confirmed: Confirmed | None = None
