"""What a process beside the server answers is what the server would: now, and after each edit."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from scheduler.board.document import dumped
from scheduler.jobs.helper import Helper
from scheduler.web.board import aside as aside_module
from scheduler.web.board.aside import MANY, READING_S, Aside
from scheduler.web.board.asking import Refusal
from scheduler.web.board.board import BoardRoom
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.following import answer
from tests.board.town import workspace
from tests.jobs.test_queue import alive
from tests.web.board.asking import PROGRAM, begun
from tests.web.board.test_jobs import workers
from tests.web.board.town import CROWD, write
from tests.web.board.watched import Watched
from tests.web.serving import running
from tests.web.serving import until as comes

PARK = [{"op": "park", "event_id": "boats"}]


@pytest.fixture
def plans(tmp_path: Path) -> WorkingPlans:
    """Working plans of the tiny city, one of them begun."""
    folder = workspace(tmp_path / "town")
    made = WorkingPlans(folder, str(folder / "scheduler.db"))
    made.begin("", "file")
    return made


@pytest.fixture
def aside(plans: WorkingPlans, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aside]:
    """For which every plan is a large one; whoever asks waits however long the process begins."""
    monkeypatch.setattr(aside_module, "PATIENCE_S", READING_S)
    made = Aside(plans, many=0)
    yield made
    made.end()


async def until(true: Callable[[], bool]) -> None:
    """Wait for something."""
    while not true():
        await asyncio.sleep(0.02)


def run(work: Callable[[], Awaitable[None]]) -> None:
    """In a loop of its own, and a thread, since Chromium's may have one; a minute at most."""

    async def timed() -> None:
        await asyncio.wait_for(work(), 60)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(timed())).result()


def test_the_process_says_what_the_server_says(plans: WorkingPlans, aside: Aside) -> None:
    async def work() -> None:
        said = await aside.places(1, "care")
        # Whoever asks first waits until the process has read the plan.
        assert aside.knows(1)
        assert said.zipped == answer(plans, 1, "care")
        assert said.plain.decode() == dumped(plans.places(1, "care"))

    run(work)


def test_after_an_edit_it_answers_of_the_plan_as_edited(plans: WorkingPlans, aside: Aside) -> None:
    async def work() -> None:
        aside.open(1)
        await until(lambda: aside.knows(1))
        plans.edit(1, 0, PARK)
        said = json.loads((await aside.places(1, "care")).plain)
        assert said["version"] == 1
        assert dumped(said) == dumped(plans.places(1, "care"))

    run(work)


def test_the_room_has_it_catch_up_with_an_edit_before_anybody_asks(plans: WorkingPlans) -> None:
    room = BoardRoom(plans, None)
    watched = Watched(plans.workspace, plans.where)
    room.aside = Aside(plans, many=0)
    room.aside.helper = Helper(watched)
    caught_up = str((1, None))

    async def work() -> None:
        room.edited(1)  # nobody looks at the plan yet: there is nothing to follow
        room.aside.open(1)
        await until(lambda: room.aside.knows(1))
        assert watched.answered() == [caught_up]
        plans.edit(1, 0, PARK)
        room.edited(1)
        await until(lambda: len(watched.answered()) > 1)
        assert watched.answered() == [caught_up, caught_up]

    try:
        run(work)
    finally:
        room.end()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_process_ends_with_the_server(tmp_path: Path, number: int) -> None:
    head, *rows = CROWD["events"].splitlines()
    many = [f"{i}{row}" for i in range(MANY // len(rows) + 1) for row in rows]
    folder = write(tmp_path / "bay", events="\n".join([head, *many]) + "\n", plan="")
    with running(folder) as served, served.client(headers=PROGRAM) as client:
        body = {"title": "Large", "from": "empty"}
        plan = client.post("/api/plans", json=body).json()["id"]
        # It begins with the plan, before anybody asks.
        comes(lambda: len(workers(served)) == 1)
        assert client.get(f"/api/plans/{plan}/places/{many[0].partition(',')[0]}").is_success
        (helper,) = workers(served)
        served.end(number)
        comes(lambda: not alive(helper))


def test_the_server_answers_when_the_process_is_gone(plans: WorkingPlans, aside: Aside) -> None:
    async def work() -> None:
        aside.open(1)
        await until(lambda: aside.knows(1))
        number = aside.helper.number
        assert number  # 0 would be the process group of this very run
        os.kill(number, signal.SIGKILL)
        said = (await aside.places(1, "care")).plain
        assert said.decode() == dumped(plans.places(1, "care"))
        await until(lambda: aside.knows(1))

    run(work)


@pytest.mark.parametrize(("plan", "event"), [(1, "nobody"), (2, "care")])
def test_what_is_not_there_is_refused_either_way(aside: Aside, plan: int, event: str) -> None:
    async def work() -> None:
        for known in (False, True):
            with pytest.raises(Refusal) as refused:
                await aside.places(plan, event)
            assert refused.value.status == 404
            if not known:
                aside.open(1)
                await until(lambda: aside.knows(1))

    run(work)


def test_a_small_plan_needs_no_process(plans: WorkingPlans) -> None:
    async def work() -> None:
        aside = Aside(plans)
        await aside.places(1, "care")
        await asyncio.sleep(0.1)
        assert not aside.helper.alive
        aside.end()

    run(work)


def test_places_come_zipped_to_who_can_unzip_and_once(client: httpx.Client) -> None:
    path = f"{begun(client)}/places/care"
    plain, zipped = (
        client.get(path, headers={"accept-encoding": coding}) for coding in ("identity", "gzip")
    )
    assert plain.json() == zipped.json()
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    known = client.get(path, headers={"if-none-match": zipped.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
