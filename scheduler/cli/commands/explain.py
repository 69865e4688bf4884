"""``explain``: why an event stands where it stands, or why not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.layout import table
from scheduler.cli.progress import progress
from scheduler.cli.screen import Screen
from scheduler.cli.show import place, rule_name, show_changes, show_members
from scheduler.cli.standing import standing_plan
from scheduler.domain.span import Day
from scheduler.rules.wording import event_name

STATUS = {"impossible": 1, "undecided": 3}


@options.command("explain")
@click.argument("event", metavar="EVENT")
@options.standing
@click.option("--venue", default="", metavar="V")
@click.option("--on", type=options.Date(), metavar="DATE")
@options.limits(10)
def command(
    screen: Screen,
    workspace: Path,
    event: str,
    plan: Path | None,
    venue: str,
    on: Day | None,
    time_limit: float,
    seed: int,
    workers: int | None,
) -> int:
    """0 when answered, 1 when it is impossible, 3 when the time did not suffice."""
    params = workflow.SolveParams(
        time_limit, seed=seed, workers=workers, began=screen.began
    )
    with workflow.interruptible(params.stop), progress(screen) as tell:
        stands = standing_plan(screen, workspace, plan, params, tell)
        if stands.source is None:
            params = replace(params, began=None)  # the first solve took its own time
        found = workflow.explain(stands, event, venue, on, params, tell)
    screen.answer(workflow.explain_answer(found))
    _told(screen, found)
    return STATUS.get(found.said.answer, 0)


def _told(screen: Screen, found: workflow.Explained) -> None:
    said, problem = found.said, found.stands.problem
    name = event_name(problem, said.asked.event_id, screen.lang)
    key = _key(found)
    at = place(screen, said.place)
    screen.out(screen.say(key, event=name, place=at, points=_points(screen, found)))
    for wish in found.wishes:
        kept = screen.say("wish-kept") if not wish.points else screen.say("points", n=wish.points)
        screen.out(f"  {screen.name(wish.text)}: {kept}")
    if said.by_rule:
        sign = "" if said.answer == "stands" else "+"
        rows = [(rule_name(screen, r), f"{n:{sign},}") for r, n in said.by_rule.items()]
        screen.out([screen.say("by-rule"), *table(rows)])
    show_members(screen, problem, said.members)
    if found.changes:
        screen.out(screen.say("would-move", n=len(found.changes)))
        show_changes(screen, problem, found.changes)
    if said.first is not None:
        key = "first-outside" if said.outside else "first-fit"
        screen.out(screen.say(key, place=place(screen, said.first)))


def _key(found: workflow.Explained) -> str:
    """The word for the answer; that something is impossible is said in several ways."""
    said = found.said
    if said.answer != "impossible":
        return f"said-{said.answer}"
    if said.hopeless:
        return "said-hopeless"
    if not said.members:
        return "said-unnamed"
    anywhere = not said.asked.venue_id and said.asked.day is None
    return "said-nowhere" if anywhere else "said-impossible"


def _points(screen: Screen, found: workflow.Explained) -> str:
    """Extra points: a number when proven, else from what is proven to what was found."""
    low, high = found.said.low, found.said.high
    if high is None or low == high or high < 0:
        return "–" if high is None else f"{abs(high):,}"
    return screen.say("bracket", low="–" if low is None else f"{low:,}", high=f"{high:,}")
