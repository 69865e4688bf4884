"""What all scenarios of a sweep share: the workspace, the standing plan, the limits."""

from __future__ import annotations

import hashlib
import json
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from scheduler import __version__
from scheduler.domain.plan import Plan
from scheduler.domain.span import Day, iso
from scheduler.loading.sources import Sources

EFFORT, GUARD_S = 30.0, 900.0
"""Deterministic seconds of a scenario, and wall seconds that only a machine in distress needs."""

SOLVERS = ("ortools", "numpy", "scipy")
"""Packages whose version may change what is found."""


@dataclass(frozen=True)
class Settings:
    """Limits and seed of each scenario.

    Parameters
    ----------
    effort
        Deterministic work of the solvers, so that a result does not depend on who computes it.
    guard_s
        Wall seconds after which a scenario ends whatever its effort; such a result says so.
    today
        Day on which each scenario becomes known; ``None`` when before the horizon.
    """

    seed: int = 1
    effort: float = EFFORT
    guard_s: float = GUARD_S
    today: Day | None = None


@dataclass(frozen=True)
class Base:
    """Read once, and sent to every worker: nothing of it is a path.

    Parameters
    ----------
    events
        Those of the city as it is.
    cost
        Points of the standing plan there.
    """

    sources: Sources
    plan: Plan
    events: frozenset[str]
    cost: int
    settings: Settings

    @property
    def identity(self) -> Mapping[str, str]:
        """What a result depends on besides its scenario, each as a hash or in words."""
        rows = sorted(
            [p.event_id, p.venue_id, sorted(p.hall_ids), p.show_first]
            for p in self.plan.placements
        )
        plan = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
        return identity_of(self.sources, plan, self.settings)

    def packed(self) -> bytes:
        """As bytes, for a worker."""
        return zlib.compress(pickle.dumps(self, protocol=5))

    @classmethod
    def unpacked(cls, data: bytes) -> Base:
        """From such bytes, of our own making."""
        found = pickle.loads(zlib.decompress(data))
        assert isinstance(found, Base)
        return found


def identity_of(sources: Sources, plan: str, settings: Settings) -> Mapping[str, str]:
    """The same of a plan by its hash."""
    known = settings.today
    limits = {"seed": settings.seed, "effort": settings.effort, "today": known and iso(known)}
    return {
        "inputs": sources.input_hash,
        "plan": plan,
        "settings": json.dumps(limits, sort_keys=True),
        "versions": json.dumps(versions(), sort_keys=True),
    }


def versions() -> dict[str, str]:
    """Our own version and the solvers'."""
    return {"scheduler": __version__} | {name: _version(name) for name in SOLVERS}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
