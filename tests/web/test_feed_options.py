"""What a reader may ask of a feed: over HTTP and as files the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.domain.span import Span, iso
from scheduler.outputs.ical.asked import feed_options
from scheduler.outputs.ical.released import feed_paths
from scheduler.outputs.ical.static import write_released
from scheduler.releases.lifecycle import today_in
from scheduler.store import open_store
from tests.releases.histories import DIRECTORY, ROOMS, Office, entry
from tests.web.serving import RECORD, Running, running

NOW = datetime.now(UTC)
TODAY = today_in(DIRECTORY, NOW)
HORIZON = Span(TODAY, TODAY + 60)


def days(first: int, last: int) -> Span:
    """Days from now on, both included."""
    return Span(TODAY + first, TODAY + last + 1)


def publish_year(where: Path) -> None:
    """Tea is cancelled, boats move to another hall, wine has all its phases."""
    office, directory = Office(NOW), replace(DIRECTORY, horizon=HORIZON)
    wine = [
        entry("wine", phase=phase, span=span, halls=ROOMS[2:])
        for phase, span in (("in", days(38, 39)), ("show", days(40, 42)), ("out", days(43, 43)))
    ]
    tea, boats = entry(span=days(10, 12)), entry("boats", span=days(20, 22))
    office.publish(tea, boats, *wine, directory=directory)
    office.publish(replace(boats, halls=ROOMS[1:2]), *wine, directory=directory)
    with open_store(where) as store:
        for release in office.releases:
            store.add(release, RECORD, office.known)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("options")
    publish_year(folder / "scheduler.db")
    with running(folder) as served:
        yield served


def shown(data: bytes) -> list[str]:
    lines = data.decode().split("\r\n")
    return [line[4:].split("@")[0] for line in lines if line.startswith("UID:")]


QUERIES = {
    "": ["tea-show", "boats-show", "wine-show"],
    "cancelled=0": ["boats-show", "wine-show"],
    "cancelled=1": ["tea-show", "boats-show", "wine-show"],
    f"from={iso(TODAY + 12)}": ["tea-show", "boats-show", "wine-show"],
    f"from={iso(TODAY + 13)}": ["boats-show", "wine-show"],
    f"to={iso(TODAY + 19)}": ["tea-show"],
    f"to={iso(TODAY + 20)}": ["tea-show", "boats-show"],
    f"from={iso(TODAY + 12)}&to={iso(TODAY + 20)}&cancelled=no": ["boats-show"],
    f"phases=in&from={iso(TODAY + 39)}": ["wine-in"],
    f"phases=all&to={iso(TODAY + 43)}&cancelled=false": [
        "boats-show", "wine-in", "wine-show", "wine-out",
    ],
    f"phases=out&to={iso(TODAY + 42)}": [],
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_the_city_and_every_other_feed(town: Running, tmp_path: Path, query: str) -> None:
    with open_store(town.folder / "scheduler.db") as store:
        release = store.release(2)
    given = dict(pair.split("=") for pair in query.split("&") if pair)
    write_released(release, TODAY, tmp_path, public=True, options=feed_options(given))
    with town.client() as client:
        assert shown(client.get(f"/feeds/en/city.ics?{query}").content) == QUERIES[query]
        for path in feed_paths(release, public=True):
            got = client.get(f"/feeds/en/{path}?{query}")
            assert (got.status_code, got.content) == (200, (tmp_path / "en" / path).read_bytes())


def test_what_left_a_hall_is_there_unless_it_is_not_wanted(town: Running) -> None:
    with town.client() as client:
        left = client.get("/feeds/en/halls/expo--h1.ics").content
        gone = client.get("/feeds/en/halls/expo--h1.ics?cancelled=0").content
    assert (shown(left), left.count(b"STATUS:CANCELLED")) == (["tea-show", "boats-show"], 2)
    assert (shown(gone), gone.count(b"BEGIN:VTIMEZONE")) == ([], 1)
