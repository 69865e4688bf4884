"""The access log: one JSON object a line, without tokens and without what readers search for."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from typing import TextIO
from urllib.parse import parse_qsl

from scheduler.outputs.ical.asked import OPTIONS
from scheduler.web.replies import Scope

_SECRET = re.compile(r"[A-Za-z0-9_%~-]{16,}")
"""What may be a token in an address that is not ours, mistyped for instance."""

_PLAIN = re.compile(r"[a-z0-9,-]{0,40}", re.IGNORECASE)
MOST = 2_000
"""Lines kept before they are written in any case."""


class AccessLog:
    """Lines are gathered and written together, so that no answer waits for a disk."""

    def __init__(self, stream: TextIO | None) -> None:
        self.stream = stream
        self.lines: list[str] = []

    def add(
        self, scope: Scope, client: str, status: int, size: int, began: float, key: int | None
    ) -> None:
        """Note an answer; `began` is a reading of ``time.perf_counter``, `key` a token's id."""
        if self.stream is None:
            return
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "client": client,
            "method": scope["method"][:16],
            "path": shown_path(scope["raw_path"], status),
            "query": shown_query(scope["query_string"]),
            "status": status,
            "bytes": size,
            "ms": round((time.perf_counter() - began) * 1000, 2),
            "agent": _agent(scope),
            "token": key,
        }
        self.lines.append(json.dumps({k: v for k, v in line.items() if v not in (None, "")}))
        if len(self.lines) >= MOST:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered; a log that cannot be written stops no calendar."""
        lines, self.lines = self.lines, []
        if self.stream is not None and lines:
            try:
                self.stream.write("\n".join(lines) + "\n")
                self.stream.flush()
            except OSError:
                return


def shown_path(raw: bytes, status: int) -> str:
    """A path without anything that may be a token."""
    path = raw[:300].decode("latin-1")
    if path.startswith("/f/"):
        return "/f/*"
    return path if status < 400 else _SECRET.sub("*", path)


def shown_query(query: bytes) -> str:
    """The options of calendars; anything else may be private."""
    if not query or len(query) > 300:
        return ""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    known = ((k, v) for k, v in pairs if k in OPTIONS and _PLAIN.fullmatch(v))
    return "&".join(f"{name}={value}" for name, value in known)


def _agent(scope: Scope) -> str:
    found = next((v for k, v in scope["headers"] if k == b"user-agent"), b"")
    return _SECRET.sub("*", found[:200].decode("latin-1"))
