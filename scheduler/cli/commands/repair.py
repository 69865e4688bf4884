"""``repair``: the nearest plan that breaks no hard rule."""

from __future__ import annotations

from pathlib import Path

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.progress import progress
from scheduler.cli.screen import Screen
from scheduler.cli.show import (
    show_changes,
    show_conflict,
    show_faults,
    show_files,
    show_findings,
)
from scheduler.domain.solution import INFEASIBLE
from scheduler.outputs import bundle


@options.command("repair")
@options.plan
@options.out
@options.limits(60)
def command(
    screen: Screen,
    workspace: Path,
    plan: Path,
    out: Path | None,
    time_limit: float,
    seed: int,
    workers: int | None,
) -> int:
    """0 with a legal plan, 1 when none can exist, 3 when none was found in time."""
    if out:
        bundle.check_target(out)
    params = workflow.SolveParams(
        time_limit, seed=seed, workers=workers, began=screen.began
    )
    with workflow.interruptible(params.stop), progress(screen) as tell:
        found = workflow.repair(
            workspace, plan, params, tell, lambda warnings: show_faults(screen, (), warnings)
        )
    legal = found.found.audit is not None
    files = workflow.write_all(out, found.found, screen.lang) if out and legal else []
    screen.answer(workflow.repair_answer(found) | {"files": [str(f) for f in files]})
    _before(screen, found)
    if not legal:
        return _without_plan(screen, found)
    _told(screen, found)
    if files:
        show_files(screen, files)
    return 0


def _before(screen: Screen, found: workflow.Repaired) -> None:
    hard = found.before.hard
    screen.out(screen.say("found-broken" if hard else "found-sound", n=len(hard)))
    show_findings(screen, found.found.problem, hard)


def _without_plan(screen: Screen, found: workflow.Repaired) -> int:
    solution = found.found.solution
    stopped = screen.say("stopped") if solution.stopped else ""
    screen.out(screen.say("status", status=screen.say(solution.status)) + stopped)
    if solution.status != INFEASIBLE:
        return 3
    show_conflict(screen, found.found.problem, solution)
    return 1


def _told(screen: Screen, found: workflow.Repaired) -> None:
    n, cost = len(found.changes), found.change_cost or 0
    screen.out(screen.say("changes", n=n) if n else screen.say("unmoved"))
    show_changes(screen, found.found.problem, found.changes)
    near = screen.say("nearest", cost=f"{cost:,}")
    if not found.proven:
        low = "–" if found.bound is None else f"{found.bound:,}"
        near = screen.say("near", cost=f"{cost:,}", low=low)
    screen.out(near + (screen.say("stopped") if found.found.solution.stopped else ""))
