"""Times the answers about a plan: repair, explain, options. Not run in CI.

python -m benchmarks.answers                    # Qingdao 2021, solved first
python -m benchmarks.answers WORKSPACE --plan out/plan.csv --seeds 5

Each figure is a whole command, from process start to exit. A row tells the answer, too, since a
fast answer that proves nothing is worth little.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))  # run as a script, only this folder is there

from benchmarks.faults import spoiled
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso
from scheduler.loading import load, read_plan


@dataclass(frozen=True)
class Timed:
    """One command, its seconds, exit status and JSON answer."""

    name: str
    seconds: float
    code: int
    answer: dict[str, Any]


def run(workspace: Path, name: str, *args: object) -> Timed:
    """Run a command as a person does."""
    command = [sys.executable, "-m", "scheduler", "-w", workspace, *args, "--format", "json"]
    began = time.perf_counter()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    seconds = time.perf_counter() - began
    answer = json.loads(done.stdout) if done.stdout else {}
    return Timed(name, seconds, done.returncode, answer)


def write_plan(path: Path, plan: Plan) -> None:
    """Write the columns that a plan needs."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["event_id", "venue_id", "hall_ids", "show_first"])
        for p in plan.placements:
            writer.writerow([p.event_id, p.venue_id, ";".join(p.hall_ids), iso(p.show_first)])


def repairs(workspace: Path, problem: Problem, plan: Plan, seeds: range) -> Iterator[Timed]:
    """`repair` after ten seeded faults each."""
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            path = Path(folder, f"faults-{seed}.csv")
            write_plan(path, spoiled(problem, plan, 10, seed))
            yield run(workspace, f"repair, ten faults, seed {seed}", "repair", path)


def questions(workspace: Path, problem: Problem, plan: Path, seeds: range) -> Iterator[Timed]:
    """`explain` of events at dates within their windows, and at any venue."""
    for seed in seeds:
        rng = random.Random(seed)
        event = rng.choice(problem.events)
        first = event.earliest or problem.horizon.start + event.move_in_days
        last = (event.latest or problem.horizon.last - event.move_out_days) - event.show_days + 1
        day, venue = iso(rng.randint(first, max(first, last))), rng.choice(problem.venues).id
        for args in ([], ["--on", day], ["--venue", venue]):
            name = " ".join(["explain", event.id, *args])
            yield run(workspace, name, "explain", event.id, "--plan", plan, *args)


def offers(workspace: Path, problem: Problem, plan: Path, seeds: range) -> Iterator[Timed]:
    """`options` of events, the free ones alone and all."""
    for seed in seeds:
        event = random.Random(seed).choice(problem.events)
        for args in (["--free-only"], []):
            name = " ".join(["options", event.id, *args])
            yield run(workspace, name, "options", event.id, "--plan", plan, *args)


def told(timed: Timed) -> str:
    """What the answer says, in a few words."""
    answer = timed.answer
    if "change_cost" in answer:
        return f"change {answer['change_cost']}, proven {answer['proven']}"
    if "options" in answer:
        free = [o for o in answer["options"] if not o["displaces"]]
        others = [o for o in answer["options"] if o["displaces"]]
        exact = sum(o["extra_cost"] == o["extra_cost_low"] for o in others)
        return f"{len(free)} free, {len(others)} others ({exact} proven)"
    cost = answer.get("extra_cost") or {}
    return f"{answer.get('answer')} {cost.get('low')}..{cost.get('high')}"


def main() -> None:
    """Run everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("workspace", type=Path, nargs="?", default=Path(__file__).parents[1])
    parser.add_argument("--plan", type=Path, help="a proven plan; solved for if not given")
    parser.add_argument("--seeds", type=int, default=4)
    options = parser.parse_args()
    workspace, seeds = options.workspace, range(1, options.seeds + 1)
    with tempfile.TemporaryDirectory() as folder:
        plan = options.plan
        if plan is None:
            run(workspace, "solve", "solve", "-o", folder)
            plan = Path(folder, "plan.csv")
        problem = load(workspace).problem
        rows = read_plan(plan, problem)
        print("| command | wall s | exit | answer |\n|---|---|---|---|", flush=True)
        for part in (
            repairs(workspace, problem, rows, seeds),
            questions(workspace, problem, plan, seeds),
            offers(workspace, problem, plan, seeds),
        ):
            for timed in part:
                print(f"| `{timed.name}` | {timed.seconds:.1f} | {timed.code} | {told(timed)} |",
                      flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
