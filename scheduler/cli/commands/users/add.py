"""``users add``: a new account."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.accounts.rules import ROLES
from scheduler.cli import options, publishing
from scheduler.cli.passwords import asked_password, password_stdin
from scheduler.cli.screen import Screen
from scheduler.workflow.tokens import where_of
from scheduler.workflow.users import add_user


@options.command("users.add")
@click.argument("name", metavar="NAME")
@click.option("--role", type=click.Choice(ROLES), default="viewer")
@password_stdin
@publishing.db
def command(
    screen: Screen, workspace: Path, name: str, role: str, password_stdin: bool, db: str | None
) -> int:
    """0 when made; the password is asked for, or read from standard input."""
    where = where_of(workspace, db)
    made = add_user(where, name, role, asked_password(screen, from_input=password_stdin))
    screen.answer({"name": made, "role": role})
    screen.out(screen.say("user-added", name=made, role=screen.say(f"role.{role}")))
    return 0
