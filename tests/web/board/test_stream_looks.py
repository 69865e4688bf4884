"""The ledger is looked at, however much there is to tell of jobs meanwhile."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from starlette.requests import Request

from scheduler.web.board import news as stream
from scheduler.web.board.asking import Door
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace
from tests.web.board.asking import PARK
from tests.web.board.test_aside import run

OFTEN_S, SOON_S = 0.02, 0.5


async def response(app: FastAPI) -> StreamingResponse:
    """What the stream of the first plan answers."""
    (endpoint,) = [r.endpoint for r in app.routes if getattr(r, "path", "").endswith("/stream")]  # type: ignore[attr-defined]
    scope: dict[str, Any] = {"type": "http", "headers": [], "query_string": b"",
                             "client": ("127.0.0.1", 1)}  # fmt: skip
    found = await endpoint(Request(scope), "1")
    assert isinstance(found, StreamingResponse)
    return found


def test_an_edit_of_another_process_is_heard_while_a_job_tells_its_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK_S", SOON_S)
    folder = workspace(tmp_path / "town")
    here, there = (WorkingPlans(folder, str(folder / "scheduler.db")) for _ in range(2))
    here.begin("", "file")
    here.sheet(1)  # an opened plan remembers its entries
    app, news = FastAPI(), stream.News()
    told: dict[str, Any] = {"id": "a", "best": 9}

    async def jobs(plan: int) -> list[dict[str, Any]]:
        return [dict(told)]

    stream.add_stream(app, here, Door(None), news, jobs)

    async def progress() -> None:
        while True:
            told["best"] += 1
            news.tell(1)
            await asyncio.sleep(OFTEN_S)

    heard: list[Any] = []

    async def listen() -> None:
        teller = asyncio.create_task(progress())
        try:
            first = True
            async for line in (await response(app)).body_iterator:
                assert isinstance(line, str)
                if "event: job" in line and first:
                    first = False
                    there.edit(1, 0, [PARK], "ben")
                if "event: edit" in line:
                    heard.append(json.loads(line.partition("data: ")[2]))
                    return
        finally:
            teller.cancel()

    run(listen)
    assert [entry["who"] for entry in heard] == ["ben"]
