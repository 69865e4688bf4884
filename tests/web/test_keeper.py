"""The keeper: another day, a store that is away, a renderer that ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.span import iso
from scheduler.web.access_log import AccessLog
from scheduler.web.desk import Desk
from scheduler.web.keeper import Keeper
from scheduler.web.renderer import Renderer, RenderingFailed, Task, today_of
from scheduler.web.wishes import Wish, options_of
from tests.web.serving import Folder, release

EVENING = datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
"""Of the city, whose clocks are eight hours ahead."""


@pytest.fixture
def renderer(tmp_path: Path) -> Iterator[Renderer]:
    made = Renderer(partial(Folder, tmp_path))
    yield made
    made.close()


def finished(work: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: a browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def keeper(folder: Folder, renderer: Renderer, moments: list[datetime]) -> Keeper:
    return Keeper(Desk(renderer), folder, renderer, AccessLog(None), clock=lambda: moments[0])


def test_the_day_rolls_at_midnight_of_the_city(tmp_path: Path, renderer: Renderer) -> None:
    assert iso(today_of("Asia/Shanghai", EVENING)) == "2026-03-31"
    assert iso(today_of("Asia/Shanghai", MIDNIGHT)) == "2026-04-01"
    folder, moments = Folder(tmp_path), [EVENING]
    folder.add(release())
    kept = keeper(folder, renderer, moments)
    finished(kept.follow())
    first = kept.desk.shelf
    finished(kept.follow())
    assert kept.desk.shelf is first
    moments[0] = MIDNIGHT
    finished(kept.follow())
    assert kept.desk.shelf is not first
    days = [shelf.today for shelf in (first, kept.desk.shelf)]
    assert [iso(d) for d in days if d is not None] == ["2026-03-31", "2026-04-01"]


def test_what_was_wished_for_is_rendered_along(tmp_path: Path, renderer: Renderer) -> None:
    folder = Folder(tmp_path)
    folder.add(release())
    kept = keeper(folder, renderer, [EVENING])
    wish = Wish("zh", "city.ics", False, options_of(b"phases=show"))

    async def ask() -> None:
        await kept.follow()
        assert await kept.desk.item(wish)
        folder.add(release(2))
        await kept.follow()

    finished(ask())
    assert kept.desk.wishes == (wish,)
    assert kept.desk.shelf.number == 2


def test_a_failure_leaves_what_there_is(tmp_path: Path, renderer: Renderer) -> None:
    folder = Folder(tmp_path)
    folder.add(release())
    kept = keeper(folder, renderer, [EVENING])
    finished(kept.follow())
    first = kept.desk.shelf
    (tmp_path / "2.pickle").write_bytes(b"no release")
    with pytest.raises(RenderingFailed):
        finished(kept.follow())
    assert kept.desk.shelf is first
    folder.add(release(2))
    finished(kept.follow())
    assert kept.desk.shelf.number == 2


def test_a_renderer_that_was_killed_is_started_again(tmp_path: Path, renderer: Renderer) -> None:
    Folder(tmp_path).add(release())
    first = list(renderer.results(Task(1, whole=True, now=EVENING)))
    renderer.close()
    again = list(renderer.results(Task(1, whole=True, now=EVENING)))
    assert first == again
    results = renderer.results(Task(1, whole=True, now=EVENING))
    next(results)
    renderer.close()
    with pytest.raises(RenderingFailed):
        list(results)
    assert list(renderer.results(Task(1, whole=True, now=EVENING))) == first


def test_what_is_not_there_is_none(tmp_path: Path, renderer: Renderer) -> None:
    folder = Folder(tmp_path)
    kept = keeper(folder, renderer, [EVENING])
    wish = Wish("zh", "city.ics", False, Wish.plain)

    async def ask() -> None:
        await kept.follow()
        assert await kept.desk.item(wish) is None
        folder.add(release())
        await kept.follow()
        assert await kept.desk.item(Wish("zh", "halls/no--h1.ics", False, Wish.plain)) is None
        one, two = await asyncio.gather(kept.desk.item(wish), kept.desk.item(wish))
        assert one is two is not None

    finished(ask())
