"""``options``: the best places for an event in the standing plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.progress import progress
from scheduler.cli.screen import Screen
from scheduler.cli.show import place, rule_name, show_changes, show_faults
from scheduler.cli.standing import standing_plan
from scheduler.rules.wording import event_name


@options.command("options")
@click.argument("event", metavar="EVENT|FILE.yaml")
@options.standing
@click.option("-n", "most", type=options.Number(1, 1000, whole=True), default=10, metavar="N")
@click.option("--free-only", is_flag=True)
@options.limits(30)
def command(
    screen: Screen,
    workspace: Path,
    event: str,
    plan: Path | None,
    most: int,
    free_only: bool,
    time_limit: float,
    seed: int,
    workers: int | None,
) -> int:
    """0 with options, 1 when there are none."""
    params = workflow.SolveParams(
        time_limit, seed=seed, workers=workers, began=screen.began
    )
    with workflow.interruptible(params.stop):
        with progress(screen) as tell:
            stands = standing_plan(screen, workspace, plan, params, tell)
        if stands.source is None:
            params = replace(params, began=None)  # the first solve took its own time
        event_id = event
        if workflow.is_file(event):
            stands, event_id = workflow.with_new_event(workspace, Path(event), stands)
            show_faults(screen, (), stands.warnings)
        offers = workflow.options(
            stands, event_id, most, params, free_only,
            lambda free: _told(screen, stands, event_id, free, "options-free"),
        )  # fmt: skip
    screen.answer(workflow.options_answer(event_id, offers))
    if not free_only and stands.judged.hard:
        screen.out(screen.say("no-room-sought"))
    elif not free_only:
        displacing = [o for o in offers if o.option.displaces]
        first = 1 + len(offers) - len(displacing)
        _told(screen, stands, event_id, displacing, "options-displacing", first)
    return 0 if offers else 1


def _told(
    screen: Screen,
    stands: workflow.Stands,
    event_id: str,
    offers: list[workflow.Offer],
    key: str,
    first: int = 1,
) -> None:
    """One part of the list, numbered from `first`."""
    name = event_name(stands.problem, event_id, screen.lang)
    screen.out(screen.say(key if offers else f"no-{key}", event=name))
    for number, offer in enumerate(offers, first):
        screen.out(_line(screen, number, offer))
        show_changes(screen, stands.problem, offer.changes)


def _line(screen: Screen, number: int, offer: workflow.Offer) -> str:
    option = offer.option
    points = f"{option.extra:+,}"
    if option.low != option.extra:
        low = "–" if option.low is None else f"{option.low:+,}"
        points = screen.say("bracket", low=low, high=points)
    rules = [f"{rule_name(screen, r)} {n:+,}" for r, n in option.by_rule.items()]
    sep = "，" if screen.lang == "zh" else ", "
    why = screen.say("in-brackets", text=sep.join(rules)) if rules else ""
    line = f"{number:>3}. {place(screen, option.place)}  {points}{why}"
    if option.halls:
        line += screen.say("other-halls", n=len(option.halls))
    return line
