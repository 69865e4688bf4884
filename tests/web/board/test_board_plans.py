"""Working plans over HTTP, asked from the real command on a real store."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from scheduler.accounts.passwords import hashed
from scheduler.store import open_store
from tests.board.town import workspace
from tests.web.board.asking import PARK, PROGRAM, begun, edited
from tests.web.serving import Running, running, until


def test_from_first_to_last(client: httpx.Client) -> None:
    plan = begun(client)
    said = client.get(plan).json()
    assert (said["title"], said["version"], said["undo"], said["redo"]) == ("初稿", 0, False, False)
    assert [p["event_id"] for p in said["placements"]] == ["boats", "care", "parade"]
    answer = edited(client, plan, 0).json()
    assert answer["version"] == 1
    assert answer["cost_change"] == answer["cost"] - said["cost"]
    assert answer["changed"]["unplaced"] == ["care"]
    assert answer["changed"]["placements"] == []
    now = client.get(plan).json()
    assert {k: now[k] for k in answer if k in now} == {k: answer[k] for k in answer if k in now}
    assert client.post(f"{plan}/undo", json={"version": 1}).json()["cost_change"] < 0
    assert client.post(f"{plan}/redo", json={}).json()["version"] == 3
    assert client.post(f"{plan}/redo", json={}).status_code == 409
    kinds = [e["kind"] for e in client.get(f"{plan}/history").json()["entries"]]
    assert kinds == ["edit", "undo", "redo"]
    assert client.get(plan, params={"as_of": "2"}).json()["unplaced"] == []
    assert client.get(plan, params={"as_of": "2020-01-01"}).json()["version"] == 0
    assert client.get(plan, params={"as_of": "yesterday"}).status_code == 404


def test_an_older_version_is_refused_with_what_was_done(client: httpx.Client) -> None:
    plan = begun(client)
    edited(client, plan, 0)
    late = edited(client, plan, 0)
    assert late.status_code == 409
    assert (late.json()["version"], late.json()["since"][0]["edits"]) == (1, [PARK])


def test_trying(client: httpx.Client) -> None:
    plan = begun(client)
    tried = client.post(f"{plan}/try", json={"edits": [PARK]}).json()
    assert tried["version"] == 0
    assert tried["changed"]["unplaced"] == ["care"]
    assert client.get(plan).json()["unplaced"] == []


def test_where_an_event_may_be_dragged(client: httpx.Client) -> None:
    plan = begun(client)
    said = client.get(f"{plan}/places/care").json()
    stretch = next(s for s in said["stretches"] if s["hall_ids"] == ["h1"])
    assert stretch["legal"] == [
        {"from": "2021-05-01", "to": "2021-05-06"}, {"from": "2021-05-13", "to": "2021-05-29"},
    ]  # fmt: skip
    at = {"event_id": "care", "venue_id": "expo", "hall_ids": ["h1"], "show_first": "2021-05-13"}
    tried = client.post(f"{plan}/try", json={"edits": [{"op": "place", **at}]}).json()
    assert tried["cost_change"] == said["cost"][12] + stretch["extra"]
    assert client.get(f"{plan}/places/nobody").status_code == 404


def test_faults_are_told_as_validate_tells_them(client: httpx.Client) -> None:
    answer = edited(client, begun(client), 0, {"op": "park", "event_id": "cares"})
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert (fault["file"], fault["column"], fault["value"]) == (
        "edits", "edits[0].event_id", "cares",
    )  # fmt: skip
    assert "care" in fault["message_zh"]
    assert "Maybe care?" in fault["message_en"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400), (b"[]", "application/json", 400),
        (b"[" * 100_000, "application/json", 400), (b"\xff", "application/json", 400),
        (b'{"version": NaN}', "application/json", 400),
        (b'{"version": 0, "edits": [{"op": "change_event", "event_id": "care", "set": '
         b'{"notes": 1e999}}]}', "application/json", 400),
        (b'{"version": 0, "edits": [{"op": "\\ud800"}]}', "application/json", 400),
        (b'{"version": true, "edits": []}', "application/json", 400),
        (b'{"edits": []}', "application/json", 400), (b'{"version": 0}', "application/json", 422),
        (b'{"a":' * 99 + b"1" + b"}" * 99, "application/json", 400),
        (b'{"version": 0}', "text/plain", 415), (b"x" * 5_000_000, "application/json", 413),
    ],
)  # fmt: skip
def test_bodies_that_are_none(client: httpx.Client, body: bytes, kind: str, status: int) -> None:
    plan = begun(client)
    headers = {"content-type": kind}
    assert client.post(f"{plan}/edits", content=body, headers=headers).status_code == status
    assert client.get(plan).json()["version"] == 0


def test_who_leaves_amid_a_request_is_no_failure(town: Running, client: httpx.Client) -> None:
    plan = begun(client)
    lines = (f"POST {plan}/edits HTTP/1.1", "Host: localhost", "X-Scheduler: test",
             "Content-Type: application/json", "Content-Length: 9", "", "{")  # fmt: skip
    with town.connect() as peer:
        peer.sendall("\r\n".join(lines).encode())
        # Asked on another line: the body is waited for by now.
        assert client.get(plan).json()["version"] == 0
    until(lambda: any(line["path"] == f"{plan}/edits" for line in town.log))
    assert "Traceback" not in town.said


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/", 404), ("GET", "/api/nothing", 404), ("DELETE", "/api/plans", 405),
     ("GET", "/api/plans/1/edits", 405)],
)  # fmt: skip
def test_addresses_that_are_none_are_told_in_json(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.json()["message_zh"] and answer.json()["message_en"]


@pytest.mark.parametrize("plan", ["0", "999999", "x", "-1", "1e3", "9" * 30, "1.0"])
def test_plans_that_are_none(client: httpx.Client, plan: str) -> None:
    begun(client)
    assert client.get(f"/api/plans/{plan}").status_code == 404
    assert edited(client, f"/api/plans/{plan}", 0).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"origin": "https://evil.example"}, {"origin": "null"},
        {"referer": "https://evil.example/x"}, {**PROGRAM, "sec-fetch-site": "cross-site"},
        {**PROGRAM, "origin": "https://evil.example"},
    ],
)  # fmt: skip
def test_writes_from_elsewhere(town: Running, client: httpx.Client, headers: Any) -> None:
    plan = begun(client)
    with town.client(headers=headers) as foreign:
        for path in (f"{plan}/edits", f"{plan}/undo", f"{plan}/redo", "/api/plans"):
            answer = foreign.post(path, json={"version": 0, "edits": [PARK]})
            assert answer.status_code == 403, path
    assert client.get(plan).json()["version"] == 0
    own = {"origin": town.url, "sec-fetch-site": "same-origin"}
    with town.client(headers=own) as page:
        assert edited(page, plan, 0).status_code == 200


def test_another_host_is_served_nothing(town: Running) -> None:
    with town.client(headers={"host": "evil.example", **PROGRAM}) as client:
        assert client.get("/api/plans").status_code == 400


def test_the_board_is_the_start_page_and_calendars_have_their_own(client: httpx.Client) -> None:
    start = client.get("/")
    assert "/assets/board/" in start.text
    assert "default-src 'self'" in start.headers["content-security-policy"]
    assert client.get("/", headers={"if-none-match": start.headers["etag"]}).status_code == 304
    assert client.get("/feeds/", headers={"accept-language": "zh"}).text == client.get("/zh/").text
    assert client.get("/assets/board/board.js").headers["content-type"].startswith("text/java")
    for path in ("../site.css", "nothing.js", "", "board.js/", "..%2fsite.css"):
        assert client.get(f"/assets/board/{path}").status_code == 404


def test_nothing_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    with running(folder) as served, served.client(headers=PROGRAM) as client:
        plan = begun(client)
        edited(client, plan, 0)
        served.process.send_signal(signal.SIGKILL)
        served.process.wait()
    with running(folder) as served, served.client() as client:
        said = client.get(plan).json()
        assert (said["version"], said["unplaced"], said["undo"]) == (1, ["care"], True)


def test_a_folder_that_is_no_workspace_has_no_board(tmp_path: Path) -> None:
    with running(tmp_path) as served, served.client() as client:
        assert client.get("/api/plans").status_code == 404
        assert "/assets/board/" not in client.get("/").text


def test_with_others_about_everybody_is_asked_for_a_name(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    with open_store(folder / "scheduler.db") as store:
        for name, role in (("amy", "planner"), ("bob", "viewer")):
            store.users.add(name, role, hashed("a long password"))
    with running(folder, "--allow-host", "plan.example.cn") as served:
        with served.client(headers=PROGRAM) as client:
            assert client.get("/api/plans").status_code == 401
            assert client.post("/api/plans", json={}).status_code == 401
            assert "/assets/board/" not in client.get("/").text
            assert client.get("/feeds/").status_code == 200
            board = client.get("/board/")
            assert (board.status_code, board.headers["location"]) == (
                303, "/en/login?next=/board/",
            )  # fmt: skip
        with logged_in(served, "amy") as amy, logged_in(served, "bob") as bob:
            assert amy.get("/api/plans").json()["me"] == {"name": "amy", "planner": True}
            plan = begun(amy)
            assert edited(amy, plan, 0).status_code == 200
            assert amy.get(f"{plan}/history").json()["entries"][0]["who"] == "amy"
            assert bob.get(plan).status_code == 200
            assert edited(bob, plan, 1).status_code == 403
            assert "/assets/board/" in bob.get("/").text


@contextmanager
def logged_in(served: Running, name: str) -> Iterator[httpx.Client]:
    with served.client(headers={"origin": served.url}) as client:
        answer = client.post("/en/login", data={"name": name, "password": "a long password"})
        assert answer.status_code == 303
        yield client


def test_a_history_is_zipped_and_told_again_only_when_it_grew(client: httpx.Client) -> None:
    plan = begun(client)
    edited(client, plan, 0)
    told = client.get(f"{plan}/history")
    assert told.headers["content-encoding"] == "gzip"
    same = {"if-none-match": told.headers["etag"]}
    assert client.get(f"{plan}/history", headers=same).status_code == 304
    plain = client.get(f"{plan}/history", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == told.json()
    edited(client, plan, 1)
    grown = client.get(f"{plan}/history", headers=same)
    assert [e["version"] for e in grown.json()["entries"]] == [1, 2]
