"""One measured run: kept as JSON, so that a long table can be made in pieces.

A result is found again by instance, peer, limit, threads and seed; it is never overwritten unless
asked. Whatever a solver says of its plan, the cost is the independent checker's.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.family import ROOT, Instance
from benchmarks.measure import Timed, machine, timed, today, versions
from benchmarks.peer import PEERS
from benchmarks.validate import score

OURS = "scheduler"
SOLVERS = (OURS, *PEERS)
PACKAGES = {OURS: ("convention-scheduler", "ortools"), "interval": ("ortools",), "mip": ("ortools",)}
NO_PEER = 4  # exit status of peer.py where a peer cannot run
Step = tuple[float, int | None, int | None]


class Skipped(Exception):
    """A peer that cannot run here; the message tells why."""


@dataclass(frozen=True)
class Result:
    """One run.

    Attributes
    ----------
    status : str
        ``optimal``, ``feasible``, ``infeasible`` or ``unknown``, as the solver says; ``illegal`` when the
        checker finds a broken rule, ``killed`` when it did not come to an end.
    cost, bound : int or None
        The checker's cost of the plan; the solver's bound.
    trace : list of (float, int or None, int or None)
        Seconds from the start, cost of the best plan, proven bound, as the solver tells them.
    bound_origin : str or None
        What proved the bound, where the solver says so (ours does, in the certificate).
    """

    instance: str
    events: int
    solver: str
    limit_s: float
    threads: int
    seed: int
    status: str
    cost: int | None
    bound: int | None
    wall_s: float
    peak_mib: float
    others_cores: float | None
    note: str
    trace: tuple[Step, ...]
    machine: str
    versions: dict[str, str]
    date: str
    sha256: str
    bound_origin: str | None = None

    @property
    def peak_mb(self) -> float:
        """Most memory in MB of 10^6 bytes."""
        return self.peak_mib * 1.048576

    @property
    def gap(self) -> float | None:
        """Relative gap between its own cost and bound."""
        if self.cost is None or self.bound is None:
            return None
        return (self.cost - self.bound) / max(1, abs(self.cost))

    @property
    def first_s(self) -> float | None:
        """Seconds until the first legal plan."""
        return next((s for s, cost, _ in self.trace if cost is not None), None) if self.cost is not None else None

    def covers(self, seconds: float) -> bool:
        """Whether it says anything of what stands after so many seconds: it lasted so long, or was done before."""
        return seconds <= self.limit_s or self.wall_s <= 0.9 * self.limit_s

    def at(self, seconds: float) -> tuple[int | None, int | None]:
        """Cost and bound after so many seconds; none where the run was not meant to last so long."""
        if self.cost is None or not self.covers(seconds):
            return None, None
        costs = [cost for s, cost, _ in self.trace if s <= seconds and cost is not None]
        bounds = [bound for s, _, bound in self.trace if s <= seconds and bound is not None]
        return min(costs, default=None), max(bounds, default=None)


def path_of(folder: Path, instance: str, solver: str, limit: float, threads: int, seed: int) -> Path:
    """File of a result."""
    return folder / instance / f"{solver}-{limit:g}s-{threads}t-seed{seed}.json"


def read_result(path: Path) -> Result:
    """Read a result back."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Result(**raw | {"trace": tuple(tuple(step) for step in raw["trace"])})


