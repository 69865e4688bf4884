"""Logging in at a real server, which asks for accounts wherever others can reach it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from scheduler.accounts.passwords import hashed
from scheduler.store import open_store
from scheduler.web.accounts import login
from scheduler.web.accounts.access import Access
from scheduler.web.accounts.login import inside
from scheduler.web.serving import Settings
from tests.web.serving import Town, running, waited

NAME, PASSWORD = "amy", "a fair in every hall"
HOST = "plan.example.cn"
OURS = {"host": HOST, "origin": f"http://{HOST}"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that is reached by a name, with one account."""
    folder = tmp_path_factory.mktemp("site")
    Town(folder).publish()
    with open_store(folder / "scheduler.db") as store:
        store.users.add(NAME, "planner", hashed(PASSWORD))
    with running(folder, "--allow-host", HOST) as served:
        yield served.url


async def never() -> Any:
    return await asyncio.Event().wait()


async def left() -> Any:
    return {"type": "http.disconnect"}


@pytest.mark.parametrize(("receive", "status"), [(never, 408), (left, 400)])
def test_a_form_that_never_comes_is_given_up(
    monkeypatch: pytest.MonkeyPatch, receive: Any, status: int
) -> None:
    """Also for whoever is not known yet; the time is cut short here."""
    monkeypatch.setattr(login, "FORM_S", 0.01)
    app = FastAPI()
    login.add_login(app, Access(True, lambda: None))
    scope = {
        "type": "http", "method": "POST", "path": "/en/login", "query_string": b"",
        "headers": [(b"x-scheduler", b"1"), (b"content-length", b"100")],
        "site": f"http://{HOST}", "asker": "10.0.0.9",
    }  # fmt: skip
    told: list[int] = []

    async def said(message: Any) -> None:
        told.append(message.get("status", 0))

    waited(asyncio.wait_for(app(scope, receive, said), 60))
    assert told[0] == status


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, trust_env=False, timeout=30) as made:
        yield made


def form(name: str = NAME, password: str = PASSWORD, next: str = "/zh/") -> dict[str, str]:
    return {"name": name, "password": password, "next": next}


def test_the_page_asks_in_both_languages_and_feeds_do_not(client: httpx.Client) -> None:
    for lang, title in (("zh", "登录"), ("en", "Log in")):
        page = client.get(f"/{lang}/login?next=/board%3Fa=b", headers=OURS)
        assert page.status_code == 200
        assert f"<h1>{title}</h1>" in page.text
        assert 'value="/board?a=b"' in page.text
        assert page.headers["cache-control"] == "private, no-store"
        # With "no-referrer" a browser tells no origin of the form, which would then be refused.
        assert page.headers["referrer-policy"] == "same-origin"
        assert "default-src 'self'" in page.headers["content-security-policy"]
    assert client.get("/feeds/zh/city.ics", headers=OURS).status_code == 200


def test_the_right_password_gives_a_cookie_and_leads_on(client: httpx.Client) -> None:
    done = client.post("/zh/login", data=form(" AMY "), headers=OURS)
    assert (done.status_code, done.headers["location"]) == (303, "/zh/")
    assert done.headers["set-cookie"].startswith("scheduler-session=")
    assert "; HttpOnly; SameSite=Lax" in done.headers["set-cookie"]
    out = client.post("/zh/logout", headers=OURS)
    assert out.status_code == 303
    assert "Max-Age=0" in out.headers["set-cookie"]


def test_a_wrong_password_says_no_more_than_that(client: httpx.Client) -> None:
    wrong = client.post("/en/login", data=form(password="not this one"), headers=OURS)
    nobody = client.post("/en/login", data=form("bob", "not this one"), headers=OURS)
    assert wrong.status_code == nobody.status_code == 403
    assert "set-cookie" not in wrong.headers
    assert wrong.text.replace('value="amy"', "") == nobody.text.replace('value="bob"', "")


def test_another_site_cannot_log_anybody_in(client: httpx.Client) -> None:
    for headers in ({"origin": "https://evil.example"}, {}, {"sec-fetch-site": "cross-site"}):
        for path in ("/zh/login", "/zh/logout"):
            done = client.post(path, data=form(), headers={"host": HOST} | headers)
            assert done.status_code == 403
            assert "set-cookie" not in done.headers


def test_who_fails_often_has_to_wait(client: httpx.Client) -> None:
    said = [
        client.post("/zh/login", data=form("eve", f"guess number {n}"), headers=OURS)
        for n in range(7)
    ]
    assert [r.status_code for r in said] == [403] * 5 + [429] * 2
    assert 1 <= int(said[-1].headers["retry-after"]) <= 2
    assert "秒后再试" in said[-1].text
    assert client.post("/zh/login", data=form(), headers=OURS).status_code == 303


@pytest.mark.parametrize(
    "body", [b"", b"x" * 5000, b"name=a&" * 50, b"\xff\xfe=%ff", b"name=%00&password=%00&next=%00"]
)
def test_what_is_no_form_is_refused(client: httpx.Client, body: bytes) -> None:
    done = client.post("/zh/login", content=body, headers=OURS)
    assert done.status_code in (400, 403, 413, 429)
    assert "set-cookie" not in done.headers


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "", "\\\\evil",
     "/a\r\nset-cookie: b", "evil"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(path: str) -> None:
    assert inside(path) == "/"


def test_a_path_of_our_own_is_kept() -> None:
    assert inside("/zh/?q=茶&d=1") == "/zh/?q=茶&d=1"


def test_a_reader_behind_a_proxy_gets_a_cookie_for_https_alone(tmp_path: Path) -> None:
    Town(tmp_path).publish()
    with open_store(tmp_path / "scheduler.db") as store:
        store.users.add(NAME, "viewer", hashed(PASSWORD))
    with running(tmp_path, "--proxy-headers", "--allow-host", HOST) as served:
        told = {"x-forwarded-proto": "https", "x-forwarded-host": HOST,
                "origin": f"https://{HOST}"}  # fmt: skip
        done = httpx.post(f"{served.url}/en/login", data=form(), headers=told, trust_env=False)
        assert done.status_code == 303
        assert done.headers["set-cookie"].startswith("__Host-scheduler=")
        assert done.headers["set-cookie"].endswith("; Secure")
        assert served.end(signal.SIGTERM) == 0
    assert PASSWORD not in (tmp_path / "log").read_text(encoding="utf-8")


def test_on_ones_own_machine_nobody_is_asked(tmp_path: Path) -> None:
    Town(tmp_path).publish()
    with running(tmp_path) as served, served.client() as client:
        assert client.get("/zh/login").status_code == 404


def test_without_an_account_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    with running(tmp_path, "--allow-host", HOST) as served, served.client() as client:
        assert "scheduler users add NAME --role planner" in client.get("/en/login").text


@pytest.mark.parametrize(
    ("more", "shared"),
    [
        ({}, False),
        ({"host": "::1"}, False),
        ({"host": "0.0.0.0"}, True),
        ({"hosts": ("plan.example.cn",)}, True),
        ({"base": "https://plan.example.cn"}, True),
        ({"proxies": ("127.0.0.1",)}, True),
    ],
)
def test_where_accounts_are_asked(more: dict[str, object], shared: bool) -> None:
    assert Settings("store.db", **more).shared == shared  # type: ignore[arg-type]

