"""New releases, tokens, the end: what happens while a server runs."""

from __future__ import annotations

import select
import signal
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from tests.outputs.factory import PLACEMENTS
from tests.web.serving import MOMENT, Town, drained, running, until

CITY = "/feeds/zh/city.ics"


def test_a_new_release_is_taken_over(tmp_path: Path) -> None:
    town = Town(tmp_path)
    _, token = town.give()
    with running(tmp_path) as served, served.client() as client:
        assert client.get(CITY).status_code == 404
        assert client.get("/healthz").json()["release"] is None
        assert client.get("/zh/").status_code == 200
        town.publish()
        until(lambda: client.get(CITY).status_code == 200)
        first, private = client.get(CITY), client.get(f"/f/{token}/city.ics")
        assert (first.status_code, private.status_code) == (200, 200)
        town.publish(*PLACEMENTS[1:], published=MOMENT + timedelta(days=1))
        until(lambda: client.get("/healthz").json()["release"] == 2)
        second, after = client.get(CITY), client.get(f"/f/{token}/city.ics")
        assert second.headers["etag"] != first.headers["etag"]
        assert second.headers["last-modified"] == "Mon, 02 Mar 2026 02:00:00 GMT"
        assert after.headers["etag"] != private.headers["etag"]


def test_a_release_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    """The one before it is given out until there is one that can be read; tokens go on."""
    town = Town(tmp_path)
    town.publish()
    with running(tmp_path) as served, served.client() as client:
        before = client.get(CITY)
        assert before.status_code == 200
        town.publish_nonsense()
        until(lambda: "New calendars cannot be made" in served.said)
        _, token = town.give("halls/expo--h1.ics")
        until(lambda: client.get(f"/f/{token}/h1.ics").status_code == 200)
        still = client.get(CITY, headers={"if-none-match": before.headers["etag"]})
        assert still.status_code == 304
        assert client.get("/healthz").json()["release"] == 1
        town.publish(*PLACEMENTS[1:], after=1)
        until(lambda: client.get("/healthz").json()["release"] == 3)
        assert client.get(CITY).content != before.content
        assert served.process.poll() is None


def test_last_modified_grows_when_the_newest_event_goes(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.publish(*PLACEMENTS[1:])
    town.publish()
    with running(tmp_path) as served, served.client() as client:
        first = client.get(CITY)
        town.publish(*PLACEMENTS[1:])
        until(lambda: client.get("/healthz").json()["release"] == 3)
        since = {"if-modified-since": first.headers["last-modified"]}
        second = client.get(CITY, headers=since)
        assert second.status_code == 200
        assert (b"UID:tea-" in first.content, b"UID:tea-" in second.content) == (True, False)


def test_a_token_is_given_used_and_revoked(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.publish()
    with running(tmp_path) as served, served.client() as client:
        number, token = town.give()
        path = f"/f/{token}/city.ics"
        until(lambda: client.get(path).status_code == 200)
        town.revoke(number)
        until(lambda: client.get(path).status_code == 410)
        unused, _ = town.give()
        assert served.end(signal.SIGTERM) == 0
    assert town.used() == {number}
    assert unused != number
    assert token not in (tmp_path / "log").read_text(encoding="utf-8")
    assert {line.get("token") for line in served.log if line["status"] in (200, 410)} == {number}


def test_the_log_tells_no_secrets(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.publish()
    _, token = town.give()
    with running(tmp_path) as served:
        with served.client() as client:
            for path in (
                f"/f/{token}/city.ics?phases=show&secret=hush", f"/f/{token}/", f"/f/{token}",
                f"/%66/{token}/", f"//f/{token}/x.ics", f"/F/{token}/x.ics",
                f"/feeds/f/{token}.ics", f"/zh/?q={token}", f"{CITY}?token={token}",
                f"/zh/subscribe/{token}",
            ):  # fmt: skip
                client.get(path, headers={"user-agent": f"x {token}", "referer": token})
        assert served.end(signal.SIGINT) == 0
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert len(log.splitlines()) == 10
    assert token not in log + served.said
    assert "hush" not in log
    assert served.log[0]["query"] == "phases=show"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_requests_on_their_way_end_well(tmp_path: Path, number: signal.Signals) -> None:
    """What was asked is answered; who is idle or has asked for half only holds up nothing."""
    Town(tmp_path).publish()
    with running(tmp_path) as served:
        idle, slow, peer = served.connect(), served.connect(), served.connect()
        # This one is taken on for sure, since it has had an answer.
        peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        healthy = b""
        while not healthy.endswith(b"}"):
            healthy += peer.recv(65536)
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: loc")
        # A form that is not ready yet waits for a process to start, so this is on its way.
        peer.sendall(b"GET /feeds/zh/city.json?phases=show HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert select.select([peer], [], [], 0.05)[0] == []
        served.process.send_signal(number)
        got = drained(peer)
        assert got.startswith(b"HTTP/1.1 200 OK\r\n")
        assert got.endswith(b"]")
        assert served.process.wait(30) == 0
        assert drained(idle) + drained(slow) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", served.port), 5)
        for each in (idle, slow, peer):
            each.close()
    assert [(line["status"], line["query"]) for line in served.log if "query" in line] == [
        (200, "phases=show")
    ]
