"""What the board's benchmark times is what the server answers."""

from __future__ import annotations

import gzip
import json

from benchmarks.board import measure, whole
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.following import answer
from tests.board.town import workspace
from tests.web.board.asking import PROGRAM
from tests.web.serving import running


def test_the_answers_timed_are_those_of_the_server(tmp_path):
    folder = workspace(tmp_path / "town")
    plans = WorkingPlans(folder, str(tmp_path / "timed.db"))
    plans.begin("", "file")
    with running(folder) as served, served.client(headers=PROGRAM) as client:
        client.post("/api/plans", json={"from": "file"})
        told = client.get("/api/plans/1").content
        event = json.loads(told)["placements"][0]["event_id"]
        places = client.get(f"/api/plans/1/places/{event}").content
    assert gzip.decompress(whole(plans, 1)) == told
    assert gzip.decompress(answer(plans, 1, event)) == places


def test_every_kind_of_request_is_timed(tmp_path):
    rows = measure(workspace(tmp_path / "town"), seed=1)
    assert {"begin", "open", "document", "places", "try", "edit", "undo", "close", "change", "reopen"} == set(rows)
    assert all(rows.values())
