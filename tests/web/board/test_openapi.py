"""The shipped description of the interface is the interface."""

from __future__ import annotations

import json
import os
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import APIRoute

from scheduler.board.edits import EDITS
from scheduler.outputs.answers import dumped
from scheduler.web.board.board import BoardRoom
from scheduler.web.board.openapi import OPERATIONS, document
from scheduler.workflow.boarding import WorkingPlans

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
