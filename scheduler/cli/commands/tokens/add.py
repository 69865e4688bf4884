"""``tokens add``: a new private address."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.cli import options, publishing
from scheduler.cli.screen import Screen
from scheduler.workflow.tokens import LONGEST_URL, add_token, where_of


@options.command("tokens.add")
@click.argument("feed", metavar="FEED")
@click.option("--label", default="", metavar="TEXT")
@click.option("--base-url", default="http://127.0.0.1:8080", metavar="URL")
@publishing.db
def command(
    screen: Screen, workspace: Path, feed: str, label: str, base_url: str, db: str | None
) -> int:
    """0 when made; the address is told only now. Its language is that of ``--lang``."""
    where = where_of(workspace, db)
    made = add_token(where, feed, screen.lang, label, base_url)
    screen.answer(
        {"id": made.token.id, "url": made.url, "page": made.page, "feed": made.token.path,
         "lang": made.token.lang, "label": made.token.label}
    )  # fmt: skip
    screen.out([made.url, screen.say("token-page", url=made.page), screen.say("token-once")])
    if len(made.url) > LONGEST_URL:
        screen.note(screen.say("token-long", n=len(made.url), most=LONGEST_URL))
    return 0
