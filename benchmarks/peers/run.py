"""What every peer is given and gives back: a world, a clock, a trace, and a plan.csv.

Seconds count from the start of the process, loading included, and the limit is meant with writing.
"""

from __future__ import annotations

import csv
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers.world import Way, World

Places = dict[int, tuple[Way, int]]
"""Way and start of each placed event."""

RESERVE_S = 0.5
"""Seconds kept for writing."""


class NoPeer(Exception):
    """This peer cannot run here; the message says exactly why."""


@dataclass
class Run:
    """One run of a peer.

    Parameters
    ----------
    world : World
        The city.
    began : float
        When the process started, in seconds of the epoch.
    limit_s : float
        Seconds from then until everything must be written.
    threads, seed : int
        What a peer may use; a peer of one thread uses one.

    Attributes
    ----------
    trace : list of (float, int or None, int or None)
        Seconds, cost of the best legal plan, proven bound.
    status : str
        ``optimal`` only if the peer's own solver proved it.
    versions : dict of str
        Of what only this peer uses.
    """

    world: World
    began: float
    limit_s: float
    threads: int = 2
    seed: int = 1
    trace: list[tuple[float, int | None, int | None]] = field(default_factory=list)
    places: Places | None = None
    status: str = "unknown"
    note: str = ""
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Seconds since the process started."""
        return time.time() - self.began

    @property
    def left(self) -> float:
        """Seconds left for the search."""
        return self.limit_s - RESERVE_S - self.seconds

    @property
    def best(self) -> int | None:
        """Cost of the best plan so far."""
        return self.trace[-1][1] if self.trace else None

    def tell(self, cost: int | None, bound: int | None = None) -> None:
        """Note where the search stands; nothing is noted twice."""
        if not self.trace or self.trace[-1][1:] != (cost, bound):
            self.trace.append((round(self.seconds, 2), cost, bound))

    def take(self, places: Places, cost: int, bound: int | None = None) -> None:
        """A better plan."""
        self.places, self.status = places, "feasible"
        self.tell(cost, bound)

    def write(self, out: Path) -> None:
        """Write plan.csv, if there is a plan, and trace.json."""
        out.mkdir(parents=True, exist_ok=True)
        if self.places is not None:
            write_plan(out / "plan.csv", self.world, self.places)
        said = {"status": self.status, "note": self.note, "trace": self.trace, "versions": self.versions}
        (out / "trace.json").write_text(json.dumps(said) + "\n", encoding="utf-8")


def write_plan(path: Path, world: World, places: Places) -> None:
    """Write the four columns that make a plan, in the contract's order of rows."""
    rows = []
    for e, (way, start) in places.items():
        first = world.first.fromordinal(world.first.toordinal() + start)
        ids = ";".join(world.halls[h].id for h in way.halls)
        rows.append((first.isoformat(), world.events[e].id, world.venues[way.venue].id, ids))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("event_id", "venue_id", "hall_ids", "show_first"))
        table.writerows((name, venue, ids, first) for first, name, venue, ids in sorted(rows))
