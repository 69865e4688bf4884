"""A small city with its plan, as sweeps begin with; the tiny one of the commands unless told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.cities import write_city
from scheduler.audit import audit
from scheduler.domain.problem import Problem
from scheduler.loading import read_any
from scheduler.scenarios.read import read_city
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from scheduler.sweep.base import Base, Settings
from scheduler.sweep.outcome import Outcome
from tests.cli.tiny import PLAN, city

LIMITS = Settings()


def tiny(folder: Path, settings: Settings = LIMITS) -> tuple[Base, Problem]:
    """The tiny city with a plan that is written down."""
    city(folder, **{"plan.csv": PLAN})
    sources, loaded = read_city(folder)
    plan = read_any(folder / "plan.csv", loaded.problem).plan
    cost = audit(loaded.problem, plan).cost
    events = frozenset(loaded.problem.event_by_id)
    return Base(sources, plan, events, cost, settings), loaded.problem


def busy(folder: Path, events: int = 16) -> tuple[Base, Problem]:
    """A city that takes half a second to plan."""
    write_city(folder, events=events, seed=1)
    sources, loaded = read_city(folder)
    found = solve(loaded.problem, SolveParams(60, workers=1, gap=0.5))
    assert found.plan is not None and found.cost is not None
    ids = frozenset(loaded.problem.event_by_id)
    return Base(sources, found.plan, ids, found.cost, Settings()), loaded.problem


def untimed(outcome: Outcome) -> Outcome:
    """All but what tells of the computing."""
    return replace(outcome, wall_s=0.0, peak_mb=0, tries=0)
