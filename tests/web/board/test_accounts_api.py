"""The board's interface with accounts: every address, asked by whoever may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from scheduler.web.board.openapi import OPERATIONS
from tests.web.board import members

WRITES = [path for method, path, *_ in OPERATIONS if method != "get" and path[-4:] != "/try"]
READS = [path for method, path, *_ in OPERATIONS if method == "get" and "/stream" not in path]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with members.site(tmp_path_factory.mktemp("members") / "bay") as found:
        yield found


def of(path: str) -> str:
    """An address with all its names filled."""
    names = {"plan": 1, "job": "x", "form": "csv", "event_id": "tea", "number": 1}
    return path.format(**names)


@pytest.fixture(scope="module")
def plan(url: str) -> int:
    return members.begin(url)


def versions(url: str) -> list[Any]:
    with members.client(url, "amy") as amy:
        return [(p["id"], p["title"], p["version"]) for p in amy.get("/api/plans").json()["plans"]]


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("path", WRITES)
def test_only_planners_write_and_only_from_our_pages(url: str, path: str) -> None:
    before = versions(url)
    body = {"version": 0, "edits": [{"op": "park", "event_id": "tea"}], "title": "x"}
    with members.client(url) as nobody:
        assert nobody.post(of(path), json=body).status_code == 401
    with members.client(url, "bob") as bob:
        told = bob.post(of(path), json=body)
        assert told.status_code == 403
        assert told.json()["message_en"] == "Your account may only look."
    with members.client(url, "amy") as amy:
        for headers in (
            {"origin": "https://evil.example"}, {"origin": "null"},
            {"origin": url, "sec-fetch-site": "cross-site"},
        ):  # fmt: skip
            assert amy.post(of(path), json=body, headers=headers).status_code == 403
        del amy.headers["origin"]
        assert amy.post(of(path), json=body).status_code == 403
        elsewhere = {"host": "evil.example", "origin": "http://evil.example"}
        assert amy.post(of(path), json=body, headers=elsewhere).status_code == 400
    assert versions(url) == before


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("path", READS)
def test_strangers_read_nothing_and_viewers_everything(url: str, path: str) -> None:
    with members.client(url) as nobody:
        assert nobody.get(of(path)).status_code == 401
    with members.client(url, "bob") as bob:
        assert bob.get(of(path)).status_code in (200, 404)  # 404: there is no such job or release


def test_who_asks_is_told(url: str, plan: int) -> None:
    for name, role in members.ROLES.items():
        with members.client(url, name) as client:
            told = client.get("/api/plans").json()["me"]
            assert told == {"name": name, "planner": role == "planner"}
    with members.client(url, "bob") as bob:
        tried = bob.post(f"/api/plans/{plan}/try", json={"edits": [{"op": "park",
                                                                    "event_id": "tea"}]})
    assert tried.status_code == 200


def test_a_cookie_that_was_altered_is_none(url: str) -> None:
    with members.client(url, "amy") as amy:
        (name, value), = amy.cookies.items()
    for wrong in (value[:-1], value[::-1], "", "x" * 9000):
        with httpx.Client(base_url=url, cookies={name: wrong}, trust_env=False) as client:
            assert client.get("/api/plans").status_code == 401
