"""The server as it is started by people, on a store as it is kept."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from sqlalchemy import text

from scheduler.domain.entry import draft_entries
from scheduler.domain.plan import Placement
from scheduler.domain.release import Release, directory_of
from scheduler.releases.lifecycle import new_states, next_release
from scheduler.store import Record, open_store
from scheduler.store.transactions import writing
from tests.outputs.factory import city, roster

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
MOMENT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
RECORD = Record("hash", 0)
HOST = b"Host: localhost\r\n"
CITY = b"/feeds/zh/city.ics"
FAST = ("httptools", "uvloop")
WITHOUT_FAST = """
import sys
sys.modules.update(httptools=None, uvloop=None)
from scheduler.cli import main
main()
"""
_UNREADABLE = """
INSERT INTO releases
    (number, published, message, input_hash, cost, events, accepted, record, content)
SELECT :number, published, message, input_hash, cost, events, accepted, record, :content
FROM releases WHERE number = :like
"""


@dataclass(frozen=True)
class Town:
    """The small city's releases and tokens, in the store of its workspace or at a URL."""

    folder: Path
    url: str = ""

    @property
    def where(self) -> str:
        """Path or URL of the store."""
        return self.url or str(self.folder / "scheduler.db")

    def publish(
        self, *placements: Placement, published: datetime = MOMENT, after: int | None = None
    ) -> Release:
        """Release the standing plan or another; it follows the last release, or the one told."""
        problem = city()
        drafts = draft_entries(problem, roster(problem, *placements))
        with open_store(self.where) as store:
            last = store.last() if after is None else store.release(after)
            known = store.states()
            made = next_release(last, directory_of(problem), drafts, published, "", known)
            made = replace(made, number=(store.last_number() or 0) + 1)
            store.add(made, RECORD, new_states(known, made))
        return made

    def publish_nonsense(self) -> None:
        """Add a release whose content nobody can read, as after a fault of the disk."""
        with open_store(self.where) as store, writing(store.engine) as conn:
            last = store.last_number() or 0
            row = {"number": last + 1, "content": b"no release", "like": last}
            conn.execute(text(_UNREADABLE), row)

    def give(self, path: str = "city.ics", lang: str = "zh") -> tuple[int, str]:
        """A new token: its number and its text."""
        with open_store(self.where) as store:
            token, secret = store.tokens.add(path, lang, "label")
        return token.id, secret

    def revoke(self, number: int) -> None:
        """Take a token back."""
        with open_store(self.where) as store:
            store.tokens.revoke(number)

    def used(self) -> set[int]:
        """Numbers of the tokens that were ever used."""
        with open_store(self.where) as store:
            return {token.id for token in store.tokens.list() if token.used}


@dataclass
class Running:
    """A server that runs; `token` opens a calendar, and `revoked` did."""

    process: subprocess.Popen[bytes]
    url: str
    folder: Path
    token: str = ""
    revoked: str = ""
    pure: bool = False

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def log(self) -> list[dict[str, Any]]:
        """The access log, line by line."""
        found = (self.folder / "log").read_text(encoding="utf-8")
        return [json.loads(line) for line in found.splitlines()]

    @property
    def said(self) -> str:
        """What it told people."""
        return (self.folder / "said").read_text(encoding="utf-8")

    def client(self, **options: Any) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60, trust_env=False, **options)

    def connect(self, timeout: float = 60) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def raw(self, data: bytes, timeout: float = 60) -> bytes:
        """Everything the server says to some bytes until it closes."""
        with self.connect(timeout) as peer:
            peer.sendall(data)
            return drained(peer)

    def end(self, number: int) -> int:
        """End it by a signal; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(30)


def need_fast() -> None:
    """Skip on a person's machine that lacks the extra ``fast``; never in CI."""
    missing = [name for name in FAST if importlib.util.find_spec(name) is None]
    if missing:
        assert os.environ.get("CI") != "true", f"CI needs {missing}"
        pytest.skip(f"not installed: {', '.join(missing)} (the extra fast)")


def drained(peer: socket.socket) -> bytes:
    """Everything until the other side closes."""
    got = b""
    try:
        while more := peer.recv(65536):
            got += more
    except ConnectionResetError:
        pass
    return got


def waited(what: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives; in a thread, since tests in a browser leave a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, what).result()


def until(holds: Callable[[], bool]) -> None:
    """Wait for what must come, not caring when; whoever is soon there is soon seen."""
    for n in range(6100):  # some ten minutes
        if holds():
            return
        time.sleep(min(0.1, 0.01 * (n + 1)))
    pytest.fail("it never came")


@contextmanager
def running(folder: Path, *args: object, pure: bool = False) -> Iterator[Running]:
    """Serve a workspace's store; `args` are further ones of the command.

    Parameters
    ----------
    pure
        As if the parser and loop of the extra ``fast`` were not installed.
    """
    program = ("-c", WITHOUT_FAST) if pure else ("-m", "scheduler")
    command = [sys.executable, *program, "-w", folder, "--lang", "en", "serve",
               "--port", "0", "--access-log", folder / "log", *args]  # fmt: skip
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(list(map(str, command)), cwd=ROOT, stderr=said)
    served = Running(process, "", folder, pure=pure)
    try:
        until(lambda: "http://" in served.said or process.poll() is not None)
        found = re.search(r"(http://[\w.:]+)/", served.said)
        assert found, served.said
        served.url = found[1]
        yield served
    finally:
        process.kill()
        process.wait()
