"""``users``: accounts of the board."""

from __future__ import annotations

from typing import Any

import click

from scheduler.cli.base import Group
from scheduler.cli.options import shared

_COMMANDS = ("add", "list", "change", "remove")


@click.group(
    "users",
    cls=Group,
    modules={name: f"scheduler.cli.commands.users.{name}" for name in _COMMANDS},
)
@shared
def command(**_: Any) -> None:
    """All commands about accounts."""
