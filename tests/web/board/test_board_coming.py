"""Files that come into plans over HTTP: tables of events, and scenarios as further plans."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.board.test_board_incoming import BIGGER, BOATS, NEW, PARADE, workbook
from tests.board.town import workspace
from tests.loading.workspaces import table
from tests.scenarios.any_change import BROKEN
from tests.web.board.test_board_plans import PARK, PROGRAM, begun, edited
from tests.web.serving import Running, running

SHUT = """\
title_zh: 停用
title_en: Shut
changes:
  - close: {venue: expo, hall: h1, from: 2021-05-14, to: 2021-05-15}
  - change_event: {id: care, set: {gross_m2: 4500}}
"""
BASED = "title_en: More\nbase: shut.yaml\nchanges:\n  - drop_event: parade\n"
NEAR = """\
title_en: A show next door
changes:
  - change_event: {id: care, set: {theme: health}}
  - neighbour: neighbours/yantai.ics
"""
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1@yantai
DTSTART;VALUE=DATE:20210515
DTEND;VALUE=DATE:20210516
SUMMARY:Care in Yantai
CATEGORIES:health
END:VEVENT
END:VCALENDAR
"""
WRONG = """\
title_en: x
changes:
  - drop_event: parade
  - close: {venue: exp, from: 2021-05-14, to: null}
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text(SHUT)
    folder = workspace(tmp_path_factory.mktemp("town"))
    (folder / "scenarios").mkdir()
    (folder / "neighbours").mkdir()
    (folder / "neighbours" / "yantai.ics").write_text(CALENDAR)
    (folder / "neighbours" / "secret.ics").symlink_to(outside)
    for name, text in {"shut": SHUT, "based": BASED, "wrong": WRONG}.items():
        (folder / "scenarios" / f"{name}.yaml").write_text(text)
    (folder / "scenarios" / "link.yaml").symlink_to(outside)
    with running(folder) as served:
        yield served


@pytest.fixture
def client(town: Running) -> Iterator[httpx.Client]:
    with town.client(headers=PROGRAM) as made:
        yield made


def coded(text: str | bytes) -> str:
    return b64encode(text.encode() if isinstance(text, str) else text).decode()


def sizes(client: httpx.Client, plan: str) -> dict[str, int]:
    return {e["id"]: e["gross_m2"] for e in client.get(plan).json()["events"]}


def count(client: httpx.Client) -> int:
    return len(client.get("/api/plans").json()["plans"])


def test_a_look_tells_what_each_event_would_do(client: httpx.Client) -> None:
    plan = begun(client)
    shut = {"op": "close", "venue_id": "expo", "hall_id": "h1", "from": "2021-05-10",
            "to": "2021-05-10"}  # fmt: skip
    edited(client, plan, 0, shut)
    new = table(BIGGER | {"preferred_start": "2021-05-15"}, PARADE)
    seen = client.post(f"{plan}/import", json={"version": 1, "csv": new}).json()
    assert (seen["applied"], seen["version"]) == (False, 1)
    assert seen["import"]["dropped"] == ["boats"]
    assert seen["import"]["changed"] == [
        {"id": "care", "columns": {"gross_m2": [4000, 4500],
                                   "preferred_start": ["2021-05-11", "2021-05-15"]}}
    ]  # fmt: skip
    effect = seen["effect"]
    assert effect["clashes"] == [1, 0]
    assert effect["come"] == []
    assert [(f["rule"], f["events"]) for f in effect["gone"]] == [("closure", ["boats"])]
    # Care is wished a day after it stands now, where it was three days late before.
    assert effect["points"]["care"] == 2 * 2 * (1 - 3)
    before, after = effect["cost"]
    assert after - before == client.post(
        f"{plan}/import", json={"version": 1, "csv": new, "apply": True}
    ).json()["cost"] - before


def test_what_would_clash_is_told_before(client: httpx.Client) -> None:
    plan = begun(client)
    new = table(BOATS, BIGGER | {"latest": "2021-05-12"}, PARADE)
    effect = client.post(f"{plan}/import", json={"version": 0, "csv": new}).json()["effect"]
    assert [(f["rule"], f["events"]) for f in effect["come"]] == [("window", ["care"])]
    assert effect["clashes"] == [0, 1]


def test_chosen_events_are_one_step(client: httpx.Client) -> None:
    plan = begun(client)
    data = coded(workbook(NEW))
    said = {"version": 0, "data": data, "events": ["care", "tea"], "apply": True}
    assert client.post(f"{plan}/import", json=said).json()["version"] == 1
    assert sizes(client, plan) == {"boats": 9000, "care": 4500, "parade": 0, "tea": 0}
    (entry,) = client.get(f"{plan}/history").json()["entries"]
    assert entry["edits"] == [{"op": "import", "bytes": len(data), "events": ["care", "tea"]}]
    client.post(f"{plan}/undo", json={})
    assert sizes(client, plan) == {"boats": 9000, "care": 4000, "parade": 0}


def test_no_answer_sends_the_file_back(client: httpx.Client) -> None:
    plan = begun(client)
    said = {"version": 0, "csv": NEW, "apply": True}
    assert client.post(f"{plan}/import", json=said).status_code == 200
    for step in ("undo", "redo"):
        told = client.post(f"{plan}/{step}", json={}).json()["step"]
        assert told["edits"] == [{"op": "import", "bytes": len(NEW)}]


@pytest.mark.parametrize("apply", [False, True])
def test_an_older_version_is_told_what_was_done(client: httpx.Client, apply: bool) -> None:
    plan = begun(client)
    edited(client, plan, 0)
    late = client.post(f"{plan}/import", json={"version": 0, "csv": NEW, "apply": apply})
    assert late.status_code == 409
    assert (late.json()["version"], late.json()["since"][0]["edits"]) == (1, [PARK])


def test_faults_have_row_column_value_and_remedy(client: httpx.Client) -> None:
    plan = begun(client)
    wrong = table(BOATS, BIGGER | {"industries": "helth"}, PARADE)
    answer = client.post(f"{plan}/import", json={"version": 0, "csv": wrong, "apply": True})
    assert answer.status_code == 422
    (found,) = answer.json()["errors"]
    assert [found[k] for k in ("file", "row", "column", "value")] == [
        "events.csv", 3, "industries", "helth",
    ]  # fmt: skip
    assert found["message_en"].endswith("Maybe health?")
    assert found["message_zh"].endswith("也许是 health？")
    assert client.get(plan).json()["version"] == 0


def test_what_is_too_big_is_refused(client: httpx.Client) -> None:
    plan = begun(client)
    answer = client.post(f"{plan}/import", json={"version": 0, "csv": "x" * (5 * 2**20)})
    assert answer.status_code == 413
    assert client.get(plan).json()["version"] == 0


def test_a_scenario_becomes_a_further_plan(client: httpx.Client) -> None:
    plan = begun(client)
    edited(client, plan, 0)
    said = {"from": f"plan:{plan.rpartition('/')[2]}", "version": 1, "file": "scenarios/based.yaml"}
    plans = count(client)
    seen = client.post("/api/scenarios", json=said).json()
    assert (seen["applied"], seen["title_en"]) == (False, "More")
    assert [next(iter(c)) for c in seen["changes"]] == ["close", "change_event", "drop_event"]
    assert seen["import"]["dropped"] == ["parade"]
    assert count(client) == plans
    answer = client.post("/api/scenarios", json={**said, "apply": True})
    assert answer.status_code == 201
    made = answer.json()["plan"]
    assert (made["title"], made["version"]) == ("More", 1)
    new = f"/api/plans/{made['id']}"
    assert sizes(client, new) == {"boats": 9000, "care": 4500}
    assert client.get(new).json()["unplaced"] == ["care"]  # as in the plan that it began from
    client.post(f"{new}/undo", json={})
    assert sizes(client, new) == sizes(client, plan) == {"boats": 9000, "care": 4000, "parade": 0}
    late = client.post("/api/scenarios", json={**said, "version": 0})
    assert late.status_code == 409


@pytest.mark.parametrize("sent", [False, True])
def test_faults_of_a_scenario_name_file_and_path(client: httpx.Client, sent: bool) -> None:
    file: dict[str, Any] = {"file": "scenarios/wrong.yaml"}
    if sent:
        file = {"name": "C:\\plans\\mine.yaml", "data": coded(WRONG)}
    plans = count(client)
    answer = client.post("/api/scenarios", json={"from": "file", "apply": True, **file})
    assert answer.status_code == 422
    (found,) = answer.json()["errors"]
    name = "mine.yaml" if sent else "scenarios/wrong.yaml"
    assert (found["file"], found["column"], found["value"]) == (
        name, "changes[1].close.venue", "exp",
    )  # fmt: skip
    assert "Maybe expo?" in found["message_en"]
    assert count(client) == plans


@pytest.mark.parametrize(
    "said",
    [
        {"file": "scenarios/link.yaml"}, {"file": "../secret.yaml"}, {"file": "/etc/passwd"},
        {"file": 7}, {}, {"name": "x.yaml", "data": coded("title_en: x\nbase: ../../secret.yaml")},
        {"data": coded("title_en: x\nbase: link.yaml\nchanges: []")},
        {"data": coded("title_en: x\nbase: /etc/passwd\nchanges: []")},
        {"data": coded("title_en: x\nchanges:\n  - neighbour: ../../secret.ics")},
        {"data": coded("title_en: x\nchanges:\n  - neighbour: neighbours/secret.ics")},
        {"data": coded("title_en: x\nchanges:\n  - neighbour: neighbours/none.ics")},
        {"data": coded("title_en: x\nchanges: []")}, {"data": coded(b"\xff\xfe\x00")},
        {"data": coded("a: [")}, {"file": "scenarios/shut.yaml", "from": "file:x"},
    ],
)  # fmt: skip
def test_what_cannot_be_opened(client: httpx.Client, said: dict[str, Any]) -> None:
    plans = count(client)
    answer = client.post("/api/scenarios", json={"apply": True, **said})
    assert answer.status_code in (404, 422)
    assert "Shut" not in answer.text
    assert count(client) == plans


@pytest.mark.parametrize("data", ["?", 7, None])
def test_what_is_no_file_at_all(client: httpx.Client, data: Any) -> None:
    said = {"data": data, "file": None if data else 1}
    assert client.post("/api/scenarios", json=said).status_code in (400, 422)


def test_links_that_lead_out_are_not_listed(client: httpx.Client) -> None:
    names = client.get("/api/scenarios").json()["scenarios"]
    assert names == [f"scenarios/{n}.yaml" for n in ("based", "shut", "wrong")]


def test_set_aside_and_opened_again_is_the_same_city(client: httpx.Client, tmp_path: Path) -> None:
    plan = begun(client)
    said = {"version": 0, "csv": NEW, "events": ["care", "tea"], "apply": True}
    client.post(f"{plan}/import", json=said)
    shut = {"op": "close", "venue_id": "expo", "from": "2021-05-20", "to": "2021-05-20"}
    change = {"op": "change_event", "event_id": "tea", "set": {"name_en": "Tea: a fair #1"}}
    lock = {"op": "lock", "event_id": "care", "what": "both"}
    edited(client, plan, 1, shut, change, lock)
    aside = client.get(f"{plan}/scenario").text
    said = {"from": "file", "name": "aside.yaml", "data": coded(aside), "apply": True}
    made = client.post("/api/scenarios", json=said).json()["plan"]
    again = f"/api/plans/{made['id']}"
    old, new = client.get(plan).json(), client.get(again).json()
    booked = {"booked_start": "2021-05-14", "booked_halls": ["expo/h1"]}
    expected = [{**e, "row": None, **(booked if e["id"] == "care" else {})} for e in old["events"]]
    assert [{**e, "row": None} for e in new["events"]] == expected
    assert (new["venues"], new["policy"]) == (old["venues"], old["policy"])
    keys = ("venue_id", "hall_id", "from", "to")
    closed = [[[c[k] for k in keys] for c in doc["closures"]] for doc in (old, new)]
    assert closed[0] == closed[1]
    title = aside.partition("\n")[0]
    second = client.get(f"{again}/scenario").text
    assert second.partition("\n")[2] == aside.partition("\n")[2]
    assert title.startswith("title_zh: ")


def test_a_calendar_of_neighbours_comes_with_its_content(
    client: httpx.Client, town: Running
) -> None:
    said = {"from": "file", "name": "near.yaml", "data": coded(NEAR)}
    seen = client.post("/api/scenarios", json=said).json()
    assert seen["effect"]["points"] == {"care": 30}
    made = client.post("/api/scenarios", json={**said, "apply": True}).json()["plan"]
    new = f"/api/plans/{made['id']}"
    (town.folder / "neighbours" / "yantai.ics").write_text(CALENDAR.replace("health", "x"))
    assert client.get(new).json()["cost_by_rule"]["neighbour"] == 30
    (entry,) = client.get(f"{new}/history").json()["entries"]
    assert entry["edits"][0]["calendars"] == ["neighbours/yantai.ics"]
    copy = client.post("/api/plans", json={"from": f"plan:{made['id']}"}).json()
    assert client.get(f"/api/plans/{copy['id']}").json()["cost_by_rule"]["neighbour"] == 30
    twice = client.post("/api/scenarios", json={**said, "from": f"plan:{made['id']}"})
    assert twice.status_code == 422
    (town.folder / "neighbours" / "yantai.ics").write_text(CALENDAR)
    aside = client.get(f"{new}/scenario").text
    again = client.post("/api/scenarios", json={**said, "data": coded(aside)}).json()
    assert again["effect"]["points"] == {"care": 30}


@pytest.mark.parametrize(
    "calendars", [None, {}, {"x.ics": "aWQ="}, {"neighbours/yantai.ics": "?"}, [], 7, {"n": 1}]
)
def test_a_calendar_without_its_content_is_no_edit(client: httpx.Client, calendars: Any) -> None:
    plan = begun(client)
    change = {"neighbour": "neighbours/yantai.ics"}
    edit = {"op": "scenario", "changes": [change], "calendars": calendars}
    assert edited(client, plan, 0, edit).status_code == 422
    assert client.get(plan).json()["version"] == 0


@pytest.mark.parametrize("changes", BROKEN)
def test_changes_of_any_shape_are_faults_and_no_failure(
    client: httpx.Client, changes: list[Any]
) -> None:
    plan = begun(client)
    edit = {"op": "scenario", "changes": changes}
    assert edited(client, plan, 0, edit).status_code == 422
    data = coded(json.dumps({"title_en": "x", "changes": changes}))
    assert client.post("/api/scenarios", json={"from": "file", "data": data}).status_code == 422


def test_only_from_our_pages(client: httpx.Client, town: Running) -> None:
    plans = count(client)
    with town.client(headers={"origin": "https://evil.example"}) as foreign:
        said = {"file": "scenarios/shut.yaml", "apply": True}
        assert foreign.post("/api/scenarios", json=said).status_code == 403
    assert count(client) == plans
