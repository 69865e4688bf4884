"""The shipped description of the interface is the interface."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

import scheduler.web.board
from scheduler.board.edits import EDITS
from scheduler.errors import InputError
from scheduler.outputs.answers import dumped
from scheduler.web.board.board import BoardRoom
from scheduler.web.board.openapi import ANSWERS, JOB, OPERATIONS, document
from scheduler.workflow.board_jobs import checked
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import board

SHIPPED = Path(__file__).parents[3] / "docs" / "openapi.json"


def test_the_shipped_file_is_up_to_date() -> None:
    """To write it anew: ``UPDATE_OPENAPI=1 python -m pytest tests/web/board/test_openapi.py``."""
    if os.environ.get("UPDATE_OPENAPI"):
        SHIPPED.write_text(dumped(document()), encoding="utf-8")
    assert SHIPPED.read_text(encoding="utf-8") == dumped(document())


def test_every_address_is_described_and_no_other(tmp_path: Path) -> None:
    app = FastAPI()
    BoardRoom(WorkingPlans(tmp_path, str(tmp_path / "x.db")), None).add_to(app)
    routes = [r for r in app.routes if isinstance(r, APIRoute) and r.path.startswith("/api/")]
    served = {(m.lower(), r.path) for r in routes for m in r.methods if m != "HEAD"}
    described = {(method, path) for method, path, *_ in OPERATIONS}
    assert served == described


def test_every_edit_is_described() -> None:
    listed = document()["components"]["schemas"]["Edit"]["oneOf"]
    assert [e["properties"]["op"]["const"] for e in listed] == list(EDITS)


def test_the_document_is_plain_json_and_its_references_lead_somewhere() -> None:
    text = json.dumps(document())
    for name in text.split('"#/components/schemas/')[1:]:
        assert name.partition('"')[0] in document()["components"]["schemas"]
    assert all(zh and en for _, _, zh, en, _ in OPERATIONS)


def test_every_status_of_a_refusal_is_described() -> None:
    folder = Path(scheduler.web.board.__file__).parent
    found = {n for p in folder.glob("*.py") for n in re.findall(r"Refusal\((\d{3})", p.read_text())}
    assert {"404", "408", "415", "503"} <= found
    assert found <= set(ANSWERS)


@pytest.mark.parametrize("address", ["/api/plans/{plan}", "/api/plans/{plan}/stream"])
def test_answers_are_those_that_an_address_can_give(address: str) -> None:
    read = set(document()["paths"][address]["get"]["responses"])
    assert not {"408", "413", "415"} & read
    assert "500" in read and ("503" in read) == address.endswith("stream")


def test_what_is_sent_can_be_slow_big_or_no_json() -> None:
    sent = document()["paths"]["/api/plans/{plan}/edits"]["post"]["responses"]
    assert {"408", "413", "415", "422"} <= set(sent) and "503" not in sent


@pytest.mark.parametrize(
    ("key", "kind"), [("n", "options"), ("seed", "solve"), ("time_limit", "solve"),
                      ("weight", "near")]
)  # fmt: skip
def test_numbers_of_a_job_are_bounded_as_described(tmp_path: Path, key: str, kind: str) -> None:
    city = board(tmp_path / "town").city
    more = {"event_id": "care"} if kind == "options" else {}
    low, high = JOB[key]["minimum"], JOB[key]["maximum"]
    for good in (low, high):
        assert checked(kind, {key: good, **more}, city)[1][key] == good
    for bad in (low - 1, high + 1):
        with pytest.raises(InputError):
            checked(kind, {key: bad, **more}, city)


def test_the_language_of_a_file_is_a_parameter() -> None:
    asked = document()["paths"]["/api/plans/{plan}/export/{form}"]["get"]["parameters"]
    assert [p["schema"] for p in asked if p["name"] == "lang"] == [{"enum": ["zh", "en"]}]
