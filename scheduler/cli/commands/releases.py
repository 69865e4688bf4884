"""``releases``: a list of them."""

from __future__ import annotations

from pathlib import Path

from scheduler.cli import options, publishing
from scheduler.cli.screen import Screen


@options.command("releases")
@publishing.db
def command(screen: Screen, workspace: Path, db: str | None) -> int:
    """0, also when there are none."""
    from scheduler.store import NoStore
    from scheduler.workflow.publishing import store_of
    from scheduler.workflow.releases import releases_answer

    try:
        store = store_of(workspace, db)
    except NoStore:
        screen.out(screen.say("no-releases"))
        screen.answer({"releases": []})
        return 0
    with store:
        publishing.show_list(screen, store)
        screen.answer(releases_answer(store))
    return 0
