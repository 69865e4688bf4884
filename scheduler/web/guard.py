"""Limits on connections: how many, how slow, how much is asked ahead, how long a head is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Base = asyncio.Protocol
else:
    Base = object

HEAD_S, STALLED_S = 10.0, 30.0
"""Time for a request's head, and for a reader who takes nothing."""

MOST_HEAD = 32_768
"""Bytes of a request's head."""

MOST_AHEAD, PIECE = 256, 4_096
"""Requests that may wait behind the one being answered; bytes after which they are counted."""

TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
)


class Guard(Base):
    """Mixed into a protocol of uvicorn, which has no such limits itself.

    A connection is in one of two states: waiting for the head of a request, where time and
    bytes are counted, or answering, where only a reader who takes nothing is cut off.
    """

    most_connections = 1_000
    head_s, stalled_s = HEAD_S, STALLED_S

    if TYPE_CHECKING:
        transport: asyncio.Transport
        loop: asyncio.AbstractEventLoop
        connections: set[Any]
        cycle: Any

    def connection_made(self, transport: Any) -> None:
        """Begin to count, or refuse one connection too many."""
        self._got, self._head_timer, self._stall_timer = 0, None, None
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            transport.abort()
            return
        # Uvicorn then waits until the reader has taken all, and we hear of it when one does not.
        transport.set_write_buffer_limits(0)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop counting."""
        self._stop("_head_timer")
        self._stop("_stall_timer")
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Pass on piece by piece, unless too much is asked ahead of the answers.

        Uvicorn's faster protocol keeps all that it has read, and reads on after each answer.
        """
        for start in range(0, len(data), PIECE):
            self._received(data[start : start + PIECE])
            if len(getattr(self, "pipeline", ())) > MOST_AHEAD:
                self.transport.abort()
            if self.transport.is_closing():
                return

    def _received(self, data: bytes) -> None:
        """Pass on, unless a head has grown too long."""
        before = self.cycle
        if before is None or before.response_complete:
            self._got += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self.cycle is not before:
            self._got = 0
            self._stop("_head_timer")
        elif before is None or before.response_complete:
            if self._got > MOST_HEAD:
                self.transport.write(TOO_LONG)
                self.transport.close()
            else:
                self._expect_head()

    def pause_writing(self) -> None:
        """Wait for the reader, but not for ever."""
        super().pause_writing()
        self._stop("_stall_timer")
        left = self.transport.get_write_buffer_size()
        self._stall_timer = self.loop.call_later(self.stalled_s, self._stalled, left)

    def resume_writing(self) -> None:
        """Go on."""
        self._stop("_stall_timer")
        super().resume_writing()

    def _expect_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(self.head_s, self.transport.abort)

    def _stalled(self, before: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left >= before:
            self.transport.abort()
        else:
            self._stall_timer = self.loop.call_later(self.stalled_s, self._stalled, left)

    def _stop(self, name: str) -> None:
        timer: asyncio.TimerHandle | None = getattr(self, name, None)
        if timer is not None:
            timer.cancel()
        setattr(self, name, None)

    _got: int
    _head_timer: asyncio.TimerHandle | None
    _stall_timer: asyncio.TimerHandle | None


def guarded(most_connections: int) -> type[asyncio.Protocol]:
    """Uvicorn's faster protocol, or the other where it is not installed, with limits."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as protocol
    except ImportError:
        from uvicorn.protocols.http.h11_impl import H11Protocol as protocol  # type: ignore
    return type("Guarded", (Guard, protocol), {"most_connections": most_connections})
