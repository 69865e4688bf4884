"""``users change``: another role or password."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.accounts.rules import ROLES
from scheduler.cli import options, publishing
from scheduler.cli.passwords import asked_password, password_stdin
from scheduler.cli.screen import Screen
from scheduler.workflow.tokens import where_of
from scheduler.workflow.users import change_user


@options.command("users.change")
@click.argument("name", metavar="NAME")
@click.option("--role", type=click.Choice(ROLES))
@click.option("--password", "anew", is_flag=True)
@password_stdin
@publishing.db
def command(
    screen: Screen, workspace: Path, name: str, role: str | None, anew: bool,
    password_stdin: bool, db: str | None,
) -> int:  # fmt: skip
    """0 when changed; without ``--role``, the password is."""
    password = None
    if anew or password_stdin or role is None:
        password = asked_password(screen, from_input=password_stdin)
    done = change_user(where_of(workspace, db), name, role=role, password=password)
    screen.answer({"name": done, "role": role, "password": password is not None})
    screen.out(screen.say("user-changed", name=done))
    return 0
