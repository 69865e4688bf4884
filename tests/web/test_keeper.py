"""The keeper and its desk: another day, a renderer that ends, strangers who ask for much."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from scheduler.domain.span import iso
from scheduler.web.access_log import AccessLog
from scheduler.web.app import make_app
from scheduler.web.desk import PUBLIC, Desk
from scheduler.web.front import Front
from scheduler.web.hosts import Hosts
from scheduler.web.item import Item
from scheduler.web.keeper import Keeper
from scheduler.web.renderer import Renderer, RenderingFailed, Task, today_of
from scheduler.web.source import StoreReleases, StoreSource
from scheduler.web.wishes import Wish, options_of
from tests.web.serving import Town

EVENING = datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
"""Of the city, whose clocks are eight hours ahead."""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def renderer(town: Town) -> Iterator[Renderer]:
    made = Renderer(StoreReleases(town.where))
    yield made
    made.close()


def finished(work: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: a browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def keeper(town: Town, renderer: Renderer, moments: list[datetime]) -> Keeper:
    source = StoreSource(town.where)
    return Keeper(Desk(renderer), source, renderer, AccessLog(None), clock=lambda: moments[0])


def test_the_day_rolls_at_midnight_of_the_city(town: Town, renderer: Renderer) -> None:
    assert iso(today_of("Asia/Shanghai", EVENING)) == "2026-03-31"
    assert iso(today_of("Asia/Shanghai", MIDNIGHT)) == "2026-04-01"
    moments = [EVENING]
    town.publish()
    kept = keeper(town, renderer, moments)
    finished(kept.follow())
    first = kept.desk.shelf
    finished(kept.follow())
    assert kept.desk.shelf is first
    moments[0] = MIDNIGHT
    finished(kept.follow())
    assert kept.desk.shelf is not first
    days = [shelf.today for shelf in (first, kept.desk.shelf)]
    assert [iso(d) for d in days if d is not None] == ["2026-03-31", "2026-04-01"]


def test_what_was_wished_for_is_rendered_along(town: Town, renderer: Renderer) -> None:
    town.publish()
    kept = keeper(town, renderer, [EVENING])
    wish = Wish("zh", "city.ics", False, options_of(b"phases=show"))

    async def ask() -> None:
        await kept.follow()
        assert await kept.desk.item(wish)
        town.publish()
        await kept.follow()

    finished(ask())
    assert kept.desk.wishes == (wish,)
    assert kept.desk.shelf.number == 2


def test_a_failure_leaves_what_there_is(town: Town, renderer: Renderer) -> None:
    town.publish()
    kept = keeper(town, renderer, [EVENING])
    finished(kept.follow())
    first = kept.desk.shelf
    town.publish_nonsense()
    with pytest.raises(RenderingFailed):
        finished(kept.follow())
    assert kept.desk.shelf is first
    town.publish(after=1)
    finished(kept.follow())
    assert kept.desk.shelf.number == 3


def test_a_renderer_that_was_killed_is_started_again(town: Town, renderer: Renderer) -> None:
    town.publish()
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


def test_what_is_not_there_is_none(town: Town, renderer: Renderer) -> None:
    kept = keeper(town, renderer, [EVENING])
    wish = Wish("zh", "city.ics", False, Wish.plain)

    async def ask() -> None:
        await kept.follow()
        assert await kept.desk.item(wish) is None
        town.publish()
        await kept.follow()
        assert await kept.desk.item(Wish("zh", "halls/no--h1.ics", False, Wish.plain)) is None
        one, two = await asyncio.gather(kept.desk.item(wish), kept.desk.item(wish))
        assert one is two is not None

    finished(ask())


def strangers(count: int) -> list[Wish]:
    """Public wishes that nobody has rendered yet."""
    queries = (f"from=2021-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(count))
    return [Wish("zh", "city.ics", True, options_of(query.encode())) for query in queries]


def test_strangers_take_no_places_from_those_who_hold_a_token(
    town: Town, renderer: Renderer
) -> None:
    town.publish()
    kept = keeper(town, renderer, [EVENING])
    mine = [Wish("zh", "city.ics", False, options_of(q)) for q in (b"phases=in", b"phases=out")]

    async def ask() -> None:
        await kept.follow()
        asked = [kept.desk.item(wish) for wish in (*strangers(50), *mine)]
        *theirs, one, two = await asyncio.gather(*asked, return_exceptions=True)
        assert isinstance(one, Item) and isinstance(two, Item)
        assert [isinstance(t, Item) for t in theirs] == [n < PUBLIC[2] for n in range(50)]
        assert all(isinstance(t, RenderingFailed) for t in theirs[PUBLIC[2] :])

    finished(ask())


def test_strangers_take_no_room_from_those_who_hold_a_token(
    town: Town, renderer: Renderer
) -> None:
    town.publish()
    kept = keeper(town, renderer, [EVENING])
    mine = Wish("zh", "city.ics", False, Wish.plain)
    wishes = strangers(PUBLIC[0] + 10)

    async def ask() -> None:
        await kept.follow()
        first = await kept.desk.item(mine)
        for wish in wishes:
            assert await kept.desk.item(wish)
        assert kept.desk.before(mine) is first is not None

    finished(ask())
    # The first of theirs were given up for their last, and nothing of ours.
    assert kept.desk.wishes == (mine, *wishes[10:])


def test_too_many_strangers_are_told_to_come_later(town: Town) -> None:
    town.publish()
    _, token = town.give()
    paths = [f"/feeds/zh/city.ics?from=2021-04-{1 + n:02}" for n in range(30)]

    async def ask(app: Front) -> list[httpx.Response]:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")
        async with app.pages.router.lifespan_context(app.pages), client:
            every = (*paths, f"/f/{token}/city.ics?phases=show")
            return await asyncio.gather(*map(client.get, every))

    def asked() -> list[httpx.Response]:
        app = make_app(StoreSource(town.where), StoreReleases(town.where), Hosts.of(""))
        return asyncio.run(ask(app))

    with ThreadPoolExecutor(1) as thread:
        *theirs, mine = thread.submit(asked).result()
    assert mine.status_code == 200
    assert sorted(a.status_code for a in theirs) == [200] * PUBLIC[2] + [503] * (30 - PUBLIC[2])
    assert {a.headers.get("retry-after") for a in theirs if a.status_code == 503} == {"30"}
