"""``serve`` and ``tokens`` as they are typed, on a store as it is kept."""

from __future__ import annotations

import re
import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.tiny import answer, run, shell
from tests.store.postgres import server
from tests.web.serving import Town, running, until


def test_a_token_from_first_to_last(tmp_path: Path) -> None:
    Town(tmp_path).publish()
    with running(tmp_path) as served, served.client() as client:
        assert client.get("/feeds/en/city.ics").status_code == 200
        made = answer(
            "-w", tmp_path, "--lang", "zh", "tokens", "add", "halls/expo--h3", "--label", "张三",
            "--base-url", served.url,
        )  # fmt: skip
        assert re.fullmatch(rf"{served.url}/f/[A-Za-z0-9_-]{{22}}/expo-h3\.ics", made["url"])
        until(lambda: client.get(made["url"]).status_code == 200)
        assert "UID:auto-show@" in client.get(made["url"]).text
        assert client.get(made["page"]).status_code == 200
        assert answer("-w", tmp_path, "tokens", "revoke", made["id"])["ok"]
        until(lambda: client.get(made["url"]).status_code == 410)
        assert served.end(signal.SIGTERM) == 0
    (listed,) = answer("-w", tmp_path, "tokens", "list")["tokens"]
    assert (listed["feed"], listed["label"]) == ("halls/expo--h3.ics", "张三")
    assert listed["used"] and listed["revoked"]
    secret = made["page"].split("/")[-2]
    assert secret not in (tmp_path / "log").read_text(encoding="utf-8")
    assert secret.encode() not in (tmp_path / "scheduler.db").read_bytes()


def test_a_store_made_while_serving(tmp_path: Path) -> None:
    with running(tmp_path) as served, served.client() as client:
        assert client.get("/healthz").json()["release"] is None
        assert "Nothing is released yet" in served.said
        Town(tmp_path).publish()
        until(lambda: client.get("/healthz").json()["release"] == 1)
        assert client.get("/feeds/zh/city.ics").status_code == 200


def test_tokens_for_people(tmp_path: Path) -> None:
    assert run("-w", tmp_path, "tokens", "list").stdout == "There are no private addresses.\n"
    Town(tmp_path).publish()
    told = run("-w", tmp_path, "tokens", "add", "city.ics")
    assert told.stdout.splitlines()[0].startswith("http://127.0.0.1:8080/f/")
    assert "never" in run("-w", tmp_path, "tokens", "list").stdout
    assert "从未" in run("-w", tmp_path, "tokens", "list", lang="zh").stdout
    long = run("-w", tmp_path, "tokens", "add", "city", "--base-url", f"https://{'a' * 90}.cn")
    assert long.exit_code == 0
    assert "refuse more than 109" in long.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("tokens", "add", "hall/expo--h1"), "Maybe halls/expo--h1.ics?"),
        (("tokens", "revoke", 7), "There is no token 7"),
        (("tokens", "revoke", "x"), "no whole number"),
        (("tokens", "show"), "There is no command"),
        (("serve", "--base-url", "cal.example.cn"), "--base-url"),
        (("serve", "--base-url", "https://cal.example.cn/path"), "--base-url"),
        (("serve", "--proxy-headers", "--forwarded-allow-ips", "me"), "--forwarded-allow-ips"),
        (("serve", "--port", 70000), "65535"),
        (("serve", "--host", "no such host"), "cannot be listened on"),
        (("serve", "--access-log", "/"), "cannot be written"),
    ],
)
def test_wrong_use(tmp_path: Path, args: tuple[object, ...], said: str) -> None:
    Town(tmp_path).publish()
    told = run("-w", tmp_path, *args)
    assert told.exit_code == 2
    assert said in told.stderr


def test_a_port_that_is_taken_and_a_store_that_is_none(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        told = run("-w", tmp_path, "serve", "--port", other.getsockname()[1])
        assert (told.exit_code, told.stdout) == (2, "")
        assert "cannot be listened on" in told.stderr
    (tmp_path / "scheduler.db").write_bytes(b"no database" * 100)
    done = shell("-w", tmp_path, "--lang", "en", "serve", "--port", 0)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"scheduler.db" in done.stderr


def test_from_postgresql_and_on_when_it_is_gone(tmp_path: Path) -> None:
    with ExitStack() as database:
        where = f"postgresql://tester@/postgres?host={database.enter_context(server())}"
        town = Town(tmp_path, where)
        town.publish()
        with running(tmp_path, "--db", where) as served, served.client() as client:
            made = answer("tokens", "add", "city", "--db", where, "--base-url", served.url)
            until(lambda: client.get(made["url"]).status_code == 200)
            town.publish()
            until(lambda: client.get("/healthz").json()["release"] == 2)
            database.close()
            for path in ("/feeds/zh/city.ics", "/zh/", made["url"]):
                assert client.get(path).status_code == 200
            assert served.end(signal.SIGTERM) == 0