def write_result(path: Path, result: Result) -> None:
    """Keep a result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def command_of(solver: str, workspace: Path, out: Path, limit: float, threads: int, seed: int, python: str) -> list[str]:
    """Command line of a run."""
    if solver == OURS:
        return [sys.executable, "-m", "scheduler", "-w", str(workspace), "solve", "-o", str(out), "--time-limit",
                f"{limit:g}", "--workers", str(threads), "--seed", str(seed)]
    script = str(Path(__file__).with_name("peer.py"))
    return [python, script, solver, str(workspace), "-o", str(out), "--limit", f"{limit:g}", "--threads", str(threads),
            "--seed", str(seed)]


def run(instance: Instance, workspace: Path, solver: str, limit: float, threads: int = 2, seed: int = 1,
        python: str = sys.executable) -> Result:
    """Run a solver on an instance's files and judge what it leaves.

    Raises
    ------
    Skipped
        When the peer cannot run here.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = command_of(solver, workspace.resolve(), out, limit, threads, seed, python)
        went = timed(command, ROOT, threads, 1.5 * limit + 60)
        last = (went.errors.strip().splitlines() or ["it says nothing"])[-1]
        if solver != OURS and went.code == NO_PEER:
            raise Skipped(last)
        said = read_ours(out, went) if solver == OURS else read_peer(out)
        if solver != OURS and went.code > 0 and not (out / "trace.json").exists():
            said["note"] = f"ended with an error: {last}"
        judged = score(workspace, out / "plan.csv") if (out / "plan.csv").exists() else None
    return judge(instance, solver, went, said, judged, {"limit_s": limit, "threads": threads, "seed": seed})


def read_ours(out: Path, went: Timed) -> dict[str, Any]:
    """Status, bound with its origin, and trace of our plan.json; without a trace there, what stood at the end."""
    document: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):
        document = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    trace = document.get("trace") or (document.get("timings") or {}).get("trace")
    trace = trace or [[went.wall_s, document.get("cost"), document.get("bound")]]
    return {"status": document.get("status", "unknown"), "bound": document.get("bound"), "trace": trace, "note": "",
            "bound_origin": (document.get("certificate") or {}).get("bound_origin")}


def read_peer(out: Path) -> dict[str, Any]:
    """Status, bound and trace that a peer wrote."""
    said: dict[str, Any] = {"status": "unknown", "trace": [], "note": ""}
    with contextlib.suppress(OSError, ValueError):
        said |= json.loads((out / "trace.json").read_text(encoding="utf-8"))
    bounds = [bound for _, _, bound in said["trace"] if bound is not None]
    return said | {"bound": max(bounds, default=None)}


def judge(instance: Instance, solver: str, went: Timed, said: dict[str, Any], judged: dict[str, Any] | None,
          asked: dict[str, Any]) -> Result:
    """The result: what was said, corrected by the checker."""
    status, notes, cost = said["status"], [said["note"]] if said["note"] else [], None
    if judged is not None and judged["legal"]:
        cost = judged["cost"]
        told = [c for _, c, _ in said["trace"] if c is not None]
        if told and told[-1] < cost:
            notes.append(f"SAID {told[-1]} points, the checker counts {cost}")
        elif told and told[-1] > cost:  # a solution of the model may pay for more than it uses
            said["trace"].append([went.wall_s, cost, said["bound"]])
        if said["bound"] is not None and said["bound"] > cost:
            notes.append(f"WRONG BOUND {said['bound']}")
    elif judged is not None:
        status = "illegal"
        notes.append("; ".join(judged["broken"][:2]))
    if went.killed:
        status, cost = "killed", None
        notes.append(f"ended after {went.wall_s:.0f} s")
    elif went.code not in (0, 1, 3):
        notes.append((went.errors.strip().splitlines() or [f"exit status {went.code}"])[-1])
    if (went.others_cores or 0) > 0.1:
        notes.append(f"others took {went.others_cores} cores")
    return Result(
        instance=instance.name, events=int(instance.events), solver=solver, **asked, status=status, cost=cost,
        bound=said["bound"], wall_s=went.wall_s, peak_mib=went.peak_mib, others_cores=went.others_cores,
        note="; ".join(notes), trace=tuple((s, c, b) for s, c, b in said["trace"]), machine=machine(),
        versions=versions(PACKAGES.get(solver, ())) | said.get("versions", {}), date=today(), sha256=instance.sha256,
        bound_origin=said.get("bound_origin"))
