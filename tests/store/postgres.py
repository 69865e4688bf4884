"""A PostgreSQL server of one's own, from Debian's programs, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HOMES = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of each version."""


def programs() -> Path | None:
    """Folder of the newest server's programs."""
    found = sorted(HOMES.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


@contextmanager
def server() -> Iterator[str]:
    """Folder of the socket of a running server; without one, people skip and the gate fails."""
    bin_ = programs()
    if bin_ is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is missing: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        _run(bin_ / "initdb", "-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8", "-N")
        _run(bin_ / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield folder
        finally:
            _run(bin_ / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _run(*command: object) -> None:
    # The server refuses to run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    run = subprocess.run(
        [*user, *map(str, command)], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
