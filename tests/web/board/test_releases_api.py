"""Releases over HTTP: who published what, and what it changed calendar by calendar."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

import httpx
from click.testing import CliRunner

from scheduler.cli import app
from tests.web.board import members
from tests.web.board.test_board_plans import begun, edited


def published(client: httpx.Client, plan: str, version: int) -> int:
    answer = client.post(f"{plan}/publish", json={"version": version, "message": "五月"})
    assert answer.json()["published"], answer.text
    return int(answer.json()["release"])


def feeds(told: Any) -> dict[str, Any]:
    """Private feeds by path."""
    return {f["path"]: f for f in told["feeds"] if f["audience"] == "private"}


def test_releases_and_what_each_changed(client: httpx.Client) -> None:
    assert client.get("/api/releases").json() == {"releases": []}
    assert client.get("/api/releases/1").status_code == 404
    plan = begun(client)
    foreseen = client.get(f"{plan}/consequences").json()
    assert (foreseen["version"], foreseen["before"], foreseen["after"]) == (0, None, 1)
    assert feeds(foreseen)["venues/expo.ics"]["appears"]
    first = published(client, plan, 0)
    again = client.get(f"{plan}/consequences").json()
    assert (again["events"], again["feeds"]) == ([], [])
    edited(client, plan, 0)
    seen = client.get(f"{plan}/consequences").json()
    second = published(client, plan, 1)
    diff = client.get(f"/api/releases/{second}/diff").json()
    assert {k: diff[k] for k in ("before", "after", "cost")} == {
        "before": first, "after": second, "cost": seen["cost"],
    }  # fmt: skip
    assert [(e["event_id"], e["kinds"]) for e in diff["events"]] == [
        (e["event_id"], e["kinds"]) for e in seen["events"]
    ]
    assert [f["path"] for f in diff["feeds"]] == [f["path"] for f in seen["feeds"]]
    assert feeds(diff)["venues/expo.ics"]["name_en"]
    back = client.get(f"/api/releases/{first}/diff", params={"against": second}).json()
    assert (back["before"], back["after"]) == (second, first)
    whole = client.get(f"{plan}/consequences", params={"against": 0}).json()
    assert {kind for e in whole["events"] for kind in e["kinds"]} == {"new"}
    listed = client.get("/api/releases").json()["releases"]
    assert [(r["number"], r["message"], r["who"]) for r in listed] == [
        (first, "五月", getpass.getuser()), (second, "五月", getpass.getuser()),
    ]  # fmt: skip
    held = client.get(f"/api/releases/{second}").json()
    assert held["who"] == getpass.getuser()
    assert "care" not in [p["event_id"] for p in held["plan"]["placements"]]


def test_there_is_no_difference_to_what_is_not_there(client: httpx.Client) -> None:
    plan = begun(client)
    for path in ("/api/releases/99", "/api/releases/99/diff", "/api/releases/x",
                 f"{plan}/consequences?against=99"):  # fmt: skip
        assert client.get(path).status_code == 404, path
    for path in ("/api/releases/x", "/api/releases/99999999999/diff"):
        assert client.get(path).json()["message_en"] == "There is no such release."


def test_an_account_is_named_in_its_release_and_by_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "bay"
    with members.site(folder) as url:
        plan = members.begin(url)
        with members.client(url, "amy") as amy:
            done = amy.post(f"/api/plans/{plan}/publish", json={"version": 0})
            assert done.json()["published"]
        with members.client(url, "bob") as bob:
            assert bob.get("/api/releases").json()["releases"][0]["who"] == "amy"
    for lang, said in (("en", "Published by amy"), ("zh", "发布者：amy")):
        args = ["-w", str(folder), "--lang", lang]
        assert "amy" in CliRunner().invoke(app, [*args, "releases"]).output
        assert said in CliRunner().invoke(app, [*args, "release", "1"]).output
