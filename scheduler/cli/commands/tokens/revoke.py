"""``tokens revoke``: close a private address for ever."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.cli import options, publishing
from scheduler.cli.screen import Screen
from scheduler.workflow.tokens import revoke_token, where_of


@options.command("tokens.revoke")
@click.argument("number", type=options.Number(1, 2**31 - 1, whole=True), metavar="ID")
@publishing.db
def command(screen: Screen, workspace: Path, number: int, db: str | None) -> int:
    """0 when revoked, also when it was before."""
    token = revoke_token(where_of(workspace, db), int(number))
    screen.answer({"ok": True, "id": token.id, "feed": token.path})
    screen.out(screen.say("token-revoked", id=token.id, feed=token.path))
    return 0
