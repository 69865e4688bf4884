"""A server in a process of its own for the tests, with releases kept in a folder."""

from __future__ import annotations

import json
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx

from scheduler.domain.entry import State, draft_entries
from scheduler.domain.release import Release, directory_of
from scheduler.web import server
from scheduler.web.app import make_app
from scheduler.web.hosts import Hosts
from scheduler.web.keys import Key
from tests.outputs.factory import city, roster

ROOT = Path(__file__).parents[2]
MOMENT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Folder:
    """Releases and tokens as files."""

    path: Path

    def last_number(self) -> int | None:
        return max((int(p.stem) for p in self.path.glob("*.pickle")), default=None)

    def release(self, number: int) -> Release:
        found: Release = pickle.loads((self.path / f"{number}.pickle").read_bytes())
        return found

    def add(self, release: Release) -> None:
        part = self.path / "part"
        part.write_bytes(pickle.dumps(release))
        part.rename(self.path / f"{release.number}.pickle")

    def keys(self) -> list[Key]:
        found = self.path / "keys"
        keys: list[Key] = pickle.loads(found.read_bytes()) if found.exists() else []
        return keys

    def give(self, *keys: Key) -> None:
        part = self.path / "part-keys"
        part.write_bytes(pickle.dumps(list(keys)))
        part.rename(self.path / "keys")

    def touch(self, used: Mapping[int, datetime]) -> None:
        (self.path / "used").write_text(json.dumps({k: v.isoformat() for k, v in used.items()}))


def release(number: int = 1, published: datetime = MOMENT, **changes: object) -> Release:
    """The small city's plan as a release."""
    problem, state = city(), State(0, published, published)
    entries = tuple(replace(e, state=state) for e in draft_entries(problem, roster(problem)))
    made = Release(number, published, "", directory_of(problem), entries)
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class Running:
    """A server that runs."""

    process: subprocess.Popen[str]
    port: int
    folder: Folder
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=20, trust_env=False, **options)  # type: ignore[arg-type]

    def raw(self, data: bytes, timeout: float = 20) -> bytes:
        """Everything the server says to some bytes until it closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as peer:
            peer.sendall(data)
            return drained(peer)


def drained(peer: socket.socket) -> bytes:
    """Everything until the other side closes."""
    got = b""
    try:
        while more := peer.recv(65536):
            got += more
    except ConnectionResetError:
        pass
    return got


@contextmanager
def running(folder: Path, **options: object) -> Iterator[Running]:
    """Serve a folder's releases; `options` are those of `Hosts.of`."""
    log = folder / "access.log"
    command = [sys.executable, "-m", "tests.web.serving", str(folder), json.dumps(options)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        port = process.stdout.readline()
        yield Running(process, int(port), Folder(folder), log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def main(path: str, options: str) -> None:
    """Serve, tell the port, end by a signal."""
    folder = Folder(Path(path))
    with Path(path, "access.log").open("w", encoding="utf-8") as log:
        chosen = {"base": "", **json.loads(options)}
        app = make_app(folder, partial(Folder, folder.path), Hosts.of(**chosen), log)
        listening = server.bound("127.0.0.1", 0)
        port = listening.getsockname()[1]
        server.run(app, listening, lambda: print(port, flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
