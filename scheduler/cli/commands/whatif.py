"""``whatif``: scenarios, and what each would do to the standing plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.curving import (
    asks_for_something,
    curves_of,
    show_curves,
    tell_missing,
    write_curves,
)
from scheduler.cli.progress import progress
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults, show_files
from scheduler.cli.standing import standing_plan
from scheduler.cli.whatif_show import show_answers, tell_left
from scheduler.cli.words import WORDS
from scheduler.domain.solution import UNKNOWN
from scheduler.domain.span import Day
from scheduler.errors import UsageError


@options.command("whatif")
@click.argument("scenario", type=options.FILE, nargs=-1, metavar="[SCENARIO]...")
@options.standing
@click.option("--near", is_flag=True)
@click.option("--free", is_flag=True)
@click.option("--both", is_flag=True)
@click.option("--today", type=options.Date(), metavar="DATE")
@click.option("--curve", is_flag=True)
@click.option("--picture", type=options.FILE, metavar="FILE.svg")
@options.limits(60)
@options.out
@click.option("--write-city", type=options.FILE, metavar="FOLDER")
@click.option("--html", type=options.FILE, metavar="FILE")
@click.option("--xlsx", type=options.FILE, metavar="FILE")
def command(
    screen: Screen,
    workspace: Path,
    scenario: tuple[Path, ...],
    plan: Path | None,
    near: bool,
    free: bool,
    both: bool,
    today: Day | None,
    curve: bool,
    picture: Path | None,
    time_limit: float,
    seed: int,
    workers: int | None,
    out: Path | None,
    write_city: Path | None,
    html: Path | None,
    xlsx: Path | None,
) -> int:
    """0 once each scenario is answered, 3 when one was not in the time given."""
    mode = _mode(near, free, both)
    asks_for_something(scenario, curve, picture)
    if not scenario and (near or free or both):
        raise UsageError(WORDS["whatif-modes-needs"])
    targets = workflow.Targets(out, html, xlsx, picture)
    targets.check()
    _city_can_be_written(write_city, scenario, today)
    params = workflow.SolveParams(time_limit, seed=seed, workers=workers, began=screen.began)
    with workflow.interruptible(params.stop), progress(screen) as tell:
        files = workflow.scenario_files(scenario)
        # Faults are told before a plan may have to be solved for.
        read = workflow.scenarios(workspace, files)
        stands = standing_plan(screen, workspace, plan, params, tell)
        show_faults(screen, (), [w for s in read for w in s.warnings])
        found = workflow.met(stands, read, today)
        written = workflow.write_cities(workspace, files, write_city) if write_city else []
        # Each scenario has the whole limit.
        params = replace(params, began=None)
        answers = []
        for one in found:
            answers.append(workflow.whatif(workspace, stands, one, params, mode, tell))
            if params.stop.said:
                break
        drawn = (found or [workflow.as_it_is(stands, today)]) if curve else []
        curves = curves_of(stands, drawn, params, tell)
    answers = workflow.ranked(answers)
    said = workflow.whatif_answer(stands, answers) | ({"curves": curves} if curve else {})
    if (answers or curves) and (out or html or xlsx):
        names = workflow.names_of(workspace, files, found)
        written += workflow.write_whatif(
            targets, workspace, stands, answers, said, names, screen.lang
        )
    written += write_curves(screen, curves, targets)
    screen.answer(said | {"files": [str(f) for f in written]})
    show_answers(screen, answers)
    show_curves(screen, curves)
    if written:
        show_files(screen, written)
    left = tell_left(screen, answers, found) + tell_missing(screen, curves, drawn)
    ends = [a.effect.solution.status for a in answers] + [c["points"][-1]["status"] for c in curves]
    return 3 if left or UNKNOWN in ends else 0


def _mode(near: bool, free: bool, both: bool) -> str:
    if near + free + both > 1:
        raise UsageError(WORDS["whatif-modes"])
    return "both" if both else "free" if free else "near"


def _city_can_be_written(
    folder: Path | None, scenarios: tuple[Path, ...], today: Day | None
) -> None:
    """Tell before a long search what stands in the way."""
    if folder is None:
        return
    if not scenarios:
        raise UsageError(WORDS["write-city-needs"])
    if today is not None:
        raise UsageError(WORDS["write-city-today"])
    workflow.check_new(folder)
