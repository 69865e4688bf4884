"""A bare HTTP/1.1 client for load tests: it costs a tenth of a full one, so that it measures the server.

One connection each, kept for as long as the server likes; bodies are taken as they come, neither unzipped nor read.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any

LOST = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
"""What a connection that breaks raises."""

MOST = 2**20


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers are in small letters."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


class Asker:
    """Somebody who asks a server one thing after the other."""

    def __init__(self, host: str, port: int, headers: dict[str, str]) -> None:
        self.host, self.port = host, port
        lines = {"host": f"{host}:{port}", "accept-encoding": "gzip"} | headers
        self._always = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request from its first byte to the last one of its answer."""
        reader = await self._send(method, path, body, headers)
        status, found = await _head(reader)
        if found.get(b"transfer-encoding") == b"chunked":
            taken = b"".join([part async for part in _chunks(reader)])
        else:
            taken = await reader.readexactly(int(found.get(b"content-length", b"0")))
        if found.get(b"connection") == b"close":
            self.close()
        return Answer(status, found, taken)

    async def stream(self, path: str) -> AsyncIterator[bytes]:
        """An answer without end, in the pieces in which it comes."""
        reader = await self._send("GET", path, b"", {})
        status, _ = await _head(reader)
        if status != 200:
            raise OSError(f"{path}: {status}")
        async for part in _chunks(reader):
            yield part

    def close(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        if line is not None:
            line[1].close()

    async def _send(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> asyncio.StreamReader:
        if self._line is None:
            self._line = await asyncio.open_connection(self.host, self.port, limit=MOST)
        reader, writer = self._line
        own = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        if body:
            own += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
        writer.write(f"{method} {path} HTTP/1.1\r\n{self._always}{own}\r\n".encode() + body)
        return reader


def looped(work: Coroutine[Any, Any, None]) -> None:
    """Run in the quickest loop that is there."""
    try:
        from uvloop import new_event_loop as made
    except ImportError:  # not on Windows
        made = asyncio.new_event_loop
    with asyncio.Runner(loop_factory=made) as runner:
        runner.run(work)


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[bytes, bytes]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[:-2]
    pairs = (line.partition(b":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
