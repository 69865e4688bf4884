"""What a sweep is asked for, looked at before a plan may have to be solved for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.loading.reader import present
from scheduler.loading.sources import Sources
from scheduler.outputs.bundle import PLAN_CSV, telling
from scheduler.scenarios.many import scenario_files
from scheduler.scenarios.read import read_city
from scheduler.sweep.base import Settings, identity_of
from scheduler.sweep.cluster import WORKER_S, reach
from scheduler.sweep.files import filed
from scheduler.sweep.grid import gridded
from scheduler.sweep.item import Item
from scheduler.sweep.kept import held, refuse_other
from scheduler.sweep.sample import sampled
from scheduler.workflow.standing import OUT

STANDING = "standing.csv"
"""The plan that a sweep solved for itself, so that the same command goes on with it."""


@dataclass(frozen=True)
class Asked:
    """Which scenarios, and who solves them.

    Parameters
    ----------
    paths, grids, sample
        Files and folders; names of grids; how many random scenarios of the seed.
    workers
        Processes of this machine; ``None`` is one for each usable core.
    cluster
        Address of a Dask scheduler, in place of processes of this machine.
    again
        Forget what earlier runs finished.
    worker_s
        Seconds that a cluster may be without any worker.
    """

    paths: tuple[Path, ...] = ()
    grids: tuple[str, ...] = ()
    sample: int = 0
    settings: Settings = Settings()
    workers: int | None = None
    cluster: str | None = None
    again: bool = False
    worker_s: float = WORKER_S


@dataclass(frozen=True)
class Ahead:
    """A sweep that can begin as soon as a plan stands.

    Parameters
    ----------
    plan
        The plan's file; ``None`` when out/plan.csv is meant, or when one is to be solved for.
    """

    sources: Sources
    problem: Problem
    items: tuple[Item, ...]
    out: Path
    asked: Asked
    plan: Path | None


def sweep_ahead(workspace: Path, out: Path, plan: Path | None, asked: Asked) -> Ahead:
    """Read the city and all scenarios; without a plan, take the one that an earlier run found.

    Raises
    ------
    InputError
        With all faults of the city.
    UsageError
        When there is nothing to sweep; also, if a plan is still to be solved for, when the folder
        holds results of other inputs, or the cluster cannot be reached.
    """
    sources, loaded = read_city(workspace)
    items = tuple(_items(workspace, loaded.problem, asked))
    if plan is None and not present(workspace / OUT / PLAN_CSV):
        with telling(out):
            plan = _earlier(sources, out, asked)
        if plan is None and asked.cluster:
            reach(asked.cluster)
    return Ahead(sources, loaded.problem, items, out, asked, plan)


def _earlier(sources: Sources, out: Path, asked: Asked) -> Path | None:
    """The plan that results in the folder are of, which are refused when they are of another."""
    there, path = held(out), out / STANDING
    if asked.again or there.head is None:
        return None
    known = there.head if isinstance(there.head, dict) else {}
    plan = known.get("plan", "") if path.is_file() else ""
    if not there.bare:
        refuse_other(out, there.head, identity_of(sources, plan, asked.settings))
    return path if path.is_file() and known.get("inputs") == sources.input_hash else None


def _items(workspace: Path, problem: Problem, asked: Asked) -> list[Item]:
    files = scenario_files(asked.paths)
    for path in files:
        # What lies there and is no scenario fails by itself, without the others.
        if path.is_dir() or not os.path.lexists(path):
            raise UsageError(
                Text(f"“{path}”没有情景文件。", f'There is no scenario file at "{path}".')
            )
    items = list(filed(workspace, files))
    for grid in dict.fromkeys(asked.grids):
        items += gridded(problem, grid)
    items += sampled(problem, asked.settings.seed, asked.sample)
    if not items:
        raise UsageError(
            Text(
                "没有情景；请给出情景文件或文件夹，或用 --grid、--sample。",
                "There are no scenarios; name files or a folder, or use --grid or --sample.",
            )
        )
    return list({item.name: item for item in items}.values())
