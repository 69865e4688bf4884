"""``tokens list``: who has which private address, and when it was last used."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scheduler.cli import options, publishing
from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.workflow.tokens import Token, tokens, where_of


@options.command("tokens.list")
@publishing.db
def command(screen: Screen, workspace: Path, db: str | None) -> int:
    """0, also when there are none; the addresses themselves are not kept."""
    found = tokens(where_of(workspace, db))
    screen.answer({"tokens": [_answer(token) for token in found]})
    if not found:
        screen.out(screen.say("no-tokens"))
        return 0
    head = [screen.say(f"token.{name}") for name in ("id", "feed", "lang", "label", "used")]
    screen.out(table([tuple(head), *(_row(screen, token) for token in found)]))
    return 0


def _answer(token: Token) -> dict[str, object]:
    return {
        "id": token.id, "feed": token.path, "lang": token.lang, "label": token.label,
        "created": _iso(token.created), "used": _iso(token.used), "revoked": _iso(token.revoked),
    }  # fmt: skip


def _row(screen: Screen, token: Token) -> tuple[str, ...]:
    used = _short(token.used) if token.used else screen.say("never-used")
    if token.revoked:
        used += " " + screen.say("token-revoked-on", date=_short(token.revoked))
    return str(token.id), token.path, token.lang, token.label, used


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _short(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
