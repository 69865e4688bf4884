"""A real Radicale whose disk is full midway in the Qingdao year, and has room again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.caldav.radicale import CITY, Radicale, installed, radicale
from tests.cli.tiny import ROOT, answer, run, solve

if not installed():
    pytest.skip("no Radicale on this machine", allow_module_level=True)

DAY = ("--today", "2021-03-10")


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[str], None]]:
    """A disk of 400 kB; gives a function that makes it larger."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")

    def enlarge(size: str) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)

    try:
        yield enlarge
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan of the Qingdao year and a file with the password."""
    folder = tmp_path_factory.mktemp("qingdao")
    solve(ROOT, "--time-limit", 6, "-o", folder)
    (folder / "password").write_text("s3cret\n")
    return folder


def items(server: Radicale) -> list[bytes]:
    found = (server.folder / "collection-root" / "city").glob("*-en/*.ics")
    return [path.read_bytes() for path in found]


def test_a_full_disk_is_told_and_the_rest_follows(town: Path, tmp_path: Path) -> None:
    db = ("--db", tmp_path / "scheduler.db")
    who = ("--caldav-user", CITY.user, "--caldav-password-file", town / "password")
    with small_disk(tmp_path / "data") as enlarge, radicale(tmp_path) as server:
        publish = ("publish", town / "plan.json", "--caldav", server.url, *who, *db, *DAY)
        told = run("-w", ROOT, *publish)
        assert told.exit_code == 1
        assert "Published as release 1." in told.stdout
        assert "disk or the user's quota is full (507)" in told.stderr
        assert "Run the command again to go on from here." in told.stderr
        assert str(tmp_path) not in told.stderr
        some = items(server)
        assert some
        # The same once more, and it is still full: nothing is lost, and nothing is new.
        assert run("-w", ROOT, *publish).exit_code == 1
        assert len(items(server)) >= len(some)

        enlarge("50m")
        said = answer("-w", ROOT, *publish)
        assert (said["published"], said["release"], said["caldav"]["ok"]) == (False, 1, True)
        every = items(server)
        assert len(every) > len(some)
        assert all(item.rstrip().endswith(b"END:VCALENDAR") for item in every)
        entries = answer("-w", ROOT, "release", 1, *db)["entries"]
        assert len(every) == entries
        again = answer("-w", ROOT, "caldav", "push", server.url, *who, *db, *DAY)
        assert {(c["written"], c["deleted"], len(c["edited"])) for c in again["calendars"]} == {
            (0, 0, 0)
        }
