"""``users remove``: close an account."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.cli import options, publishing
from scheduler.cli.screen import Screen
from scheduler.workflow.tokens import where_of
from scheduler.workflow.users import remove_user


@options.command("users.remove")
@click.argument("name", metavar="NAME")
@publishing.db
def command(screen: Screen, workspace: Path, name: str, db: str | None) -> int:
    """0 when removed."""
    gone = remove_user(where_of(workspace, db), name)
    screen.answer({"ok": True, "name": gone})
    screen.out(screen.say("user-removed", name=gone))
    return 0
