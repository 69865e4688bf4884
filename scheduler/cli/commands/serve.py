"""``serve``: calendars and their pages over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.cli import options, publishing
from scheduler.cli.screen import Screen
from scheduler.web.serving import Settings, serve
from scheduler.workflow.tokens import where_of


@options.command("serve")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS")
@click.option("--port", type=options.Number(0, 65535, whole=True), default=8080, metavar="N")
@publishing.db
@click.option("--base-url", default="", metavar="URL")
@click.option("--allow-host", multiple=True, metavar="NAME")
@click.option("--proxy-headers", is_flag=True)
@click.option("--forwarded-allow-ips", default="127.0.0.1", metavar="IP,…")
@click.option("--access-log", type=options.FILE, metavar="FILE")
@click.option("--error-log", type=options.FILE, metavar="FILE")
def command(
    screen: Screen,
    workspace: Path,
    host: str,
    port: int,
    db: str | None,
    base_url: str,
    allow_host: tuple[str, ...],
    proxy_headers: bool,
    forwarded_allow_ips: str,
    access_log: Path | None,
    error_log: Path | None,
) -> int:
    """0 when ended by a signal; 2 when it could not start."""
    proxies = [ip.strip() for ip in forwarded_allow_ips.split(",")] if proxy_headers else []
    settings = Settings(
        where_of(workspace, db), host, int(port), base_url, allow_host, proxies,
        access_log, error_log, screen.lang, workspace,
    )  # fmt: skip

    def ready(url: str, number: int | None) -> None:
        screen.note(screen.say("serving", url=f"{url.rstrip('/')}/"))
        if number is None:
            screen.note(screen.say("serving-nothing"))

    return 0 if serve(settings, ready) else 2
