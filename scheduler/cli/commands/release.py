"""``release``: what a release holds, and what it changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options, publishing
from scheduler.cli.consequences import show_consequences
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_files
from scheduler.domain.release import Release
from scheduler.domain.span import Day

if TYPE_CHECKING:
    from scheduler.store import Store


@options.command("release")
@publishing.number
@click.option("--diff", type=options.Number(0, 10**9, whole=True), metavar="M")
@publishing.pages
@publishing.db
@publishing.today
@publishing.verbose
def command(
    screen: Screen,
    workspace: Path,
    number: int,
    diff: int | None,
    pages: Path | None,
    db: str | None,
    today: Day | None,
    verbose: bool,
) -> int:
    """0 when shown."""
    from scheduler.workflow.publishing import store_of
    from scheduler.workflow.releases import ordered, release_answer

    with store_of(workspace, db) as store:
        release = store.release(number)
        if diff is not None or pages:
            base = number - 1 if diff is None else diff
            _compare(screen, store, base, release, today, pages, verbose)
            return 0
        record = store.record(number)
    publishing.show_release(screen, release, record, ordered(release))
    screen.answer(release_answer(release, record))
    return 0


def _compare(
    screen: Screen, store: Store, base: int, release: Release, today: Day | None,
    pages: Path | None, verbose: bool,
) -> None:  # fmt: skip
    """What is other in a release than in release `base`; 0 is before the first."""
    from scheduler.outputs.changes import consequences_answer
    from scheduler.outputs.changes.answer import NOTHING
    from scheduler.outputs.changes.folder import write_pages
    from scheduler.releases.diff import consequences
    from scheduler.releases.lifecycle import today_in
    from scheduler.workflow.publishing import figures_of

    before = store.release(base) if base else None
    old = figures_of(store.record(base)) if base else NOTHING
    new = figures_of(store.record(release.number))
    day = today_in(release.directory, release.published) if today is None else today
    found = consequences(before, release, day)
    names = release.directory.industries
    show_consequences(screen, found, old, new, industries=names, verbose=verbose)
    if pages:
        show_files(screen, write_pages(pages, found, release))
    screen.answer(consequences_answer(found, old, new))
