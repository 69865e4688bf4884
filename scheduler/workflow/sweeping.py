"""Many scenarios of the plan that stands: on all cores or a cluster, resumable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler import replan
from scheduler.cores import usable_cores
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.answers import dumped
from scheduler.outputs.bundle import telling
from scheduler.outputs.files import replacing
from scheduler.outputs.sweep_table import write_table
from scheduler.scenarios.many import scenario_files
from scheduler.scenarios.read import read_city
from scheduler.search.clock import Stop
from scheduler.sweep.answer import row, sweep_answer
from scheduler.sweep.base import Base, Settings
from scheduler.sweep.cluster import WORKER_S, Cluster, Say
from scheduler.sweep.crew import Crew
from scheduler.sweep.figures import Figures, Result, figures
from scheduler.sweep.files import filed
from scheduler.sweep.grid import gridded
from scheduler.sweep.item import Item
from scheduler.sweep.kept import Kept
from scheduler.sweep.outcome import Outcome
from scheduler.sweep.sample import sampled
from scheduler.sweep.troubles import ClusterLost
from scheduler.workflow.apart import attended
from scheduler.workflow.standing import Stands

TABLE, ANSWER = "results.parquet", "sweep.json"

OnDone = Callable[[int, int], None]


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
class Swept:
    """Results in the scenarios' order, the figures, and the files written.

    Parameters
    ----------
    lost
        Why it ended early, when that was not asked for.
    """

    stands: Stands
    results: tuple[Result, ...]
    figures: Figures
    files: tuple[Path, ...]
    lost: Text | None = None

    @property
    def pending(self) -> int:
        """Scenarios that are left for another run."""
        return sum(r.outcome is None for r in self.results)


def sweep(
    workspace: Path, stands: Stands, out: Path, asked: Asked, stop: Stop,
    tell: OnDone = lambda done, total: None,
    say: Say = lambda text: None,
) -> Swept:  # fmt: skip
    """Solve all scenarios near the standing plan that earlier runs have not.

    Parameters
    ----------
    say
        Told what a cluster waits for.

    Raises
    ------
    UsageError
        When there is nothing to sweep, the folder holds results of other inputs, or the cluster
        cannot be used.
    """
    if not stands.judged.ok:
        raise UsageError(
            Text(
                "现行方案违反硬规则，无从比较；请先用 scheduler repair 修复。",
                "The standing plan breaks hard rules; use scheduler repair first.",
            )
        )
    sources, loaded = read_city(workspace)
    items = _items(workspace, loaded.problem, asked)
    plan = replan.standing(loaded.problem, stands.plan)
    events = frozenset(loaded.problem.event_by_id)
    base = Base(sources, plan, events, stands.judged.cost, asked.settings)
    lost: Text | None = None
    with telling(out):
        kept = Kept(out, base.identity, asked.again)
    with kept:
        try:
            _solve(base, items, kept, asked, stop, tell, say)
        except ClusterLost as error:
            lost = error.message
        results = tuple(Result(i, kept.found.get(i.key), base.cost) for i in items)
        counted = figures(results)
        with telling(out):
            files = _written(out, stands, results, counted)
    return Swept(stands, results, counted, files, lost)


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


def _solve(
    base: Base, items: Sequence[Item], kept: Kept, asked: Asked, stop: Stop, tell: OnDone, say: Say
) -> None:
    """Solve what is not there yet, and keep each result at once."""
    ahead = [i for i in items if i.key not in kept.found or not kept.found[i.key].settled]
    done = len(items) - len(ahead)
    tell(done, len(items))
    if not ahead or stop.said:
        return
    with _solving(base, ahead, asked, stop, say) as outcomes:
        for outcome in outcomes:
            with telling(kept.path):
                kept.add(outcome)
            done += 1
            tell(done, len(items))


@contextmanager
def _solving(
    base: Base, ahead: Sequence[Item], asked: Asked, stop: Stop, say: Say
) -> Iterator[Iterable[Outcome]]:
    packed = base.packed()
    if asked.cluster:
        with Cluster(asked.cluster, packed, asked.worker_s, say) as cluster:
            yield cluster.outcomes(ahead, stop)
        return
    count = min(len(ahead), asked.workers or usable_cores())
    with Crew(count, packed, attended) as crew:
        yield crew.outcomes(ahead, stop)


def _written(
    out: Path, stands: Stands, results: Sequence[Result], counted: Figures
) -> tuple[Path, ...]:
    table = write_table(out / TABLE, [row(r) for r in results if r.outcome])
    with replacing(out / ANSWER) as part:
        part.write_text(dumped(_answer(stands, results, counted)), encoding="utf-8")
    return table, out / ANSWER


def _answer(stands: Stands, results: Sequence[Result], counted: Figures) -> dict[str, Any]:
    plan = stands.source.as_posix() if stands.source else None
    return sweep_answer(plan, stands.judged.cost, results, counted)


def swept_answer(found: Swept) -> dict[str, Any]:
    """What ``sweep`` says."""
    return _answer(found.stands, found.results, found.figures)
