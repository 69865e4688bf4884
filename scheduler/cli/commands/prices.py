"""``prices``: what easing one thing by one unit would gain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.layout import table
from scheduler.cli.progress import bar, progress
from scheduler.cli.screen import Screen
from scheduler.cli.show import rule_name
from scheduler.cli.standing import standing_plan


@options.command("prices")
@options.standing
@options.out
@options.limits(60)
@click.option("--fresh", is_flag=True)
def command(
    screen: Screen,
    workspace: Path,
    plan: Path | None,
    out: Path | None,
    time_limit: float,
    seed: int,
    workers: int | None,
    fresh: bool,
) -> int:
    """0 when all are priced, 3 when some are left for another run."""
    params = workflow.SolveParams(time_limit, seed=seed, workers=workers, began=screen.began)
    with progress(screen) as tell:
        stands = standing_plan(screen, workspace, plan, params, tell)
    with workflow.interruptible(params.stop), bar(screen) as done:
        limits = replace(params, began=None)
        found = workflow.prices(stands, out or workspace / "out", limits, done, fresh)
    screen.answer(workflow.prices_answer(found))
    _told(screen, found)
    return 3 if found.pending else 0


def _told(screen: Screen, found: workflow.Prices) -> None:
    some = workflow.gains(found.prices)
    n = len(found.prices) - len(some)
    screen.out(screen.say("prices" if some else "no-prices"))
    screen.out(
        table((_gain(screen, p), screen.name(p.easing.text), rule_name(screen, p.easing.rule))
              for p in some)
    )  # fmt: skip
    screen.out(screen.say("worth-nothing", n=n))
    if found.pending:
        screen.out(screen.say("pending", n=found.pending))


def _gain(screen: Screen, price: workflow.Price) -> str:
    if price.proven:
        return f"{price.low:,}"
    high = "–" if price.high is None else f"{price.high:,}"
    return screen.say("bracket", low=f"{price.low:,}", high=high)
