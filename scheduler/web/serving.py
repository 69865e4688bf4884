"""Serve a store's calendars until a signal."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from scheduler.domain.system_words import system_text
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.web import server
from scheduler.web.accounts.access import Access
from scheduler.web.app import make_app
from scheduler.web.front import Front
from scheduler.web.health import ErrorLog
from scheduler.web.hosts import Hosts
from scheduler.web.renderer import RenderingFailed
from scheduler.web.source import StoreReleases, StoreSource
from scheduler.workflow.boarding import WorkingPlans

VENUES = "venues.yaml"
"""Its file tells a workspace from a folder that holds only a store."""

OWN = ("127.0.0.1", "localhost", "::1")
"""Addresses that only this machine reaches."""


@dataclass(frozen=True)
class Settings:
    """How to serve.

    Parameters
    ----------
    where
        The store's path or URL.
    base
        Address that links begin with; blank: as was asked.
    hosts
        Further host names that are served.
    proxies
        Whose X-Forwarded headers are believed: addresses, networks, or ``*``; none: nobody's.
    log
        File of the access log, which is added to; ``None``: standard output.
    errors
        File that tells what fails while serving, which is added to; ``None``: standard error.
    lang
        Language of what fails.
    workspace
        Whose plans are made on the board; ``None``: only calendars are served.
    """

    where: str
    host: str = "127.0.0.1"
    port: int = 8080
    base: str = ""
    hosts: Sequence[str] = ()
    proxies: Sequence[str] = ()
    log: Path | None = None
    errors: Path | None = None
    lang: str = "en"
    workspace: Path | None = None

    @property
    def shared(self) -> bool:
        """Whether others than whoever sits at this machine may reach it: then accounts are asked.

        A name or a proxy means that something in front passes requests on.
        """
        return bool(self.host not in OWN or self.base or self.hosts or self.proxies)


Ready = Callable[[str, int | None], None]
"""Told the address and the number of the release once requests are answered."""


def serve(settings: Settings, ready: Ready) -> bool:
    """Serve until a signal; whether the server had come up.

    Raises
    ------
    UsageError
        When a setting cannot be used, or the store cannot be read.
    """
    _check(settings)
    hosts = Hosts.of(settings.base, (settings.host, *settings.hosts), settings.proxies)
    with ExitStack() as stack:
        log = _log(stack, settings.log, sys.stdout)
        errors = ErrorLog(_log(stack, settings.errors, sys.stderr), settings.lang)
        listening = stack.enter_context(_bound(settings.host, settings.port))
        app = _made(settings, hosts, log, errors)
        port = listening.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        url = settings.base or f"http://{host}:{port}"
        return server.run(app, listening, lambda: ready(url, app.desk.shelf.number))


def _made(settings: Settings, hosts: Hosts, log: TextIO, errors: ErrorLog) -> Front:
    source, opener = StoreSource(settings.where), StoreReleases(settings.where)
    access = Access(settings.shared, source.users)
    plans = None
    if settings.workspace is not None and (settings.workspace / VENUES).exists():
        plans = WorkingPlans(settings.workspace, settings.where)
    try:
        return make_app(source, opener, hosts, log, errors, access, plans)
    except RenderingFailed as error:
        zh, en = error.message.zh, error.message.en
        raise UsageError(
            Text(f"无法生成日历：{zh}", f"The calendars cannot be made: {en}")
        ) from error


def _log(stack: ExitStack, path: Path | None, stream: TextIO) -> TextIO:
    return stream if path is None else stack.enter_context(_opened(path))


def _check(settings: Settings) -> None:
    if settings.base:
        parts = urlsplit(settings.base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            raise _usage("--base-url", settings.base, "https://cal.example.cn")
    for proxy in settings.proxies:
        try:
            if proxy != "*":
                ip_network(proxy, strict=False)
        except ValueError:
            raise _usage("--forwarded-allow-ips", proxy, "127.0.0.1, 10.0.0.0/8") from None


def _usage(option: str, value: str, like: str) -> UsageError:
    return UsageError(
        Text(f"{option}：“{value}”须写作 {like}。", f'{option}: "{value}" must be like {like}.')
    )


def _opened(path: Path) -> TextIO:
    try:
        return path.open("a", encoding="utf-8")
    except OSError as error:
        why = system_text(error)
        raise UsageError(
            Text(f"无法写入日志 {path}：{why.zh}", f"The log {path} cannot be written: {why.en}")
        ) from error


def _bound(host: str, port: int) -> socket.socket:
    try:
        return server.bound(host, port)
    except (OSError, UnicodeError) as error:
        why = system_text(error)
        raise UsageError(
            Text(
                f"无法在 {host} 的 {port} 端口上提供服务：{why.zh}",
                f"Port {port} of {host} cannot be listened on: {why.en}",
            )
        ) from error
