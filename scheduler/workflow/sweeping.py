"""Many scenarios of the plan that stands: on all cores or a cluster, resumable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scheduler import replan
from scheduler.cores import usable_cores
from scheduler.domain.system_words import system_text
from scheduler.domain.text import Text
from scheduler.errors import SchedulerError, UsageError
from scheduler.outputs.answers import dumped
from scheduler.outputs.bundle import telling
from scheduler.outputs.files import replacing
from scheduler.outputs.sweep_table import write_table
from scheduler.outputs.tables import write_plan_csv
from scheduler.search.clock import Stop
from scheduler.sweep.answer import row, sweep_answer
from scheduler.sweep.base import Base
from scheduler.sweep.cluster import Cluster, Say
from scheduler.sweep.crew import Crew
from scheduler.sweep.figures import Figures, Result, figures
from scheduler.sweep.item import Item
from scheduler.sweep.kept import Kept, held, sync_folder
from scheduler.sweep.outcome import Outcome
from scheduler.sweep.troubles import ClusterLost
from scheduler.workflow.apart import attended
from scheduler.workflow.standing import Stands
from scheduler.workflow.sweep_ahead import STANDING, Ahead

TABLE, ANSWER = "results.parquet", "sweep.json"

OnDone = Callable[[int, int], None]


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


class NotBegun(UsageError):
    """Told to stop while the standing plan was solved for; there is nothing to go on from."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            Text(
                "求解现行方案时即被中断，测算尚未开始，未写任何文件；再次运行同一命令即重新求解。",
                "Stopped while the standing plan was solved for: the sweep has not begun, and "
                "nothing was written. The same command solves for it again.",
            )
        )


def sweep(
    ahead: Ahead, stands: Stands, stop: Stop,
    tell: OnDone = lambda done, total: None,
    say: Say = lambda text: None,
) -> Swept:  # fmt: skip
    """Solve all scenarios near the standing plan that earlier runs have not.

    A plan that was solved for just now is written first, for the next run.

    Parameters
    ----------
    say
        Told what a cluster waits for.

    Raises
    ------
    UsageError
        When the folder holds results of other inputs, or the cluster cannot be used.
    NotBegun
        When told to stop before there was a standing plan to begin with.
    """
    if stands.source is None and stop.said:
        raise NotBegun
    if not stands.judged.ok:
        raise UsageError(
            Text(
                "现行方案违反硬规则，无从比较；请先用 scheduler repair 修复。",
                "The standing plan breaks hard rules; use scheduler repair first.",
            )
        )
    out, base = ahead.out, _base(ahead, stands)
    # Whoever solves them is there before anything is written.
    with _solver(base, ahead, stop, say) as solver:
        with telling(out):
            kept = Kept(out, base.identity, ahead.asked.again)
        with kept:
            with telling(out):
                planned = _planned(out, stands)
            stands, lost = replace(stands, source=stands.source or planned[0]), None
            try:
                _solve(ahead.items, kept, solver, stop, tell)
            except (SchedulerError, OSError) as error:
                lost = _lost(error, kept)
            results = tuple(Result(i, kept.found.get(i.key), base.cost) for i in ahead.items)
            counted = figures(results)
            with telling(out):
                files = (*planned, *_written(out, stands, results, counted))
    return Swept(stands, results, counted, files, lost)


def _planned(out: Path, stands: Stands) -> tuple[Path, ...]:
    """Have a plan that was solved for just now on the disk before any result of it is."""
    if stands.source is not None:
        return ()
    with replacing(out / STANDING) as part:
        write_plan_csv(part, stands.judged)
        with part.open("r+b") as stream:
            os.fsync(stream.fileno())
    sync_folder(out)
    return (out / STANDING,)


def _base(ahead: Ahead, stands: Stands) -> Base:
    plan = replan.standing(ahead.problem, stands.plan)
    events = frozenset(ahead.problem.event_by_id)
    return Base(ahead.sources, plan, events, stands.judged.cost, ahead.asked.settings)


def _lost(error: SchedulerError | OSError, kept: Kept) -> Text:
    """Why it ended early; without a result, or a word for it, that is all there is to tell."""
    if isinstance(error, ClusterLost):
        return error.message
    if isinstance(error, UsageError) and kept.found:
        return error.message
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        why = system_text(error)
        return Text(
            f"系统不再提供计算进程（{why.zh}）；已完成的情景已保存。再次运行同一命令即从此处继续，"
            "可用 --workers 减少进程。",
            f"The system gives no process to solve with ({why.en}); finished scenarios are kept. "
            "Run the same command again to go on from here, perhaps with fewer --workers.",
        )
    raise error


def _settled(found: Mapping[str, Outcome], item: Item) -> bool:
    return item.key in found and found[item.key].settled


def _solve(
    items: Sequence[Item], kept: Kept, solver: Cluster | Crew | None, stop: Stop, tell: OnDone
) -> None:
    """Solve what is not there yet, and keep each result at once."""
    ahead = [i for i in items if not _settled(kept.found, i)]
    done = len(items) - len(ahead)
    tell(done, len(items))
    if not ahead or solver is None:
        return
    for outcome in solver.outcomes(ahead, stop):
        with telling(kept.path):
            kept.add(outcome)
        done += 1
        tell(done, len(items))


@contextmanager
def _solver(base: Base, ahead: Ahead, stop: Stop, say: Say) -> Iterator[Cluster | Crew | None]:
    """Whoever solves what is missing; nobody when nothing is, or when told to stop."""
    asked = ahead.asked
    with telling(ahead.out):
        there = held(ahead.out)
    same = not asked.again and there.head == base.identity
    left = [i for i in ahead.items if not (same and _settled(there.found, i))]
    if not left or stop.said:
        yield None
    elif asked.cluster:
        with Cluster(asked.cluster, base.packed(), asked.worker_s, say) as cluster:
            cluster.muster()
            yield cluster
    else:
        count = min(len(left), asked.workers or usable_cores())
        with Crew(count, base.packed(), attended) as crew:
            yield crew


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
