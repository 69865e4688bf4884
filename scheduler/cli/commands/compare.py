"""``compare``: two plans side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.cli.show import rule_name, show_changes
from scheduler.workflow import Comparison, compare_answer


@options.command("compare")
@click.argument("before", type=options.FILE, metavar="A")
@click.argument("after", type=options.FILE, metavar="B")
def command(screen: Screen, workspace: Path, before: Path, after: Path) -> int:
    """0 once answered, whatever the answer."""
    found = workflow.compare(workspace, before, after)
    answer = compare_answer(found)
    screen.answer(answer)
    screen.out(table(_rows(screen, found, answer), indent=0))
    screen.out()
    n = len(found.changes)
    screen.out(screen.say("changes", n=n) if n else screen.say("same"))
    show_changes(screen, found.problem, found.changes)
    return 0


Cells = tuple[str, str, str, str]


def _rows(screen: Screen, found: Comparison, answer: dict[str, list[int]]) -> Iterator[Cells]:
    """Header, totals, points by rule, and the industries whose coverage differs."""
    yield "", screen.say("before"), screen.say("after"), screen.say("difference")
    for key, name in (
        ("cost", "total-cost"),
        ("findings", "hard-findings"),
        ("visitors", "visitors"),
        ("hall_days", "hall-days"),
    ):
        yield _row(screen.say(name), *answer[key])
    for rule, (a, b) in found.cost_by_rule().items():
        yield _row(rule_name(screen, rule), a, b)
    yield from _coverage(screen, found, answer)


def _coverage(screen: Screen, found: Comparison, answer: dict[str, list[int]]) -> Iterator[Cells]:
    coverage: dict[str, list[dict[str, int]]] = answer["coverage"]  # type: ignore[assignment]
    for industry, (a, b) in coverage.items():
        name = screen.name(found.problem.policy.industries[industry], industry)
        for key, word in (("brand_events", "coverage-brands"), ("events", "coverage-events")):
            if a[key] != b[key]:
                yield _row(screen.say(word, industry=name), a[key], b[key])


def _row(name: str, a: int, b: int) -> Cells:
    return name, f"{a:,}", f"{b:,}", f"{b - a:+,}" if a != b else "0"

