"""The page's benchmark: what its stand-in for a server says is what a server says, and its drag is a whole one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from benchmarks.board_made import answers, document, moved, nth, places

ROOT = Path(__file__).parents[2]
SHAPES = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))["components"]
SMALL = document(60, 12, 90)


def wrong(shape: str, found: Any) -> list[str]:
    """How an answer is not as the interface tells it."""
    said = {"$ref": f"#/components/schemas/{shape}", "components": SHAPES}
    return [f"{e.instance_path}: {e.message[:200]}" for e in jsonschema_rs.validator_for(said).iter_errors(found)]


@pytest.mark.parametrize(("method", "path", "shape"), [
    ("get", "/api/plans", "Plans"), ("get", "/api/plans/1", "Plan"), ("get", "/api/plans/1/places/e3", "Places"),
    ("post", "/api/plans/1/try", "Edited"),
])
def test_what_the_page_is_told_has_the_shape_of_a_servers_answer(method, path, shape):
    said = answers(SMALL, method, path)
    assert said[0] == shape
    assert wrong(*said) == []


def test_the_answer_that_is_drawn_has_its_shape():
    assert wrong("Edited", moved(SMALL)) == []


def test_a_wrong_shape_would_be_seen():
    assert wrong("Places", {"places": []})
    assert answers(SMALL, "get", "/api/plans/1/jobs") is None


def test_a_place_is_legal_where_nobody_else_is():
    found = places(SMALL, "e3")
    place, event = SMALL["placements"][3], SMALL["events"][3]
    one = next(s for s in found["stretches"] if s["venue_id"] == place["venue_id"] and s["hall_ids"] == place["hall_ids"])
    legal = {d for span in one["legal"] for d in range(nth(span["from"]), nth(span["to"]) + 1)}
    others = [p for p in SMALL["placements"] if p["event_id"] != "e3" and (p["venue_id"], p["hall_ids"]) == (place["venue_id"], place["hall_ids"])]
    held = {d for p in others for d in range(nth(p["tenancy_first"]), nth(p["tenancy_last"]) + 1)}
    span = range(-event["move_in_days"], event["show_days"] + event["move_out_days"])
    assert others
    assert legal == {day for day in range(90) if not held & {day + d for d in span}}
    assert nth(place["show_first"]) in legal


def test_every_frame_of_the_drag_has_veils_and_a_verdict(tmp_path):
    command = [sys.executable, "benchmarks/board_ui.py", "--events", "60", "--halls", "12", "--days", "90", "--runs", "1",
               "-o", str(tmp_path / "told.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr[-500:]) == (0, "")
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert told["bars"] >= 60
    assert told["verdicts"] == 120
    assert told["veils"] >= 12
