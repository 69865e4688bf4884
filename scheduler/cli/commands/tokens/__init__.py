"""``tokens``: addresses of private calendars."""

from __future__ import annotations

from typing import Any

import click

from scheduler.cli.base import Group
from scheduler.cli.options import shared


@click.group(
    "tokens",
    cls=Group,
    modules={name: f"scheduler.cli.commands.tokens.{name}" for name in ("add", "list", "revoke")},
)
@shared
def command(**_: Any) -> None:
    """All commands about tokens."""
