"""``users list``: who may log in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scheduler.cli import options, publishing
from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.workflow.tokens import where_of
from scheduler.workflow.users import users


@options.command("users.list")
@publishing.db
def command(screen: Screen, workspace: Path, db: str | None) -> int:
    """0, also when there are none."""
    found = users(where_of(workspace, db))
    screen.answer(
        {"users": [
            {"name": u.name, "role": u.role, "created": _iso(u.created), "used": _iso(u.used)}
            for u in found
        ]}
    )  # fmt: skip
    if not found:
        screen.out(screen.say("no-users"))
        return 0
    head = tuple(screen.say(f"user.{name}") for name in ("name", "role", "used"))
    rows = [
        (u.name, screen.say(f"role.{u.role}"),
         f"{u.used:%Y-%m-%d %H:%M} UTC" if u.used else screen.say("never-used"))
        for u in found
    ]  # fmt: skip
    screen.out(table([head, *rows]))
    return 0


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
