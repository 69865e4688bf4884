"""What the server tells of itself: ``/healthz``, the error log, calendars that are too large."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.store import open_store
from scheduler.store.failures import StoreError
from scheduler.web.health import LATE_S, RELEASES, RENDERING, TOKENS, ErrorLog, Health, reason
from tests.releases.histories import DIRECTORY, Office, entry
from tests.store.postgres import server
from tests.web.serving import RECORD, Town, running, until

CITY = "/feeds/zh/city.ics"


def told(client: httpx.Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/healthz")
    assert client.head("/healthz").status_code == answer.status_code
    return answer.status_code, answer.json()


def test_without_a_release_there_is_nothing_to_serve(tmp_path: Path) -> None:
    with running(tmp_path) as served, served.client() as client:
        assert told(client) == (503, {
            "status": "unavailable", "release": None, "day": None, "store": "ok", "rendering": "ok",
        })  # fmt: skip
        Town(tmp_path).publish()
        until(lambda: client.get("/healthz").status_code == 200)
        status, said = told(client)
        assert (said.pop("day")[:2], status) == ("20", 200)
        assert said == {"status": "ok", "release": 1, "store": "ok", "rendering": "ok"}


def test_a_failed_rendering_is_told_until_one_succeeds(tmp_path: Path) -> None:
    town, errors = Town(tmp_path), tmp_path / "errors"
    town.publish()
    chosen = ("--error-log", errors, "--lang", "zh")
    with running(tmp_path, *chosen) as served, served.client() as client:
        town.publish_nonsense()
        until(lambda: told(client)[1]["rendering"] == "failing")
        status, said = told(client)
        assert (status, said["status"], said["release"]) == (200, "degraded", 1)
        assert said["store"] == "ok"
        assert client.get(CITY).status_code == 200
        town.publish(after=1)
        until(lambda: told(client)[1] | {"day": ""} == {
            "status": "ok", "release": 3, "day": "", "store": "ok", "rendering": "ok",
        })  # fmt: skip
    words = [line.partition(" ")[2] for line in errors.read_text("utf-8").splitlines()]
    damaged = f"{tmp_path / 'scheduler.db'} 已损坏，请用备份恢复该文件。"
    assert words == [f"无法生成新的日历，继续提供原有的：{damaged}", "又能生成新的日历了。"]
    assert "已损坏" not in served.said
    assert all(line["path"] == CITY or line["path"] == "/healthz" for line in served.log)


def test_a_store_that_is_away_is_told_and_the_calendars_stay(tmp_path: Path) -> None:
    with ExitStack() as database:
        town = Town(tmp_path, f"postgresql://tester@/postgres?host={database.enter_context(server())}")
        town.publish()
        with running(tmp_path, "--db", town.url) as served, served.client() as client:
            assert told(client)[1]["store"] == "ok"
            database.close()
            until(lambda: told(client)[1]["store"] == "failing")
            status, said = told(client)
            assert (status, said["status"], said["release"]) == (200, "degraded", 1)
            assert client.get(CITY).status_code == 200
            until(lambda: "cannot be looked up: The database postgresql://" in served.said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_failure_is_told_once_and_its_end(lang: str) -> None:
    stream = StringIO()
    health = Health(ErrorLog(stream, lang))

    def fails(error: Exception) -> None:
        with pytest.raises(type(error)), health.watched(RELEASES):
            raise error

    away = StoreError(Text("库不在", "the store is away"))
    for error in (away, away, OSError("odd"), OSError(errno.ENOSPC, "No space left on device")):
        fails(error)
    with health.watched(TOKENS):
        pass
    assert not health.store
    with health.watched(RELEASES):
        pass
    assert health.store
    words = [line.partition(" ")[2] for line in stream.getvalue().splitlines()]
    assert words == {
        "zh": ["无法查询最新的发布：库不在", "无法查询最新的发布：系统报告“odd”",
               "无法查询最新的发布：磁盘已满", "又能查询最新的发布了。"],
        "en": ["The last release cannot be looked up: the store is away",
               "The last release cannot be looked up: odd",
               "The last release cannot be looked up: No space left on device",
               "The last release can be looked up again."],
    }[lang]  # fmt: skip


def test_a_store_that_does_not_answer_is_away() -> None:
    moments = [0.0]
    health = Health(clock=lambda: moments[0])
    with health.watched(RENDERING):
        moments[0] = LATE_S
    assert health.store
    moments[0] += 1
    assert not health.store
    with health.watched(TOKENS):
        pass
    assert (health.store, health.rendering) == (True, True)


def test_calendars_that_are_too_large_are_told(tmp_path: Path) -> None:
    office, day = Office(datetime.now(UTC)), datetime.now(UTC).date().toordinal()
    shows = [entry(f"e{n}", span=Span(day + 9, day + 11), organizers=()) for n in range(801)]
    release = office.publish(*shows, directory=DIRECTORY)
    with open_store(tmp_path / "scheduler.db") as store:
        store.add(release, RECORD, office.known)
    with running(tmp_path) as served:
        pass
    said = [line.partition(" ")[2] for line in served.said.splitlines() if "801 entries" in line]
    paths = ("city", "kinds/exhibition", "industries/marine", "venues/expo", "halls/expo--h1")
    assert {line.split()[0] for line in said} == {
        f"/feeds/{lang}/{path}.ics" for lang in ("zh", "en") for path in paths
    }
    assert all("some calendar services may refuse it" in line for line in said)


def test_a_file_that_the_system_refuses_is_named() -> None:
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "town/feeds/a\nb")
    told = reason(error)
    assert told.zh == r"没有权限：town/feeds/a\nb"
    assert told.en == r"Permission denied: town/feeds/a\nb"
    assert reason(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))).zh == "磁盘已满"
