"""Real answers of every address have the shapes that the OpenAPI file tells, and no more."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest

from tests.board.town import workspace
from tests.web.board.asking import PARK, PROGRAM
from tests.web.serving import Running, running, until

OPENAPI = json.loads((Path(__file__).parents[3] / "docs" / "openapi.json").read_text("utf-8"))
DROP = "title_zh: 少一个\nchanges:\n  - drop_event: care\n"
FREE = {"op": "add_event", "id": "wine", "name_en": "Wine", "kind": "festival",
        "industries": "health", "show_days": "1", "earliest": "2021-05-02"}  # fmt: skip
SHUT = {"op": "close", "venue_id": "expo", "from": "2021-05-09", "to": "2021-05-11"}
BOOK = {"op": "change_event", "event_id": "boats",
        "set": {"booked_start": "2021-05-10", "booked_halls": "expo/h1;expo/h2"}}  # fmt: skip


def described(path: str) -> str:
    """The address of the file that a path is of."""
    bare = path.partition("?")[0]
    fits = (p for p in OPENAPI["paths"] if re.fullmatch(re.sub(r"{\w+}", "[^/]+", p), bare))
    return min(fits, key=lambda p: p.count("{"))


class Asker:
    """Asks a server, and holds each answer against the file."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.seen: set[tuple[str, str]] = set()

    def get(self, path: str, status: int = 200) -> Any:
        return self._checked("get", path, self.client.get(path), status)

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        return self._checked("post", path, self.client.post(path, json=body), status)

    def done(self, **job: Any) -> Any:
        """What a job finds."""
        id_ = self.post("/api/plans/1/jobs", job, 202)["id"]
        until(lambda: self.client.get(f"/api/jobs/{id_}").json()["state"] == "done")
        return self.get(f"/api/jobs/{id_}")["result"]

    def _checked(self, method: str, path: str, answer: httpx.Response, status: int) -> Any:
        assert answer.status_code == status, answer.text
        where = described(path)
        said = OPENAPI["paths"][where][method]["responses"][str(status)]
        said = OPENAPI["components"]["responses"][str(status)] if "$ref" in said else said
        shape = said["content"]["application/json"]["schema"]
        found = answer.json()
        wrong = jsonschema_rs.validator_for({**shape, "components": OPENAPI["components"]})
        assert [f"{e.instance_path}: {e.message[:300]}" for e in wrong.iter_errors(found)] == []
        if status < 400:
            self.seen.add((method, where))
        return found


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of its own, since what is asked here follows one upon another."""
    folder = workspace(tmp_path_factory.mktemp("answers"))
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "drop.yaml").write_text(DROP, encoding="utf-8")
    with running(folder) as served:
        yield served


@pytest.fixture(scope="module")
def asker(town: Running) -> Iterator[Asker]:
    with town.client(headers=PROGRAM) as client:
        made = Asker(client)
        made.post("/api/plans", {"from": "file", "title": "初稿"}, 201)
        yield made


def test_plans_edits_and_files_that_come_in(asker: Asker) -> None:
    at = "/api/plans/1"
    asker.get("/api/plans")
    asker.get(at)
    asker.get(f"{at}/places/care")
    asker.post(f"{at}/try", {"edits": [PARK]})
    edits = [SHUT, FREE, {"op": "lock", "event_id": "boats", "what": "both"}, PARK]
    assert asker.post(f"{at}/edits", {"version": 0, "edits": edits})["changed"]["closures"]
    asker.post(f"{at}/edits", {"version": 0, "edits": edits}, 409)
    asker.post(f"{at}/edits", {"version": 1, "edits": [{**PARK, "event_id": "no"}]}, 422)
    assert asker.post(f"{at}/undo", {})["step"]["version"] == 1
    assert asker.post(f"{at}/redo", {})["step"]["version"] == 1
    asker.post(f"{at}/title", {"title": "第二稿"})
    policy = {"op": "scenario", "changes": [{"forbid": {"from": "2021-05-01", "to": "2021-05-02"}}]}
    asker.post(f"{at}/edits", {"version": 4, "edits": [policy]})
    asker.get(at)
    asker.get(f"{at}?as_of=1")
    asker.get(f"{at}/history")
    table = (asker.client.get(f"{at}/export/csv"), "id,name_en,kind,industries,show_days\n"
             "boats,Boats,exhibition,marine,4\n")[1]  # fmt: skip
    asker.post("/api/plans", {"from": "file"}, 201)
    looked = asker.post("/api/plans/2/import", {"version": 0, "csv": table})
    assert (looked["applied"], len(looked["import"]["changed"])) == (False, 1)
    asker.post("/api/plans/2/import", {"version": 0, "csv": table, "apply": True})
    asker.get("/api/scenarios")
    asker.post("/api/plans", {"from": "file"}, 201)
    asker.post("/api/plans/3/scenario", {"version": 0, "file": "scenarios/drop.yaml"})
    data = base64.b64encode(DROP.encode()).decode()
    asker.post("/api/scenarios", {"from": "file", "data": data})
    asker.post("/api/scenarios", {"from": "file", "data": data, "apply": True}, 201)


def test_jobs_and_what_they_find(asker: Asker) -> None:
    for kind in ("near", "repair"):
        assert asker.done(kind=kind)
    assert asker.done(kind="options", event_id="care")["options"]
    assert asker.done(kind="explain", event_id="care", on="2021-05-10")["asked"]["on"]
    asker.get("/api/plans/1/jobs")
    last = asker.get("/api/plans/1/jobs")["jobs"][-1]["id"]
    asker.post(f"/api/jobs/{last}/stop", {})
    asker.get("/api/jobs/none", 404)
    version = asker.get("/api/plans/1")["version"]
    asker.post("/api/plans/1/edits", {"version": version, "edits": [BOOK, SHUT]})
    assert asker.done(kind="conflicts")["conflicts"][0]["remedies"]
    assert asker.done(kind="solve")["status"] == "infeasible"
    assert asker.done(kind="repair")["status"] == "infeasible"


def test_releases(asker: Asker) -> None:
    at = "/api/plans/5"
    asker.post("/api/plans", {"from": "file"}, 201)
    asker.post(f"{at}/publish", {"version": 0, "dry_run": True})
    asker.post(f"{at}/publish", {"version": 0})
    asker.post(f"{at}/publish", {"version": 0})
    asker.post(f"{at}/edits", {"version": 0, "edits": [PARK, SHUT]})
    asker.get(f"{at}/consequences")
    refused = asker.post(f"{at}/publish", {"version": 1}, 409)["refused"]
    assert asker.post(f"{at}/publish", {"version": 1, "dry_run": True})["refused"] == refused
    reasons = {f["accept"]: "agreed" for f in refused}
    asker.post(f"{at}/publish", {"version": 1, "accept": reasons})
    asker.get("/api/releases")
    assert asker.get("/api/releases/2")["accepted"]
    asker.get("/api/releases/2/diff")


def test_every_answer_in_json_was_looked_at(asker: Asker) -> None:
    told = {(m, path) for path, ways in OPENAPI["paths"].items() for m, way in ways.items()
            if any("content" in a for a in way["responses"].values())}  # fmt: skip
    assert told - asker.seen == set()
