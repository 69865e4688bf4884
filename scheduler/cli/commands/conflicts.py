"""``conflicts``: why there is no plan, and the cheapest ways out."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_faults, show_files, show_members
from scheduler.domain.conflict import Conflict
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.answers import conflicts_answer
from scheduler.rules.wording import text_of

_DAY_S = 86_400
UNDECIDED = 3


@options.command("conflicts")
@click.option("--time-limit", type=options.Number(0.001, _DAY_S), default=60, metavar="S")
@click.option("--sets", type=options.Number(1, 5, whole=True), default=5, metavar="N")
@click.option("--no-remedies", is_flag=True)
@click.option("--apply", type=options.Number(1, 1000, whole=True), metavar="K")
@options.out
def command(
    screen: Screen,
    workspace: Path,
    time_limit: float,
    sets: int,
    no_remedies: bool,
    apply: int | None,
    out: Path | None,
) -> int:
    """0 when there is a plan or a remedy was applied, 1 with conflicts, 3 when undecided."""
    _check(apply, out, no_remedies)
    found = workflow.conflicts(workspace, time_limit, sets, not no_remedies)
    files = []
    if apply is not None and out is not None and found.feasible is False:
        files = workflow.apply_remedy(workspace, found, apply, out)
    show_faults(screen, (), found.warnings)
    answer = conflicts_answer(
        found.problem, found.feasible, found.conflicts, found.remedies, found.complete
    )
    screen.answer(answer | {"files": [str(f) for f in files]})
    if found.feasible is not False:
        screen.out(screen.say("has-plan" if found.feasible else "undecided"))
        return 0 if found.feasible else UNDECIDED
    if apply is not None:
        text = found.remedies[apply - 1].text.get(screen.lang)
        screen.out(screen.say("applied", number=apply, text=text))
        show_files(screen, files)
        return 0
    _show(screen, found, not no_remedies)
    return 1


def _check(apply: int | None, out: Path | None, no_remedies: bool) -> None:
    """Refuse options that do not go together, before anything takes time."""
    if (apply is None) != (out is None):
        raise UsageError(
            Text("--apply 与 -o 须同用。", "--apply and -o belong together; give both.")
        )
    if apply is not None and no_remedies:
        raise UsageError(
            Text(
                "--apply 不能与 --no-remedies 同用。",
                "--apply needs remedies; leave out --no-remedies.",
            )
        )
    if out is not None:
        workflow.check_new(out)


def _show(screen: Screen, found: workflow.Resolution, cured: bool) -> None:
    """The conflicts, then all ways out, each of which ends them all."""
    for n, conflict in enumerate(found.conflicts, 1):
        screen.out(screen.say("conflict-n", number=n))
        _conflict(screen, found.problem, conflict)
        screen.out()
    if cured:
        screen.out(screen.say("ways-out" if found.remedies else "no-way"))
    for n, remedy in enumerate(found.remedies, 1):
        text = remedy.text.get(screen.lang)
        screen.out("  " + screen.say("remedy", number=n, price=f"{remedy.price:,}", text=text))
    if found.remedies:
        screen.out(screen.say("apply-how"))
    if not found.complete:
        screen.out(screen.say("more-conflicts"))


def _conflict(screen: Screen, problem: Problem, conflict: Conflict) -> None:
    show_members(screen, problem, conflict.members)
    for reason in conflict.counts:
        text = text_of(problem, reason).get(screen.lang)
        screen.out("  " + screen.say("count-shows", text=text))
