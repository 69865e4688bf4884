"""A real HTTP server on this machine, whose every path behaves as its test wants."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Act = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Local:
    """A running server: `acts` by path, and the requests it saw."""

    url: str = ""
    acts: dict[str, Act] = field(default_factory=dict)
    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


def page(body: bytes, status: int = 200, **headers: str) -> Act:
    """A plain answer; header names are given as ``Content_Length``."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        for name, value in ({"Content-Length": str(len(body))} | named).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return act


def to(target: str) -> Act:
    """A redirect."""
    return page(b"", 302, Location=target)


def drip(seconds: float) -> Act:
    """An answer that never ends, a byte now and then."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        until = time.monotonic() + seconds
        with suppress(OSError):
            while time.monotonic() < until:
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)

    return act


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Local]:
    """Run a server until the block ends, with TLS if a context is given."""
    local = Local()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            local.seen.append((self.command, self.path, dict(self.headers)))
            local.acts.get(self.path, page(b"", 404))(self)

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    local.url = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield local
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
