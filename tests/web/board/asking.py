"""How programs ask the board's server in tests."""

from __future__ import annotations

from typing import Any

import httpx

PARK = {"op": "park", "event_id": "care"}
PROGRAM = {"x-scheduler": "test"}


def begun(client: httpx.Client) -> str:
    """Begin a plan; its address."""
    answer = client.post("/api/plans", json={"title": "初稿", "from": "file"})
    assert answer.status_code == 201
    return f"/api/plans/{answer.json()['id']}"


def edited(client: httpx.Client, plan: str, version: int, *edits: Any) -> httpx.Response:
    """Edit a plan; without edits, park an event."""
    return client.post(f"{plan}/edits", json={"version": version, "edits": edits or [PARK]})
