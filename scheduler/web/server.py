"""The running server: one process, one command, ended properly by a signal."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from scheduler.web.guard import MOST_HEAD, guarded

GRACE_S = 5
"""Seconds for answers on their way when the server is to end."""

KEEP_S = 15
"""Seconds that a connection may wait for its next request."""

SWITCH_S = 0.001
"""Seconds for which a thread may hold up the others."""

GARBAGE = (20_000, 20, 20)
"""Objects, and looks at younger ones, after which garbage is looked for: every look holds up all
answers, and an answer of thousands of parts would bring dozens of them."""

MOST_CONNECTIONS = 1_000
BACKLOG = 1_024


class Server(uvicorn.Server):
    """Uvicorn, but ending by a signal is a success and is not passed on again."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals for as long as the server runs."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the app first: readers of endless streams would hold up the end."""
        end: Callable[[], None] = getattr(self.config.app, "end", lambda: None)
        end()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell so once requests are answered."""
        await super().startup(sockets)
        if self.started:
            self.ready()


def bound(host: str, port: int) -> socket.socket:
    """Listen; raises ``OSError`` when the address is taken or is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, for only then does asyncio send small answers at once (TCP_NODELAY).
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
    except OSError:
        found.close()
        raise
    return found


def run(app: Any, listening: socket.socket, ready: Callable[[], None]) -> bool:
    """Serve until a signal; whether the server had come up."""
    most = _files_for(MOST_CONNECTIONS)
    config = uvicorn.Config(
        app,
        http=guarded(most),
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_S,
        timeout_graceful_shutdown=GRACE_S,
        backlog=BACKLOG,
        # Its own limit is lower where a head comes in pieces; ours is to be the one that counts.
        h11_max_incomplete_event_size=2 * MOST_HEAD,
    )
    server = Server(config, ready)
    # Threads that judge plans hand over to the loop sooner, so that short answers do not wait.
    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(*GARBAGE)
    server.run([listening])
    return server.started


def _files_for(connections: int) -> int:
    """Raise the limit of open files; connections that it allows."""
    if sys.platform == "win32":
        return min(connections, 400)  # select() knows no more than 512
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 200
    if soft < wanted and soft != resource.RLIM_INFINITY:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    allowed = wanted if soft == resource.RLIM_INFINITY else soft
    return max(10, min(connections, allowed - 100))
