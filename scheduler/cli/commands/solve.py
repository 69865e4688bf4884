"""``solve``: the best plan and everything made of it."""

from __future__ import annotations

import time
from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.layout import table
from scheduler.cli.progress import progress
from scheduler.cli.robust import Spare, show_robust, toughness
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_conflict, show_faults, show_files, show_points
from scheduler.domain.certificate import NOT_FINISHED
from scheduler.domain.conflict import ways_out
from scheduler.domain.robustness import MEASURES, Epsilon
from scheduler.domain.solution import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN
from scheduler.domain.span import Day
from scheduler.errors import Fault
from scheduler.outputs import bundle
from scheduler.outputs.answers import conflict_answers, member_answer
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.tables import plan_document
from scheduler.rules.wording import event_name

MOST_NAMED = 20
"""Events without a place that are named on a screen."""

STATUS = {OPTIMAL: 0, FEASIBLE: 0, INFEASIBLE: 1, UNKNOWN: 3}


@options.command("solve")
@options.out
@options.limits(600)
@click.option("--gap", type=options.Number(0, 1), default=0, metavar="G")
@options.near
@click.option("--only", type=options.Dates(), metavar="FROM..TO")
@click.option("--today", type=options.Date(), metavar="DATE")
@click.option("--certify", is_flag=True)
@click.option("--robust", type=options.FILE, multiple=True, metavar="SCENARIOS")
@click.option("--epsilon", type=Spare(), metavar="E")
@click.option("--measure", type=options.OneOf(*MEASURES))
@click.option("-v", "--verbose", is_flag=True)
def command(
    screen: Screen,
    workspace: Path,
    out: Path | None,
    time_limit: float,
    gap: float,
    seed: int,
    workers: int | None,
    near: Path | None,
    only: tuple[Day, Day] | None,
    today: Day | None,
    certify: bool,
    robust: tuple[Path, ...],
    epsilon: Epsilon | None,
    measure: str | None,
    verbose: bool,
) -> int:
    """0 with a legal plan, 1 when none can exist, 3 when none was found in time."""
    folder = out or workspace / "out"
    params = workflow.SolveParams(
        time_limit, gap, seed, workers, began=screen.began, certify=certify
    )
    request = workflow.Request(params, near, only, toughness(robust, epsilon, measure), today)
    bundle.check_target(folder)

    def ready(warnings: tuple[Fault, ...]) -> None:
        show_faults(screen, (), warnings)
        if params.stop.said:  # so far there is nothing to keep
            raise KeyboardInterrupt

    with workflow.interruptible(params.stop):
        with progress(screen) as tell:
            found = workflow.solve(workspace, request, tell, ready)
        older = (folder / bundle.PLAN_CSV).exists() and found.audit is None
        searched = time.perf_counter()
        files = workflow.write_all(folder, found, screen.lang)
    _answer(screen, found, files)
    _summary(screen, found, bool(robust))
    show_files(screen, files)
    if older:
        screen.out(screen.say("kept", names="plan.old.csv"))
    if verbose:
        _timings(screen, found, searched)
    return STATUS[found.solution.status]


def _answer(screen: Screen, found: workflow.Judged, files: list[Path]) -> None:
    """The content of plan.json, and what it has no room for."""
    if screen.json:
        document = plan_document(found.problem, found.solution, found.audit, found.origin)
        conflict = [member_answer(found.problem, m) for m in found.solution.conflict]
        known = found.solution.conflicts
        more = {
            "stopped": found.solution.stopped,
            "conflict": conflict,
            "conflicts": conflict_answers(found.problem, known, ways_out(known)),
        }
        screen.answer(document | more | {"files": [str(f) for f in files]})


def _summary(screen: Screen, found: workflow.Judged, robust: bool) -> None:
    status = found.solution.status
    key = f"{status}-only" if status == OPTIMAL and found.origin.holds else status
    stopped = screen.say("stopped") if found.solution.stopped else ""
    screen.out(screen.say("status", status=screen.say(key)) + stopped)
    _second_opinion(screen, found)
    if found.audit:
        _plan(screen, found)
        show_robust(screen, found.solution.robust, asked=robust)
    elif status == INFEASIBLE:
        show_conflict(screen, found.problem, found.solution, pinned=found.origin.holds)


def _second_opinion(screen: Screen, found: workflow.Judged) -> None:
    """What came of proving it again, if that was asked for or had to be done."""
    known = found.solution.certificate
    if known is not None and known.confirmed is not None:
        late = found.solution.stopped and known.confirmed.answer == NOT_FINISHED
        answer = "stopped" if late else known.confirmed.answer
        screen.out(screen.say(f"confirmed.{answer}"))
    elif known is not None and known.certify:
        screen.out(screen.say("confirmed.nothing"))


def _plan(screen: Screen, found: workflow.Judged) -> None:
    solution, problem = found.solution, found.problem
    assert found.audit is not None
    bound = "–" if solution.bound is None else f"{solution.bound:,}"
    share = "–" if solution.gap is None else f"{solution.gap:.2%}"
    screen.out(screen.say("cost", cost=f"{found.audit.cost:,}", bound=bound, gap=share))
    placed, total = len(found.audit.roster.tenancies), len(problem.events)
    screen.out(screen.say("placed", placed=placed, total=total))
    left = Outcome(problem, solution, found.audit).unplaced()
    if left:
        screen.out(screen.say("unplaced"))
    for u in left[:MOST_NAMED]:
        name, why = event_name(problem, u.event_id, screen.lang), screen.name(u.why)
        line = screen.say("unplaced-row", event=name, priority=u.priority, why=why)
        screen.out("  " + line)
    if more := len(left[MOST_NAMED:]):
        screen.out("  " + screen.say("unplaced-more", n=more))
    show_points(screen, found.audit.cost_by_rule)


def _timings(screen: Screen, found: workflow.Judged, searched: float) -> None:
    """Seconds by phase from process start; plan.json cannot know the last two."""
    now = time.perf_counter()
    took = {**found.solution.timings, "write": now - searched, "all": now - screen.began}
    rows = [(screen.say(f"took.{k}"), f"{v:.3f}", screen.say("s")) for k, v in took.items()]
    screen.note([screen.say("timings"), *table(rows)])
