"""New releases, tokens, the end: what happens while a server runs."""

from __future__ import annotations

import json
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.web.conftest import REVOKED, TOKEN, key
from tests.web.serving import MOMENT, Folder, drained, release, running

CITY = "/feeds/zh/city.ics"


def until(holds: Callable[[], bool]) -> None:
    """Wait for what must come, not caring when."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it never came")


def test_a_new_release_is_taken_over(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.give(key(1, TOKEN))
    with running(tmp_path) as served, served.client() as client:
        assert client.get(CITY).status_code == 404
        assert client.get("/healthz").json()["release"] is None
        assert client.get("/zh/").status_code == 200
        folder.add(release())
        until(lambda: client.get(CITY).status_code == 200)
        first, private = client.get(CITY), client.get(f"/f/{TOKEN}/city.ics")
        assert (first.status_code, private.status_code) == (200, 200)
        later = release(2, MOMENT + timedelta(days=1))
        folder.add(replace(later, entries=later.entries[:1]))
        until(lambda: client.get("/healthz").json()["release"] == 2)
        second, after = client.get(CITY), client.get(f"/f/{TOKEN}/city.ics")
        assert second.headers["etag"] != first.headers["etag"]
        assert second.headers["last-modified"] == "Mon, 02 Mar 2026 02:00:00 GMT"
        assert after.headers["etag"] != private.headers["etag"]
        broken = tmp_path / "3.pickle"
        broken.write_bytes(b"no release")
        folder.give(key(1, TOKEN), key(2, REVOKED))
        time.sleep(2)
        assert client.get(CITY).content == second.content


def test_last_modified_grows_though_a_release_says_otherwise(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.add(release())
    with running(tmp_path) as served, served.client() as client:
        first = client.get(CITY)
        folder.add(replace(release(2), entries=()))
        until(lambda: client.get("/healthz").json()["release"] == 2)
        since = {"if-modified-since": first.headers["last-modified"]}
        second = client.get(CITY, headers=since)
        assert second.status_code == 200
        assert second.content != first.content


def test_a_token_is_given_used_and_revoked(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.add(release())
    with running(tmp_path) as served, served.client() as client:
        path = f"/f/{TOKEN}/city.ics"
        assert client.get(path).status_code == 404
        folder.give(key(7, TOKEN))
        until(lambda: client.get(path).status_code == 200)
        assert not (tmp_path / "used").exists()
        folder.give(key(7, TOKEN, revoked=True))
        until(lambda: client.get(path).status_code == 410)
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(20) == 0
        assert list(json.loads((tmp_path / "used").read_text())) == ["7"]
        log = served.log.read_text(encoding="utf-8")
    assert TOKEN not in log
    lines = [json.loads(line) for line in log.splitlines()]
    assert {line.get("token") for line in lines if line["status"] in (200, 410)} == {7}


def test_the_log_tells_no_secrets(tmp_path: Path) -> None:
    Folder(tmp_path).add(release())
    Folder(tmp_path).give(key(1, TOKEN))
    with running(tmp_path) as served:
        with served.client() as client:
            for path in (
                f"/f/{TOKEN}/city.ics?phases=show&secret=hush", f"/f/{TOKEN}/", f"/f/{TOKEN}",
                f"/%66/{TOKEN}/", f"//f/{TOKEN}/x.ics", f"/F/{TOKEN}/x.ics",
                f"/feeds/f/{TOKEN}.ics", f"/zh/?q={TOKEN}", f"{CITY}?token={TOKEN}",
                f"/zh/subscribe/{TOKEN}",
            ):  # fmt: skip
                client.get(path, headers={"user-agent": f"x {TOKEN}", "referer": TOKEN})
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(20) == 0
        log = served.log.read_text(encoding="utf-8")
    assert len(log.splitlines()) == 10
    assert TOKEN not in log
    assert "hush" not in log
    assert json.loads(log.splitlines()[0])["query"] == "phases=show"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_requests_on_their_way_end_well(tmp_path: Path, number: signal.Signals) -> None:
    Folder(tmp_path).add(release())
    with running(tmp_path) as served:
        idle = socket.create_connection(("127.0.0.1", served.port))
        with socket.create_connection(("127.0.0.1", served.port), 20) as peer:
            # A form that is not ready yet has to be rendered first, so this is on its way.
            peer.sendall(b"GET /feeds/zh/city.json?phases=show HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.05)
            served.process.send_signal(number)
            got = drained(peer)
        assert got.startswith(b"HTTP/1.1 200 OK\r\n")
        assert served.process.wait(20) == 0
        assert drained(idle) == b""
        idle.close()
