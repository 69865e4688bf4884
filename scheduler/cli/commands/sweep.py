"""``sweep``: many scenarios side by side."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.progress import bar, progress
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_files
from scheduler.cli.standing import standing_plan
from scheduler.cli.sweep_show import show_sweep
from scheduler.domain.span import Day


@options.command("sweep")
@click.argument("scenarios", type=options.FILE, nargs=-1, metavar="SCENARIOS...")
@click.option("--grid", multiple=True, metavar="NAME")
@click.option("--sample", type=options.Number(0, 1_000_000, whole=True), default=0, metavar="N")
@options.standing
@click.option("--today", type=options.Date(), metavar="DATE")
@click.option("--effort", type=options.Number(0.001, 1_000_000), default=30.0, metavar="E")
@options.limits(900)
@click.option("--cluster", metavar="ADDRESS")
@click.option("--worker-timeout", type=options.Number(0, 1_000_000), default=600.0, metavar="S")
@options.out
@click.option("--again", is_flag=True)
@click.option("-n", "most", type=options.Number(1, 100_000, whole=True), default=10, metavar="N")
def command(
    screen: Screen,
    workspace: Path,
    scenarios: tuple[Path, ...],
    grid: tuple[str, ...],
    sample: int,
    plan: Path | None,
    today: Day | None,
    effort: float,
    time_limit: float,
    seed: int,
    workers: int | None,
    cluster: str | None,
    worker_timeout: float,
    out: Path | None,
    again: bool,
    most: int,
) -> int:
    """0 once all are answered, 3 when some are left for another run."""
    settings = workflow.Settings(seed, effort, time_limit, today)
    asked = workflow.Asked(
        scenarios, grid, sample, settings, workers, cluster, again, worker_timeout
    )
    params = workflow.SolveParams(seed=seed, workers=workers, began=screen.began)
    folder = out or workspace / "out" / "sweep"
    with workflow.interruptible(params.stop):
        # Faults are told before a plan may have to be solved for.
        ahead = workflow.sweep_ahead(workspace, folder, plan, asked)
        with progress(screen) as tell:
            stands = standing_plan(
                screen, workspace, ahead.plan, params, tell, "sweep-no-standing"
            )
        if plan is None and ahead.plan is not None:
            screen.note(screen.say("standing", path=ahead.plan))
        with bar(screen) as done:
            say = lambda text: done.note(screen.name(text))  # noqa: E731
            found = workflow.sweep(ahead, stands, params.stop, done, say)
    screen.answer(workflow.swept_answer(found) | {"files": [str(f) for f in found.files]})
    show_sweep(screen, found, most)
    show_files(screen, found.files)
    if found.lost:
        screen.note(screen.say("error", message=screen.name(found.lost)))
    if found.pending:
        screen.note(screen.say("sweep-pending", count=found.pending))
    return 3 if found.pending or found.lost else 0
