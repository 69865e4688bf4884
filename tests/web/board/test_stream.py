"""The stream of news, asked from the real command."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from scheduler.web.board.news import News
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace
from tests.web.board.asking import PARK, PROGRAM, begun, edited
from tests.web.serving import Running, running


@contextmanager
def listening(
    town: Running, plan: str, **headers: str
) -> Iterator[Iterator[tuple[str, str, Any]]]:
    """Messages of a plan's stream: kind, id and data."""
    with town.client() as client, client.stream("GET", f"{plan}/stream", headers=headers) as said:
        assert said.status_code == 200
        assert said.headers["content-type"].startswith("text/event-stream")
        lines = said.iter_lines()
        assert next(lines).startswith("retry:")
        yield messages(lines)


def messages(lines: Iterator[str]) -> Iterator[tuple[str, str, Any]]:
    found: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(": ")
        if line:
            found[key] = value
        elif "event" in found:
            yield found["event"], found.get("id", ""), json.loads(found["data"])
            found = {}


def test_two_at_one_plan_hear_of_each_other(town: Running) -> None:
    with town.client(headers=PROGRAM) as client:
        plan = begun(client)
        with listening(town, plan) as one, listening(town, plan) as two:
            edited(client, plan, 0)
            for heard in (one, two):
                kind, number, data = next(heard)
                assert (kind, number, data["edits"]) == ("edit", "1", [PARK])
            client.post(f"{plan}/undo", json={})
            assert next(one)[2]["kind"] == "undo"


def test_what_was_missed_is_told_again(town: Running) -> None:
    with town.client(headers=PROGRAM) as client:
        plan = begun(client)
        for version in range(3):
            edited(client, plan, version)
        with listening(town, plan, **{"last-event-id": "1"}) as heard:
            assert [next(heard)[1], next(heard)[1]] == ["2", "3"]


def test_what_another_process_wrote_is_heard(town: Running) -> None:
    with town.client(headers=PROGRAM) as client:
        plan = begun(client)
        with listening(town, plan) as heard:
            other = WorkingPlans(town.folder, str(town.folder / "scheduler.db"))
            other.edit(int(plan.rpartition("/")[2]), 0, [PARK], "other")
            assert next(heard)[2]["who"] == "other"
        assert client.get(plan).json()["version"] == 1


def test_where_a_job_stands_is_written_once_for_all() -> None:
    news, job = News(), {"id": "a", "best": 9, "curve": [[0.5, 9, 1]]}
    first = news.job(job)
    assert news.job(json.loads(json.dumps(job))) is first
    better = news.job(job | {"best": 8})
    assert json.loads(better.partition("data: ")[2]) == job | {"best": 8}
    assert news.job({"id": "b"}) == 'event: job\ndata: {"id":"b"}\n\n'


def test_no_such_plan(town: Running) -> None:
    with town.client(headers=PROGRAM) as client:
        begun(client)
        assert client.get("/api/plans/9999/stream").status_code == 404


def test_readers_do_not_hold_up_the_end(tmp_path: Path) -> None:
    with running(workspace(tmp_path)) as served, served.client(headers=PROGRAM) as client:
        plan = begun(client)
        with listening(served, plan) as heard:
            edited(client, plan, 0)
            next(heard)
            assert served.end(signal.SIGTERM) == 0
            with pytest.raises((StopIteration, httpx.TransportError)):
                next(heard)
