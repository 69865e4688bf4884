"""A real Radicale in its own process, with passwords and rights."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scheduler.caldav import Login

RIGHTS = """\
[owner]
user: city
collection: city(/.*)?
permissions: RrWw
[root]
user: .+
collection:
permissions: R
[readers]
user: reader
collection: city(/.*)?
permissions: Rr
"""
CITY, READER = Login("city", "s3cret"), Login("reader", "peek")


@dataclass
class Radicale:
    """A running server; `folder` holds its collections."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    def files(self, slug: str) -> list[str]:
        """Names of the items in a calendar of the city."""
        found = (self.folder / "collection-root" / "city" / slug).glob("*.ics")
        return sorted(p.name for p in found)


@contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """Start Radicale and stop it afterwards."""
    (folder / "users").write_text("city:s3cret\nreader:peek\n")
    (folder / "rights").write_text(RIGHTS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\n"
        "htpasswd_encryption = plain\ndelay = 0\n"
        f"[rights]\ntype = from_file\nfile = {folder}/rights\n"
        f"[storage]\nfilesystem_folder = {folder}/data\n"
    )
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(port, process, folder / "log")
        yield Radicale(f"http://127.0.0.1:{port}/city/", folder / "data", process)
    finally:
        process.kill()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def installed() -> bool:
    """Whether Radicale is there; CI must have it."""
    import importlib.util

    found = importlib.util.find_spec("radicale") is not None
    assert found or os.environ.get("CI") != "true", "CI needs Radicale"
    return found
