"""What leaves the board and what comes in, asked from the real command."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from scheduler.store import open_store
from tests.board.town import workspace
from tests.cli.tiny import ROWS
from tests.loading.workspaces import row, table
from tests.web.board.asking import begun, edited
from tests.web.serving import Running, running

SCENARIO = """\
title_en: Repairs
changes:
  - close: {venue: square, from: 2021-05-20, to: 2021-05-20}
  - change_event: {id: care, set: {gross_m2: 4500}}
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = workspace(tmp_path_factory.mktemp("town"))
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "repairs.yaml").write_text(SCENARIO)
    (folder / "scenarios" / "broken.yaml").write_text("title_en: x\nchanges: [{drop_event: none}]")
    with running(folder) as served:
        yield served


def events(*rows: dict[str, str]) -> str:
    return table(*rows)


def clash(client: httpx.Client) -> str:
    plan = begun(client)
    care = {"event_id": "care", "venue_id": "expo", "hall_ids": ["h1"], "show_first": "2021-05-12"}
    edited(client, plan, 0, {"op": "place", **care})
    return plan


@pytest.mark.parametrize(
    ("form", "media", "start"),
    [
        ("csv", "text/csv", b"event_id,venue_id"), ("json", "application/json", b"{"),
        ("html", "text/html", b"<!doctype html>"), ("xlsx", "application/vnd.openxml", b"PK"),
        ("ics", "text/calendar", b"BEGIN:VCALENDAR"),
    ],
)  # fmt: skip
def test_files_of_a_plan(client: httpx.Client, form: str, media: str, start: bytes) -> None:
    plan = clash(client)
    answer = client.get(f"{plan}/export/{form}", params={"lang": "zh"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content[: len(start)].lower() == start.lower()
    assert client.get(f"{plan}/export/exe").status_code == 404


def test_what_is_exported_is_what_stands(client: httpx.Client) -> None:
    plan = begun(client)
    edited(client, plan, 0)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{plan}/export/csv").text)))
    assert [r["event_id"] for r in rows] == ["boats", "parade"]
    assert client.get(f"{plan}/export/json").json()["cost"] == client.get(plan).json()["cost"]


def test_other_events_are_looked_at_and_then_taken(client: httpx.Client) -> None:
    plan = begun(client)
    boats, care, _ = ROWS
    new = events(boats, care | {"gross_m2": "4500"}, row(id="tea", name_zh="茶"))
    seen = client.post(f"{plan}/import", json={"version": 0, "csv": new}).json()
    assert not seen["applied"]
    assert (seen["import"]["added"], seen["import"]["dropped"]) == (["tea"], ["parade"])
    assert seen["import"]["changed"] == [{"id": "care", "columns": {"gross_m2": [4000, 4500]}}]
    assert client.get(plan).json()["version"] == 0
    done = client.post(f"{plan}/import", json={"version": 0, "csv": new, "apply": True}).json()
    assert done["applied"]
    now = client.get(plan).json()
    assert [e["id"] for e in now["events"]] == ["boats", "care", "tea"]
    assert now["unplaced"] == ["tea"]
    copy = client.post("/api/plans", json={"from": f"plan:{plan.rpartition('/')[2]}"}).json()
    assert client.get(f"/api/plans/{copy['id']}").json()["events"] == now["events"]
    client.post(f"{plan}/undo", json={})
    back = client.get(plan).json()
    assert [p["event_id"] for p in back["placements"]] == ["boats", "care", "parade"]


@pytest.mark.parametrize("content", [None, "", "nonsense", "id,kind\nx,y\n", 7])
def test_what_is_no_table_of_events(client: httpx.Client, content: Any) -> None:
    plan = begun(client)
    answer = client.post(f"{plan}/import", json={"version": 0, "csv": content, "apply": True})
    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert client.get(plan).json()["version"] == 0


def test_a_scenario_is_opened_and_set_aside(client: httpx.Client, town: Running) -> None:
    plan = begun(client)
    names = client.get("/api/scenarios").json()["scenarios"]
    assert names == ["scenarios/broken.yaml", "scenarios/repairs.yaml"]
    said = {"version": 0, "file": "scenarios/repairs.yaml"}
    assert not client.post(f"{plan}/scenario", json=said).json()["applied"]
    done = client.post(f"{plan}/scenario", json={**said, "apply": True}).json()
    assert done["ok"]  # the parade has no hall, and closures bind halls only
    assert len(client.get(plan).json()["closures"]) == 1
    edited(client, plan, 1, {"op": "lock", "event_id": "care", "what": "both"})
    text = client.get(f"{plan}/scenario")
    (town.folder / "scenarios" / "again.yaml").write_bytes(text.content)
    other = begun(client)
    again = {"version": 0, "file": "scenarios/again.yaml", "apply": True}
    assert client.post(f"{other}/scenario", json=again).status_code == 200
    care = next(e for e in client.get(other).json()["events"] if e["id"] == "care")
    assert (care["gross_m2"], care["booked_start"], care["booked_halls"]) == (
        4500, "2021-05-14", ["expo/h1"],
    )  # fmt: skip
    (town.folder / "scenarios" / "again.yaml").unlink()


@pytest.mark.parametrize(
    "name", ["scenarios/broken.yaml", "venues.yaml", "../x.yaml", "/etc/passwd", "", 7]
)
def test_scenarios_that_cannot_be_opened(client: httpx.Client, name: Any) -> None:
    plan = begun(client)
    answer = client.post(f"{plan}/scenario", json={"version": 0, "file": name, "apply": True})
    assert answer.status_code == 422
    assert client.get(plan).json()["version"] == 0


def test_a_plan_is_published_once_it_is_looked_at(client: httpx.Client, town: Running) -> None:
    plan = begun(client)
    dry = client.post(f"{plan}/publish", json={"version": 0, "dry_run": True}).json()
    assert (dry["ok"], dry["published"], dry["changed"]) == (True, False, True)
    assert dry["diff"]["events"]
    edited(client, plan, 0)
    late = client.post(f"{plan}/publish", json={"version": 0})
    assert (late.status_code, late.json()["version"]) == (409, 1)
    done = client.post(f"{plan}/publish", json={"version": 1, "message": "第一版"}).json()
    assert done["published"]
    with open_store(town.folder / "scheduler.db") as store:
        assert store.list()[-1].message == "第一版"
        number = store.last_number()
    old = client.post("/api/plans", json={"from": f"release:{number}"}).json()
    assert client.get(f"/api/plans/{old['id']}").json()["unplaced"] == ["care"]


def test_broken_rules_are_accepted_one_by_one(client: httpx.Client) -> None:
    plan = clash(client)
    dry = client.post(f"{plan}/publish", json={"version": 1, "dry_run": True}).json()
    assert not dry["ok"]
    (refused,) = dry["refused"]
    assert client.post(f"{plan}/publish", json={"version": 1}).status_code == 409
    wrong = {"version": 1, "accept": {"capacity": "no reason"}}
    assert client.post(f"{plan}/publish", json=wrong).status_code == 422
    right = {"version": 1, "accept": {refused["accept"]: "停用一天"}}
    done = client.post(f"{plan}/publish", json=right).json()
    assert (done["published"], done["accepted"][0]["reason"]) == (True, "停用一天")


def test_only_from_our_pages(client: httpx.Client, town: Running) -> None:
    plan = begun(client)
    with town.client(headers={"origin": "https://evil.example"}) as foreign:
        for path in ("publish", "import", "scenario"):
            said = {"version": 0, "csv": "x", "file": "scenarios/repairs.yaml", "apply": True}
            assert foreign.post(f"{plan}/{path}", json=said).status_code == 403
    assert client.get(plan).json()["version"] == 0
