"""One request to one known address, ended in time whatever the other side does."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult

from scheduler.domain.system_words import connection_text
from scheduler.fetching.refusal import FetchError

_PART = 65_536
_CONNECT_S = 10.0


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Exchange:
    """A request and its limits.

    Parameters
    ----------
    until
        Moment of the monotonic clock at which it ends.
    seconds
        The time that was given, to be told.
    """

    url: str
    target: str
    until: float
    seconds: float

    def run(
        self, parts: SplitResult, addresses: list[str], method: str,
        headers: Mapping[str, str], most_bytes: int,
    ) -> Answer:  # fmt: skip
        """Connect to the first address that answers, and read everything.

        Raises
        ------
        FetchError
        """
        try:
            line = self._connected(parts, addresses)
        except (OSError, ValueError) as error:
            raise self._failed(error) from None
        # A peer that drips keeps every single read short: only the whole can be timed.
        ended = threading.Timer(self._left(), _end, [line])
        ended.daemon = True
        ended.start()
        try:
            return self._answer(line, parts, method, headers, most_bytes)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise self._failed(error) from None
        finally:
            ended.cancel()
            line.close()

    def _left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise FetchError(self.url, "slow", f"{self.seconds:g}")
        return left

    def _connected(self, parts: SplitResult, addresses: list[str]) -> socket.socket:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        failure: OSError | None = None
        for address in addresses:
            try:
                line = socket.create_connection((address, port), min(_CONNECT_S, self._left()))
                return self._protected(line, parts)
            except OSError as error:
                failure = error
        raise failure or OSError("no address")

    def _protected(self, line: socket.socket, parts: SplitResult) -> socket.socket:
        """Speak TLS where asked for, with the host's name and not its address."""
        line.settimeout(self._left())
        if parts.scheme == "http":
            return line
        try:
            return ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
        except BaseException:
            line.close()
            raise

    def _answer(
        self, line: socket.socket, parts: SplitResult, method: str,
        headers: Mapping[str, str], most_bytes: int,
    ) -> Answer:  # fmt: skip
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        connection.sock = line
        connection.putrequest(method, self.target, skip_host=True, skip_accept_encoding=True)
        own = {"Host": _host(parts), "User-Agent": "convention-scheduler",
               "Accept-Encoding": "identity", "Connection": "close"}  # fmt: skip
        for name, value in {**own, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        packed = named.get("content-encoding", "identity").strip().lower()
        if packed not in ("identity", ""):
            raise FetchError(self.url, "packed", packed, named)
        return Answer(response.status, named, self._body(response, most_bytes))

    def _body(self, response: http.client.HTTPResponse, most_bytes: int) -> bytes:
        data = bytearray()
        while part := response.read(min(_PART, most_bytes + 1 - len(data))):
            data += part
            if len(data) > most_bytes:
                raise FetchError(self.url, "large", f"{most_bytes:,}")
        self._left()
        # Before its announced length a closed connection looks like an end.
        if response.length:
            raise FetchError(self.url, "cut")
        return bytes(data)

    def _failed(self, error: Exception) -> FetchError:
        if isinstance(error, TimeoutError) or time.monotonic() >= self.until:
            return FetchError(self.url, "slow", f"{self.seconds:g}")
        if isinstance(error, http.client.IncompleteRead):
            return FetchError(self.url, "cut")
        return FetchError(self.url, "unreachable", connection_text(error))


def _host(parts: SplitResult) -> str:
    name = parts.hostname or ""
    plain = f"[{name}]" if ":" in name else name.encode("idna").decode()
    return f"{plain}:{parts.port}" if parts.port else plain


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
